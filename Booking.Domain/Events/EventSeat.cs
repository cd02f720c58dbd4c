namespace Booking.Domain.Events;

/// <summary>A named seat of one event. Whether it is taken is the claims' matter.</summary>
public sealed class EventSeat
{
    private EventSeat()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid EventId { get; private init; }

    /// <summary>Row and number, e.g. <c>A-12</c>, behind the section's prefix if it has one; unique within the event.</summary>
    public string Seat { get; private init; } = "";

    public string Section { get; private init; } = "";

    public string Row { get; private init; } = "";

    public int Number { get; private init; }

    /// <summary>The ticket type that prices it.</summary>
    public Guid TicketTypeId { get; private init; }

    /// <summary>Place on the plan, in the layout's own units.</summary>
    public int X { get; private init; }

    public int Y { get; private init; }

    /// <summary>The order on the plan; neighbours have consecutive ones. Null where no plan was drawn: then the number says it.</summary>
    public int? Place { get; private init; }

    /// <summary>A wheelchair place.</summary>
    public bool IsAccessible { get; private init; }

    /// <summary>The wheelchair place beside it that it goes with.</summary>
    public string? CompanionOf { get; private init; }

    /// <summary>For the guest, e.g. a view that a pillar obstructs.</summary>
    public string? Note { get; private init; }

    /// <summary>Kept back: not on sale until it is released.</summary>
    public bool IsBlocked { get; private init; }

    /// <summary>Why it is kept back, for the tenant's people.</summary>
    public string? BlockReason { get; private init; }

    public static EventSeat Create(Guid tenantId, Guid eventId, string section, string row, int number, Guid ticketTypeId, int x, int y, bool isAccessible, bool isBlocked) => new()
    {
        TenantId = tenantId,
        EventId = eventId,
        Seat = FormattableString.Invariant($"{row}-{number}"),
        Section = section,
        Row = row,
        Number = number,
        TicketTypeId = ticketTypeId,
        X = x,
        Y = y,
        IsAccessible = isAccessible,
        IsBlocked = isBlocked,
    };

    public static EventSeat Of(Guid tenantId, Guid eventId, PlannedSeat seat, Guid ticketTypeId) => new()
    {
        TenantId = tenantId,
        EventId = eventId,
        Seat = seat.Seat,
        Section = seat.Section,
        Row = seat.Row,
        Number = seat.Number,
        TicketTypeId = ticketTypeId,
        X = seat.X,
        Y = seat.Y,
        Place = seat.Place,
        IsAccessible = seat.IsAccessible,
        CompanionOf = seat.CompanionOf,
        Note = seat.Note,
        IsBlocked = seat.IsBlocked,
    };
}
