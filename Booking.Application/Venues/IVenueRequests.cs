namespace Booking.Application.Venues;

using Booking.Domain.Venues;

/// <summary>Reads requests for changing them: who answers first holds the row, and the others see the answer.</summary>
public interface IVenueRequests
{
    /// <summary>Keeps the row locked until the transaction ends. Always before its hold.</summary>
    Task<VenueRequest?> LockAsync(Guid id, CancellationToken ct);

    /// <summary>All of a series, locked in the order of their ids until the transaction ends.</summary>
    Task<IReadOnlyList<VenueRequest>> LockSeriesAsync(Guid seriesId, CancellationToken ct);

    /// <summary>One whose time for an answer is over, passing by those that somebody else works on.</summary>
    Task<VenueRequest?> LockOverdueAsync(CancellationToken ct);
}
