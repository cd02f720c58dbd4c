namespace Booking.Application.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;

/// <summary>Finds the bookings whose time has come, and keeps them locked until the transaction ends; what somebody else is working on is skipped.</summary>
public interface IDueBookings
{
    /// <summary>Confirmed ones whose last item is over, without an open case.</summary>
    Task<IReadOnlyList<Booking>> LockEndedAsync(int limit, CancellationToken ct);

    /// <summary>The next one with an item that nobody has come for in time, without an open case.</summary>
    Task<Booking?> LockMissedAsync(CancellationToken ct);

    /// <summary>The next one with a case whose deadline is over.</summary>
    Task<Booking?> LockOverdueCaseAsync(CancellationToken ct);

    /// <summary>The next one with an appointment that another provider is looked for.</summary>
    Task<Booking?> LockReassignedAsync(CancellationToken ct);

    /// <summary>The next live bookings, by id, that have something of a disrupted offering, and neither a case nor a search for another provider because of it.</summary>
    Task<IReadOnlyList<DisruptedBooking>> ListDisruptedAsync(Guid disruptionId, OfferingDisrupted disrupted, int limit, CancellationToken ct);
}

/// <summary>What of a booking a disruption touches.</summary>
/// <param name="From">The new start of this item; null where it is not known.</param>
public sealed record DisruptedItem(int Item, DateTimeOffset? From, DateTimeOffset? To);

public sealed record DisruptedBooking(Guid BookingId, IReadOnlyList<DisruptedItem> Items);
