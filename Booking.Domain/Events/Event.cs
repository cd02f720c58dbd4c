namespace Booking.Domain.Events;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>How an event seats its guests.</summary>
public enum Seating
{
    /// <summary>Counted places without names.</summary>
    General,

    /// <summary>Every seat has a name.</summary>
    Reserved,
}

/// <summary>Something that takes place once, at a place, for many.</summary>
public sealed class Event : AggregateRoot
{
    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    private Event()
    {
    }

    /// <summary>The provider user who runs it; null for the tenant's own.</summary>
    public Guid? OwnerId { get; private init; }

    /// <summary>The series it is an occurrence of, and the local start by which the series knows it.</summary>
    public Guid? SeriesId { get; private set; }

    public string? Occurrence { get; private set; }

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string Category { get; private set; } = "";

    public IReadOnlyList<string> Tags { get; private set; } = [];

    /// <summary>Addresses of pictures, the first one for lists.</summary>
    public IReadOnlyList<string> Pictures { get; private set; } = [];

    /// <summary>The name of the place, for people.</summary>
    public string VenueName { get; private set; } = "";

    public string City { get; private set; } = "";

    public double Latitude { get; private set; }

    public double Longitude { get; private set; }

    public string TimeZone { get; private set; } = "";

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>When the doors open; null when nothing is said about it.</summary>
    public DateTimeOffset? DoorsAt { get; private set; }

    /// <summary>In years; null when everybody is welcome.</summary>
    public int? MinimumAge { get; private set; }

    public Seating Seating { get; private init; }

    public EventStatus Status { get; private set; }

    public CancellationPolicy CancellationPolicy { get; private set; } = CancellationPolicy.Default;

    public int HoldMinutes { get; private set; }

    /// <summary>When it, or one of its ticket types, was last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>A draft: nobody sees or buys it before <see cref="Publish(IReadOnlyCollection{TicketType}, DateTimeOffset)"/>.</summary>
    /// <param name="ownerId">Null for the tenant's own.</param>
    public static Result<Event> Create(Guid id, Guid tenantId, Guid? ownerId, EventDetails details, DateTimeOffset now)
    {
        Result<Done> checkedDetails = details.Check(now);
        if (checkedDetails.IsFailure)
        {
            return checkedDetails.Error;
        }

        Event happening = new() { Id = id, TenantId = tenantId, OwnerId = ownerId, Seating = details.Seating, Status = EventStatus.Draft };
        happening.Apply(details, now);
        return happening;
    }

    public static Event Publish(
        Guid id, Guid tenantId, string title, string description, string category, string venueName, string city, GeoPoint location, string timeZone,
        TimeRange when, Seating seating) => new()
        {
            Id = id,
            TenantId = tenantId,
            Title = title,
            Description = description,
            Category = category,
            VenueName = venueName,
            City = city,
            Latitude = location.Latitude,
            Longitude = location.Longitude,
            TimeZone = timeZone,
            StartsAt = when.From,
            EndsAt = when.To,
            Seating = seating,
            Status = EventStatus.Published,
            HoldMinutes = (int)DefaultHold.TotalMinutes,
            ChangedAt = DateTimeOffset.UnixEpoch,
        };

    public EventDetails Details => new()
    {
        Title = Title,
        Description = Description,
        Category = Category,
        Tags = Tags,
        Pictures = Pictures,
        VenueName = VenueName,
        City = City,
        Location = new GeoPoint(Latitude, Longitude),
        TimeZone = TimeZone,
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        DoorsAt = DoorsAt,
        MinimumAge = MinimumAge,
        Seating = Seating,
        CancellationPolicy = CancellationPolicy,
        HoldMinutes = HoldMinutes,
    };

    /// <summary>Takes over all details. What has been published keeps its time: that is <see cref="Postpone"/>'s, which tells everybody.</summary>
    public Result<Done> Edit(EventDetails details, DateTimeOffset now)
    {
        if (Status == EventStatus.Published && (details.StartsAt != StartsAt || details.EndsAt != EndsAt))
        {
            return Error.Rule(details.StartsAt != StartsAt ? "/startsAt" : "/endsAt", "A published event is moved by postponing it.");
        }

        return Reschedule(details, now);
    }

