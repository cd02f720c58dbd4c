namespace Booking.Domain.Venues;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Where a request stands.</summary>
public enum VenueRequestStatus
{
    /// <summary>The owner has not answered yet.</summary>
    Pending,

    /// <summary>Became a booking that awaits its payment.</summary>
    Approved,

    /// <summary>The owner said no.</summary>
    Declined,

    /// <summary>Given up by its customer.</summary>
    Withdrawn,

    /// <summary>Nobody answered in time.</summary>
    Lapsed,
}

/// <summary>The legal moves of a request.</summary>
public static class VenueRequestTransitions
{
    public static readonly TransitionTable<VenueRequestStatus> Table = new(
        (VenueRequestStatus.Pending, VenueRequestStatus.Approved),
        (VenueRequestStatus.Pending, VenueRequestStatus.Declined),
        (VenueRequestStatus.Pending, VenueRequestStatus.Withdrawn),
        (VenueRequestStatus.Pending, VenueRequestStatus.Lapsed));
}

/// <summary>A customer's wish to use a hall whose owner decides about each booking. Its price and terms are those of the moment it was placed.</summary>
public sealed class VenueRequest : AggregateRoot
{
    public const int TextMaxLength = 2_000;

    private VenueRequest()
    {
    }

    /// <summary><c>RQ-</c> and the characters of the booking's number that it becomes.</summary>
    public string Number { get; private init; } = "";

    public Guid VenueId { get; private init; }

    public Guid CustomerId { get; private init; }

    /// <summary>Carries price and terms; its claims are those of the request, and later of the booking.</summary>
    public Guid HoldId { get; private init; }

    /// <summary>Null where it is for one date alone.</summary>
    public Guid? SeriesId { get; private init; }

    public VenueRequestStatus Status { get; private set; }

    /// <summary>What it does to the calendar, as the hall said when it was placed.</summary>
    public PendingBlocks Blocks { get; private init; }

    public DateTimeOffset StartsAt { get; private init; }

    public DateTimeOffset EndsAt { get; private init; }

    public HoldItem Item { get; private init; } = null!;

    public Price Price { get; private init; } = null!;

    /// <summary>What an approval takes.</summary>
    public IReadOnlyList<Claim> Claims { get; private init; } = [];

    public Customer Customer { get; private init; } = null!;

    /// <summary>To the owner.</summary>
    public string Message { get; private init; } = "";

    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset RespondBy { get; private init; }

