namespace Booking.Domain.Tickets;

using Booking.Domain.Common;

/// <summary>One person's, or one party's, way through one door: a seat, a place, a ride, a hall, an appointment.</summary>
public sealed class Ticket : AggregateRoot
{
    private Ticket()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>Index of the booking's item.</summary>
    public int Item { get; private init; }

    /// <summary>The item's, e.g. <c>eventSeat</c>.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>What was sold; a ticket type where the item has one.</summary>
    public Guid SoldId { get; private init; }

    /// <summary>Whose door it opens: the event, trip, car, venue or service.</summary>
    public Guid OfferingId { get; private init; }

    public string? Seat { get; private init; }

    /// <summary>Counts the tickets of an item, from 0.</summary>
    public int Place { get; private init; }

    public string Holder { get; private set; } = "";

    public TicketStatus Status { get; private set; }

    public DateTimeOffset IssuedAt { get; private init; }

    public DateTimeOffset? UsedAt { get; private set; }

    public string? UsedGate { get; private set; }

    /// <summary>The booking's check-in that it was used with.</summary>
    public Guid? CheckInId { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevokedReason { get; private set; }

    /// <summary>Counts the tenant's revocations in the order in which they took effect.</summary>
    public long? Revocation { get; private set; }

    public static Ticket Issue(Guid id, Guid tenantId, Guid bookingId, Admission admission, int place, DateTimeOffset now)
    {
        Ticket ticket = new()
        {
            Id = id,
            TenantId = tenantId,
            BookingId = bookingId,
            Item = admission.Item,
            Kind = admission.Kind,
            SoldId = admission.SoldId,
            OfferingId = admission.OfferingId,
            Seat = admission.Seat,
            Place = place,
            Holder = admission.Holder,
            Status = TicketStatus.Valid,
            IssuedAt = now,
        };
        ticket.Raise(new TicketIssued(id, bookingId, ticket.Item, ticket.OfferingId, ticket.Seat));
        return ticket;
    }

    /// <summary>Whether it is for this admission, whoever holds it.</summary>
    public bool IsFor(Admission admission) =>
        (Item, SoldId, OfferingId, Seat) == (admission.Item, admission.SoldId, admission.OfferingId, admission.Seat);

    public void HandTo(string holder) => Holder = holder;

    /// <summary>Somebody came in with it.</summary>
    /// <param name="gate">Null where nobody scanned it.</param>
    public Result<Done> Use(Guid checkInId, string? gate, DateTimeOffset at)
    {
        Result<Done> allowed = Move(TicketStatus.Used);
        if (allowed.IsSuccess)
        {
            (CheckInId, UsedGate, UsedAt) = (checkInId, gate, at);
            Raise(new TicketUsed(Id, BookingId, Item, OfferingId, Seat, gate, at));
        }

        return allowed;
    }

    /// <summary>The check-in it was used with was a mistake.</summary>
    public Result<Done> TakeBack()
    {
        Result<Done> allowed = Move(TicketStatus.Valid);
        if (allowed.IsSuccess)
        {
            (CheckInId, UsedGate, UsedAt) = (null, null, null);
        }

        return allowed;
    }

    /// <param name="reason">One of <see cref="RevocationReasons"/>.</param>
    /// <param name="revocation">The tenant's next one.</param>
    public Result<Done> Revoke(string reason, long revocation, DateTimeOffset now)
    {
        Result<Done> allowed = Move(TicketStatus.Revoked);
        if (allowed.IsSuccess)
        {
            (RevokedReason, Revocation, RevokedAt) = (reason, revocation, now);
            Raise(new TicketRevoked(Id, BookingId, Item, OfferingId, Seat, reason));
        }

        return allowed;
    }

    private Result<Done> Move(TicketStatus to)
    {
        Result<Done> allowed = TicketTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
        }

        return allowed;
    }
}