    /// <summary>Takes over all details, also another time. For what nobody has or holds a place of; who gets one at this very moment is told.</summary>
    public Result<Done> Reschedule(EventDetails details, DateTimeOffset now)
    {
        if (Status == EventStatus.Cancelled)
        {
            return TicketingErrors.IsCancelled;
        }

        bool isMoved = details.StartsAt != StartsAt || details.EndsAt != EndsAt;

        if (Status == EventStatus.Published && details.TimeZone != TimeZone)
        {
            return Error.Rule("/timeZone", "A published event keeps its time zone.");
        }

        if (details.Seating != Seating)
        {
            return Error.Rule("/seating", "An event keeps its kind of seating.");
        }

        Result<Done> checkedDetails = details.Check(isMoved ? now : DateTimeOffset.MinValue);
        if (checkedDetails.IsFailure)
        {
            return checkedDetails.Error;
        }

        Apply(details, now);
        if (isMoved && Status == EventStatus.Published)
        {
            Raise(new OfferingDisrupted(ItemKinds.EventSeat, Id, Title, Disruption.Moved, StartsAt, EndsAt, null));
        }

        Raise(new EventChanged(Id));
        return Result.Success;
    }

    /// <summary>Puts it on sale.</summary>
    /// <param name="types">All of its own.</param>
    public Result<Done> Publish(IReadOnlyCollection<TicketType> types, DateTimeOffset now)
    {
        Result<Done> allowed = EventTransitions.Table.Check(Status, EventStatus.Published);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        if (StartsAt <= now)
        {
            return Error.Rule("/startsAt", "An event that has begun cannot be published.", Reason.Past);
        }

        if (!types.Any(type => type.IsActive && type.Capacity > 0 && type.ClosesAt(this) > now))
        {
            return Error.Rule("/ticketTypes", "An event needs a ticket type that can be sold, now or later, before it is published.", Reason.NotOnSale);
        }

        Status = EventStatus.Published;
        ChangedAt = now;
        Raise(new EventPublished(Id, Title, StartsAt, EndsAt));
        return Result.Success;
    }

    /// <summary>It does not take place. A case is opened for every booking of it.</summary>
    /// <param name="note">For the customers.</param>
    public Result<Done> Cancel(string? note, DateTimeOffset now)
    {
        Result<Done> allowed = EventTransitions.Table.Check(Status, EventStatus.Cancelled);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        if (Status == EventStatus.Published)
        {
            Raise(new OfferingDisrupted(ItemKinds.EventSeat, Id, Title, Disruption.Cancelled, null, null, note));
        }

        Status = EventStatus.Cancelled;
        ChangedAt = now;
        Raise(new EventCancelled(Id, Title, note));
        return Result.Success;
    }

    /// <summary>Moves a published event to another time. It stays on sale; a case is opened for every booking of it.</summary>
    public Result<Done> Postpone(TimeRange to, DateTimeOffset? doorsAt, string? note, DateTimeOffset now)
    {
        if (Status != EventStatus.Published)
        {
            return Error.Conflict("illegal_transition", $"Event: {Status} cannot be postponed.");
        }

        if (EndsAt <= now)
        {
            return Error.Rule("/startsAt", "This event is over.", Reason.Past);
        }

        // Doors open as long before the start as they did.
        EventDetails details = Details with { StartsAt = to.From, EndsAt = to.To, DoorsAt = doorsAt ?? (DoorsAt is { } doors ? to.From - (StartsAt - doors) : null) };
        Result<Done> checkedDetails = details.Check(now);
        if (checkedDetails.IsFailure)
        {
            return checkedDetails.Error;
        }

        if (to.From == StartsAt && to.To == EndsAt)
        {
            return Error.Rule("/startsAt", "This is the time it has already.");
        }

        DateTimeOffset was = StartsAt;
        Apply(details, now);
        Raise(new OfferingDisrupted(ItemKinds.EventSeat, Id, Title, Disruption.Moved, StartsAt, EndsAt, note));
        Raise(new EventPostponed(Id, Title, was, StartsAt, EndsAt));
        return Result.Success;
    }

    /// <summary>Notes that a ticket type, a pool or an access code of it is another one now.</summary>
    public Result<Done> NoteTicketing(DateTimeOffset now)
    {
        if (Status == EventStatus.Cancelled)
        {
            return TicketingErrors.IsCancelled;
        }

        ChangedAt = now;
        Raise(new EventChanged(Id));
        return Result.Success;
    }

    /// <summary>Makes it an occurrence of a series.</summary>
    /// <param name="occurrence">The local start by which the series knows it.</param>
    public void Join(Guid seriesId, string occurrence) => (SeriesId, Occurrence) = (seriesId, occurrence);

    /// <summary>Whether it sells at all; what its ticket types say comes on top.</summary>
    public Result<Done> CheckOnSale(string pointer, DateTimeOffset now)
    {
        if (Status != EventStatus.Published)
        {
            return Error.Rule(pointer, "This event is not on sale.", Reason.NotOnSale);
        }

        return EndsAt <= now ? Error.Rule(pointer, "This event is over.", Reason.Past) : Result.Success;
    }

