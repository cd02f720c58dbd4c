namespace Booking.Application.Trips;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Trips;

/// <summary>
/// What the management of trips needs of the database beyond reading and saving. Locks are taken in the order schedule → route or bus
/// → bookings and holds → trips → inventory, and end with the transaction; who comes to a trip that is locked already is locked after it.
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

    /// <summary>
    /// Locks all who have, or may still get, a seat of a trip: bookings first, each kind in the order of their ids. Without the trip's own lock
    /// others may come meanwhile.
    /// </summary>
    Task<TripBuyers> LockBuyersAsync(Guid tripId, CancellationToken ct);

    /// <summary>Whether seats that were offered are still to be had, once nobody changes their buses any more.</summary>
    Task<bool> StandAsync(IReadOnlyCollection<LegClaim> legs, CancellationToken ct);
}

/// <param name="Bookings">Also those that a hold keeps a seat for.</param>
public sealed record TripBuyers(IReadOnlyDictionary<Guid, Booking> Bookings, IReadOnlyDictionary<Guid, Hold> Holds);

/// <param name="BookingId">Null for a hold.</param>
/// <param name="Item">Index of the item in the hold or booking.</param>
public sealed record SoldSeat(Guid Id, Guid TripId, string Seat, int FromStop, int ToStop, Guid HoldId, Guid? BookingId, int Item);
