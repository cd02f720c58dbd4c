namespace Booking.Domain.Events;

/// <summary>A named seat of one event. Whether it is taken is the claims' matter.</summary>
public sealed class EventSeat
{
    private EventSeat()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid EventId { get; private init; }

    /// <summary>Row and number, e.g. <c>A-12</c>; unique within the event.</summary>
    public string Seat { get; private init; } = "";

    public string Section { get; private init; } = "";

    public string Row { get; private init; } = "";

    public int Number { get; private init; }

    /// <summary>The ticket type that prices it.</summary>
    public Guid TicketTypeId { get; private init; }

    /// <summary>Place on the plan, in the layout's own units.</summary>
    public int X { get; private init; }

    public int Y { get; private init; }

    public bool IsAccessible { get; private init; }

    /// <summary>Kept back: never on sale.</summary>
    public bool IsBlocked { get; private init; }

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
}