    /// <summary>Places of a general-admission ticket type.</summary>
    /// <param name="ordered">Places of the type that the whole order asks for; at least <paramref name="quantity"/>.</param>
    /// <param name="code">The access code that the buyer knows; its uses are counted where it opens a hidden type.</param>
    public Result<Grant> GrantPlaces(int item, TicketType type, int quantity, DateTimeOffset now, int? ordered = null, AccessCode? code = null)
    {
        Result<Done> onSale = CheckOnSale("/ticketTypeId", now);
        if (onSale.IsFailure)
        {
            return onSale.Error;
        }

        if (Seating != Seating.General || type.PoolId is null)
        {
            return Error.Rule("/ticketTypeId", "This event sells named seats; ask for kind eventSeat.");
        }

        Result<Done> ofType = type.CheckOrder(this, ordered ?? quantity, "/ticketTypeId", "/quantity", now, code);
        if (ofType.IsFailure)
        {
            return ofType.Error;
        }

        List<Guid> pools = [.. type.Pools];
        if (type.IsHidden && code?.PoolId is { } counted)
        {
            pools.Add(counted);
        }

        return new Grant(
            Item(ItemKinds.Ticket, type.Id, $"{Title}, {type.Name}", quantity, []),
            [.. pools.Select(pool => new QuotaClaim(item, pool, quantity))],
            [new PriceLine("ticket", $"{Title}, {type.Name}", type.Price * quantity, item, quantity, type.TaxRate)],
            TimeSpan.FromMinutes(HoldMinutes));
    }

    /// <summary>Named seats. The seats are those of this event that were asked for; a missing one is refused.</summary>
    /// <param name="ordered">Names of all seats of the event that the whole order asks for; those of <paramref name="asked"/> are among them.</param>
    public Result<Grant> GrantSeats(
        int item, IReadOnlyList<string> asked, IReadOnlyDictionary<string, EventSeat> seats, IReadOnlyDictionary<Guid, TicketType> types, DateTimeOffset now, IReadOnlyCollection<string>? ordered = null)
    {
        Result<Done> onSale = CheckOnSale("/eventId", now);
        if (onSale.IsFailure)
        {
            return onSale.Error;
        }

        List<PriceLine> lines = [];
        foreach (string name in asked)
        {
            if (!seats.TryGetValue(name, out EventSeat? seat))
            {
                return Error.Rule("/seats", $"This event has no seat {name}.");
            }

            if (seat.IsBlocked)
            {
                return Error.Rule("/seats", $"Seat {name} is not on sale.", Reason.NotOnSale);
            }

            TicketType type = types[seat.TicketTypeId];
            lines.Add(new PriceLine("seat", $"{Title}, {type.Name}, seat {name}", type.Price, item, 1, type.TaxRate) { Seat = name });
        }

        foreach (Guid category in asked.Select(name => seats[name].TicketTypeId).Distinct())
        {
            int count = (ordered ?? asked).Count(name => seats.TryGetValue(name, out EventSeat? seat) && seat.TicketTypeId == category);
            Result<Done> ofCategory = types[category].CheckOrder(this, count, "/seats", "/seats", now);
            if (ofCategory.IsFailure)
            {
                return ofCategory.Error;
            }
        }

        return new Grant(
            Item(ItemKinds.EventSeat, Id, Title, asked.Count, asked),
            [.. asked.Select(name => new SeatClaim(item, Id, name) { TicketTypeId = seats[name].TicketTypeId })],
            lines,
            TimeSpan.FromMinutes(HoldMinutes));
    }

    private HoldItem Item(string kind, Guid offering, string title, int quantity, IReadOnlyList<string> seats) =>
        new(kind, offering, title, quantity, StartsAt, EndsAt, TimeZone, seats, new Dictionary<string, string> { ["eventId"] = Id.ToString(), ["venue"] = VenueName })
        {
            Policy = CancellationPolicy,
        };

    private void Apply(EventDetails details, DateTimeOffset now)
    {
        Title = details.Title;
        Description = details.Description;
        Category = details.Category;
        Tags = details.Tags;
        Pictures = details.Pictures;
        VenueName = details.VenueName;
        City = details.City;
        Latitude = details.Location.Latitude;
        Longitude = details.Location.Longitude;
        TimeZone = details.TimeZone;
        StartsAt = details.StartsAt;
        EndsAt = details.EndsAt;
        DoorsAt = details.DoorsAt;
        MinimumAge = details.MinimumAge;
        CancellationPolicy = details.CancellationPolicy;
        HoldMinutes = details.HoldMinutes;
        ChangedAt = now;
    }
}
