namespace Booking.Application.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Common;

/// <param name="Refund">What goes back.</param>
/// <param name="Penalty">What was paid for it and does not go back.</param>
/// <param name="ExpiresAt">Until when the offer is binding.</param>
/// <param name="IsByTenant">Called off by the tenant: everything goes back.</param>
public sealed record CancellationView(
    Guid Id,
    Guid BookingId,
    CancellationStatus Status,
    Money Refund,
    Money Penalty,
    IReadOnlyList<CancellationLine> Lines,
    bool IsByTenant,
    string? Reason,
    Guid? CaseId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? ConfirmedAt)
{
    public static CancellationView Of(Cancellation cancellation, DateTimeOffset now) => new(
        cancellation.Id, cancellation.BookingId, cancellation.StatusAt(now), cancellation.Refund, cancellation.Penalty, cancellation.Lines, cancellation.IsByTenant,
        cancellation.Reason, cancellation.CaseId, cancellation.CreatedAt, cancellation.ExpiresAt, cancellation.ConfirmedAt);
}
