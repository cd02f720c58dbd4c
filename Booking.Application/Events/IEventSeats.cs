namespace Booking.Application.Events;

using Booking.Domain.Events;
using Booking.Domain.Holds;

/// <summary>The seats of one event with what became of them, and changes to many of them at once.</summary>
public interface IEventSeats
{
    /// <summary>All seats in the order of the plan: left to right, row by row.</summary>
    /// <param name="now">Holds that end later count.</param>
    Task<IReadOnlyList<EventSeatRow>> ReadAsync(Guid eventId, DateTimeOffset now, CancellationToken ct);

    /// <summary>What became of some of the seats; those that the event does not have are left out.</summary>
    /// <param name="now">Holds that end later count.</param>
    Task<IReadOnlyList<SeatState>> FindAsync(Guid eventId, IReadOnlyCollection<string> seats, DateTimeOffset now, CancellationToken ct);

    /// <summary>
    /// Waits for everybody who is claiming seats of the event, and keeps others from it until the transaction ends. Before all locks on
    /// inventory.
    /// </summary>
    Task LockPlanAsync(Guid eventId, CancellationToken ct);

    /// <summary>
    /// Makes the event's seats those of a new plan; the caller holds the plan's lock. Seats that stay keep whether they are blocked.
    /// Nothing is changed when a seat that is held or booked would vanish or get another ticket type.
    /// </summary>
    Task<SeatsChange> ReplaceAsync(Guid eventId, IReadOnlyList<EventSeat> seats, CancellationToken ct);

    /// <summary>Gives new events, which nobody knows yet, the seats of another one.</summary>
    /// <param name="seats">Of the other event.</param>
    /// <param name="copies">One for each ticket type of <paramref name="seats"/> and new event.</param>
    Task AddAsync(IReadOnlyList<EventSeat> seats, IReadOnlyList<CategoryCopy> copies, CancellationToken ct);

    /// <summary>Takes seats off sale, or puts them back on it; the caller holds the plan's lock. Nothing is changed when one of them is held or booked.</summary>
    /// <param name="isBlocked">False releases them.</param>
    Task<SeatsChange> BlockAsync(Guid eventId, IReadOnlyList<string> seats, bool isBlocked, string? reason, CancellationToken ct);
}

/// <param name="Taken">Null for a seat that nobody has.</param>
public sealed record SeatState(string Seat, bool IsBlocked, ClaimState? Taken);

/// <param name="TicketTypeId">Of the event that is copied.</param>
/// <param name="CopyId">Of the new event.</param>
public sealed record CategoryCopy(Guid EventId, Guid TicketTypeId, Guid CopyId);

/// <param name="Changed">Seats that are new, gone or different.</param>
/// <param name="TakenCount">Seats that stand in the way because somebody has them; then nothing is changed.</param>
/// <param name="Taken">The first of them by name.</param>
public sealed record SeatsChange(int Changed, int TakenCount, IReadOnlyList<string> Taken);

/// <param name="Place">See <see cref="EventSeat.Place"/>.</param>
/// <param name="Taken">Null for a seat that nobody has.</param>
public sealed record EventSeatRow(
    string Seat, string Section, string Row, int Number, Guid TicketTypeId, int X, int Y, int? Place, bool IsAccessible, string? CompanionOf, string? Note, bool IsBlocked, ClaimState? Taken)
{
    public SeatSpot ToSpot(bool isWanted) => new(Seat, Section, Row, Place ?? Number, X, Y, Taken is null && !IsBlocked, isWanted, IsAccessible, CompanionOf, TicketTypeId);
}
