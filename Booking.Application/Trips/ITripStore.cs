namespace Booking.Application.Trips;

using Booking.Domain.Trips;

/// <summary>
/// What the management of trips needs of the database beyond reading and saving. Locks are taken in the order schedule → route or bus
/// → trips → holds and bookings → inventory, and end with the transaction.
/// </summary>
public interface ITripStore
{
    /// <summary>Nobody replans these trips or changes their buses before the transaction ends; others may sell from them too.</summary>
    Task ShareAsync(IReadOnlyCollection<Guid> tripIds, CancellationToken ct);

    /// <summary>Reads trips, in the order of their ids, and lets nobody sell from them until the transaction ends.</summary>
    Task<IReadOnlyList<Trip>> LockAsync(IReadOnlyCollection<Guid> tripIds, CancellationToken ct);

    Task<Schedule?> LockScheduleAsync(Guid id, CancellationToken ct);

    Task<Route?> LockRouteAsync(Guid id, CancellationToken ct);

    Task<Bus?> LockBusAsync(Guid id, CancellationToken ct);

    /// <summary>Schedules that may lack trips, skipping those that somebody else is filling.</summary>
    Task<IReadOnlyList<Schedule>> LockUnfilledAsync(int limit, CancellationToken ct);

    /// <summary>Creates the trips of a schedule's days with their stop times; days that have one already stay as they are.</summary>
    /// <returns>The ids of the new trips.</returns>
    Task<IReadOnlyList<Guid>> CreateAsync(Schedule schedule, IReadOnlyList<(DateOnly Date, DateTimeOffset DepartsAt)> days, CancellationToken ct);

    Task MarkFilledAsync(Guid scheduleId, DateOnly until, CancellationToken ct);

    /// <summary>Gives trips that nobody has bought the stops that their route has now.</summary>
    Task RenewStopsAsync(IReadOnlyCollection<Guid> tripIds, CancellationToken ct);

    /// <summary>Seats that are sold, or held by somebody, on the locked trips.</summary>
    Task<IReadOnlyList<SoldSeat>> SoldAsync(IReadOnlyCollection<Guid> tripIds, CancellationToken ct);
}

/// <param name="BookingId">Null for a hold.</param>
/// <param name="Item">Index of the item in the hold or booking.</param>
public sealed record SoldSeat(Guid TripId, string Seat, int FromStop, int ToStop, Guid HoldId, Guid? BookingId, int Item);