    /// <summary>How long the customer has for the payment once it is approved.</summary>
    public TimeSpan PayWithin { get; private init; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public Guid? AnsweredBy { get; private set; }

    /// <summary>The owner's, to the customer.</summary>
    public string Note { get; private set; } = "";

    public Guid? BookingId { get; private set; }

    /// <summary>What an approval grants.</summary>
    public Grant Grant => new(Item, Claims, Price.Lines, Hold.HardCap);

    /// <summary>The number of the booking that it becomes.</summary>
    public string BookingNumber => $"BK-{Number[3..]}";

    /// <param name="bookingNumber">A number of a booking, which nobody else gets.</param>
    public static VenueRequest Place(
        Guid id, string bookingNumber, Venue venue, Hold hold, Grant grant, Customer customer, string message, IReadOnlyDictionary<string, string> metadata, Guid? seriesId,
        DateTimeOffset now)
    {
        DateTimeOffset start = grant.Item.From!.Value;
        DateTimeOffset respondBy = now.AddMinutes(venue.RespondWithinMinutes);
        VenueRequest request = new()
        {
            Id = id,
            TenantId = venue.TenantId,
            Number = $"RQ-{bookingNumber[3..]}",
            VenueId = venue.Id,
            CustomerId = hold.CustomerId ?? throw new InvalidOperationException("Requests are made by signed-in customers."),
            HoldId = hold.Id,
            SeriesId = seriesId,
            Status = VenueRequestStatus.Pending,
            Blocks = venue.PendingBlocks,
            StartsAt = start,
            EndsAt = grant.Item.To!.Value,
            Item = grant.Item,
            Price = hold.Price,
            Claims = grant.Claims,
            Customer = customer,
            Message = message,
            Metadata = metadata,
            CreatedAt = now,
            RespondBy = respondBy < start ? respondBy : start,
            PayWithin = TimeSpan.FromMinutes(venue.PaymentMinutes),
        };
        request.Raise(new VenueRequestPlaced(id, request.Number, venue.Id, request.CustomerId, start, request.EndsAt, request.RespondBy, seriesId));
        return request;
    }

    /// <summary>The status as of <paramref name="now"/>: unanswered beyond its time it has lapsed, written down or not.</summary>
    public VenueRequestStatus StatusAt(DateTimeOffset now) => Status == VenueRequestStatus.Pending && RespondBy <= now ? VenueRequestStatus.Lapsed : Status;

    /// <summary>How long the customer may take to pay: never longer than until the use begins.</summary>
    public TimeSpan PayWithinAt(DateTimeOffset now) => StartsAt - now < PayWithin ? StartsAt - now : PayWithin;

    public Result<Done> Approve(Guid bookingId, Guid? by, string note, DateTimeOffset now)
    {
        Result<Done> answered = Answer(VenueRequestStatus.Approved, by, note, now);
        if (answered.IsSuccess)
        {
            BookingId = bookingId;
            Raise(new VenueRequestApproved(Id, Number, VenueId, CustomerId, bookingId));
        }

        return answered;
    }

    public Result<Done> Decline(Guid? by, string note, DateTimeOffset now)
    {
        Result<Done> answered = Answer(VenueRequestStatus.Declined, by, note, now);
        if (answered.IsSuccess)
        {
            Raise(new VenueRequestDeclined(Id, Number, VenueId, CustomerId, note));
            GiveBack();
        }

        return answered;
    }

    public Result<Done> Withdraw(DateTimeOffset now)
    {
        Result<Done> answered = Answer(VenueRequestStatus.Withdrawn, CustomerId, "", now);
        if (answered.IsSuccess)
        {
            Raise(new VenueRequestWithdrawn(Id, Number, VenueId, CustomerId));
            GiveBack();
        }

        return answered;
    }

    /// <summary>Writes down that the time for an answer is over; refused while it is not.</summary>
    public Result<Done> Lapse(DateTimeOffset now)
    {
        if (Status == VenueRequestStatus.Pending && RespondBy > now)
        {
            return Error.Conflict("illegal_transition", "The request can still be answered.");
        }

        Result<Done> allowed = Move(VenueRequestStatus.Lapsed);
        if (allowed.IsSuccess)
        {
            Raise(new VenueRequestLapsed(Id, Number, VenueId, CustomerId));
            GiveBack();
        }

        return allowed;
    }

    private Result<Done> Answer(VenueRequestStatus status, Guid? by, string note, DateTimeOffset now)
    {
        if (StatusAt(now) == VenueRequestStatus.Lapsed)
        {
            return VenueRequestErrors.Lapsed;
        }

        Result<Done> allowed = Move(status);
        if (allowed.IsSuccess)
        {
            (AnsweredAt, AnsweredBy, Note) = (now, by, note);
        }

        return allowed;
    }

    private void GiveBack()
    {
        if (Blocks == PendingBlocks.Hard)
        {
            Raise(new InventoryReleased(Id, [Item]));
        }
    }

    private Result<Done> Move(VenueRequestStatus to)
    {
        Result<Done> allowed = VenueRequestTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
        }

        return allowed;
    }
}

public static class VenueRequestErrors
{
    public static readonly Error NotFound = Error.NotFound("venue_request_not_found", "There is no such request.");

    public static readonly Error Lapsed = Error.Gone("venue_request_lapsed", "The time to answer this request is over.");
}
