namespace Booking.Application.Venues;

using Booking.Domain.Venues;

/// <summary>The pools behind the extras of halls. They only come into being and change their size here; the claim store moves what is in them.</summary>
public interface IExtraStock
{
    /// <summary>Makes the pools of local days that have none yet. Before any lock on inventory.</summary>
    /// <returns>False when somebody who makes the same ones does not finish.</returns>
    Task<bool> TryOpenDaysAsync(IReadOnlyList<ExtraDay> days, CancellationToken ct);

    /// <summary>Reads an extra and keeps its row locked, so that no pool of the old size comes into being meanwhile.</summary>
    Task<VenueExtra?> LockAsync(Guid extraId, CancellationToken ct);

    /// <summary>Gives the pool of an extra, or those of its days from one on, another size.</summary>
    /// <returns>False when more than that is held or sold in one of them; the caller must roll back.</returns>
    Task<bool> TryResizeAsync(VenueExtra extra, int stock, DateOnly from, CancellationToken ct);
}
