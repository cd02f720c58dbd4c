namespace Booking.Application.Drivers;

using Booking.Domain.Common;
using Booking.Domain.Drivers;

/// <summary>Rides, kept locked until the transaction ends: after their booking, before their assignments and any driver's time.</summary>
public interface IRides
{
    Task<Ride?> LockAsync(Guid id, CancellationToken ct);

    /// <summary>Those of a booking that are not cancelled, in the order of their ids.</summary>
    Task<IReadOnlyList<Ride>> LockOfBookingAsync(Guid bookingId, CancellationToken ct);

    /// <summary>The one for which there is something to do longest, passing over what others have in hand.</summary>
    /// <param name="bookingId">Only of this booking; of any when null.</param>
    Task<Ride?> LockDueAsync(Guid? bookingId, CancellationToken ct);

    /// <summary>What drivers have to do; whoever has nothing is not among them.</summary>
    /// <param name="around">In which hours of driving count.</param>
    /// <param name="since">From when on rides count.</param>
    Task<IReadOnlyDictionary<Guid, AssignedWork>> WorkOfAsync(IReadOnlyCollection<Guid> driverIds, TimeRange around, DateTimeOffset since, CancellationToken ct);
}
