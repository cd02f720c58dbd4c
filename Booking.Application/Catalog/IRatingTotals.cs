namespace Booking.Application.Catalog;

/// <summary>Adds stars up, in the caller's unit of work and as its last step, so that the row of a busy offering is locked for a moment only.</summary>
public interface IRatingTotals
{
    /// <param name="subjects">Offering and provider.</param>
    /// <param name="stars">The change, which may be negative.</param>
    Task AddAsync(IEnumerable<Guid> subjects, int stars, int count, CancellationToken ct);
}
