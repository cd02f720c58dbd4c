namespace Booking.Application.Venues;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Venues;

/// <param name="Refund">What goes back for all of it.</param>
/// <param name="Penalty">What was paid for it and does not go back.</param>
/// <param name="Occurrences">The dates that are given up, all of them or none; what has begun, is not booked or was given up before is not among them.</param>
/// <param name="IsByTenant">Called off by the tenant: everything goes back.</param>
/// <param name="ExpiresAt">Until when the offer is binding.</param>
public sealed record VenueSeriesCancellationView(
    Guid Id,
    Guid SeriesId,
    OccurrenceScope Scope,
    CancellationStatus Status,
    Money Refund,
    Money Penalty,
    IReadOnlyList<CancelledOccurrence> Occurrences,
    bool IsByTenant,
    string? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? ConfirmedAt)
{
    internal static VenueSeriesCancellationView Of(VenueSeriesCancellation cancellation, DateTimeOffset now) => new(
        cancellation.Id, cancellation.SeriesId, cancellation.Scope, cancellation.StatusAt(now), cancellation.Refund, cancellation.Penalty, cancellation.Occurrences,
        cancellation.IsByTenant, cancellation.Reason, cancellation.CreatedAt, cancellation.ExpiresAt, cancellation.ConfirmedAt);
}
