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

/// <summary>Whether an event is on sale.</summary>
public enum EventStatus
{
    /// <summary>Being prepared; nobody can buy.</summary>
    Draft,

    /// <summary>On sale.</summary>
    Published,

    /// <summary>Does not take place.</summary>
    Cancelled,
}

/// <summary>Something that takes place once, at a place, for many.</summary>
public sealed class Event : AggregateRoot
{
    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    private Event()
    {
    }

    public string Title { get; private init; } = "";

    public string Description { get; private init; } = "";

    public string Category { get; private init; } = "";

    /// <summary>The name of the place, for people.</summary>
    public string VenueName { get; private init; } = "";

    public string City { get; private init; } = "";

    public double Latitude { get; private init; }

    public double Longitude { get; private init; }

    public string TimeZone { get; private init; } = "";

    public DateTimeOffset StartsAt { get; private init; }

    public DateTimeOffset EndsAt { get; private init; }

    public Seating Seating { get; private init; }

    public EventStatus Status { get; private init; }

    public int HoldMinutes { get; private init; }

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
        };

    /// <summary>Places of a general-admission ticket type.</summary>
    public Result<Grant> GrantPlaces(int item, TicketType type, int quantity, DateTimeOffset now)
    {
        Result<Done> onSale = CheckOnSale("/ticketTypeId", now);
        if (onSale.IsFailure)
        {
            return onSale.Error;
        }

        if (Seating != Seating.General || type.PoolId is not { } pool)
        {
            return Error.Rule("/ticketTypeId", "This event sells named seats; ask for kind eventSeat.");
        }

        if (quantity > type.MaxPerOrder)
        {
            return Error.Rule("/quantity", $"At most {type.MaxPerOrder} of these may be bought at once.", Reason.OrderLimit);
        }

        return new Grant(
            Item(ItemKinds.Ticket, type.Id, $"{Title}, {type.Name}", quantity, []),
            [new QuotaClaim(item, pool, quantity)],
            [new PriceLine("ticket", $"{Title}, {type.Name}", type.Price * quantity, item, quantity, type.TaxRate)],
            TimeSpan.FromMinutes(HoldMinutes));
    }

    /// <summary>Named seats. The seats are those of this event that were asked for; a missing one is refused.</summary>
    public Result<Grant> GrantSeats(int item, IReadOnlyList<string> asked, IReadOnlyDictionary<string, EventSeat> seats, IReadOnlyDictionary<Guid, TicketType> types, DateTimeOffset now)
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

        if (asked.GroupBy(name => seats[name].TicketTypeId).FirstOrDefault(group => group.Count() > types[group.Key].MaxPerOrder) is { } tooMany)
        {
            return Error.Rule("/seats", $"At most {types[tooMany.Key].MaxPerOrder} seats of one category may be bought at once.", Reason.OrderLimit);
        }

        return new Grant(
            Item(ItemKinds.EventSeat, Id, Title, asked.Count, asked),
            [.. asked.Select(name => new SeatClaim(item, Id, name) { TicketTypeId = seats[name].TicketTypeId })],
            lines,
            TimeSpan.FromMinutes(HoldMinutes));
    }

    private HoldItem Item(string kind, Guid offering, string title, int quantity, IReadOnlyList<string> seats) =>
        new(kind, offering, title, quantity, StartsAt, EndsAt, TimeZone, seats, new Dictionary<string, string> { ["eventId"] = Id.ToString(), ["venue"] = VenueName });

    private Result<Done> CheckOnSale(string pointer, DateTimeOffset now)
    {
        if (Status != EventStatus.Published)
        {
            return Error.Rule(pointer, "This event is not on sale.", Reason.NotOnSale);
        }

        return EndsAt <= now ? Error.Rule(pointer, "This event is over.", Reason.Past) : Result.Success;
    }
}
