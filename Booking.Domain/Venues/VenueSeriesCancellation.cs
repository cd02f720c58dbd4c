namespace Booking.Domain.Venues;

using Booking.Domain.Bookings;
using Booking.Domain.Common;

/// <summary>Which dates of a series are meant.</summary>
public enum OccurrenceScope
{
    /// <summary>The one that is named.</summary>
    This,

    /// <summary>The one that is named and all behind it.</summary>
    Following,

    /// <summary>All of them.</summary>
    All,
}

/// <summary>What goes back for one date.</summary>
/// <param name="Number">Of its booking.</param>
/// <param name="CancellationId">That of its booking; null for an unpaid one, for which nothing is quoted.</param>
/// <param name="RefundPercent">Of its terms at the time of the quote.</param>
public sealed record CancelledOccurrence(
    int Index, DateTimeOffset From, DateTimeOffset To, Guid BookingId, string Number, Guid? CancellationId, int RefundPercent, Money Refund, Money Penalty);

/// <summary>An offer to take bookings of a series back for so much in sum: all of them or none. Binding until it expires.</summary>
public sealed class VenueSeriesCancellation : AggregateRoot
{
    private VenueSeriesCancellation()
    {
    }

    public Guid SeriesId { get; private init; }

    public OccurrenceScope Scope { get; private init; }

    public CancellationStatus Status { get; private set; }

    public IReadOnlyList<CancelledOccurrence> Occurrences { get; private init; } = [];

    public Money Refund { get; private init; }

    /// <summary>What was paid for the dates and does not go back.</summary>
    public Money Penalty { get; private init; }

    /// <summary>The tenant calls them off: everything goes back.</summary>
    public bool IsByTenant { get; private init; }

    public string? Reason { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <param name="dates">At least one, all in one currency.</param>
    public static VenueSeriesCancellation Quote(
        Guid id, VenueSeries series, OccurrenceScope scope, IReadOnlyList<CancelledOccurrence> dates, bool isByTenant, string? reason, TimeSpan validFor, DateTimeOffset now)
    {
        Money nothing = Money.Zero(dates[0].Refund.Currency);
        return new VenueSeriesCancellation
        {
            Id = id,
            TenantId = series.TenantId,
            SeriesId = series.Id,
            Scope = scope,
            Status = CancellationStatus.Quoted,
            Occurrences = dates,
            Refund = dates.Aggregate(nothing, (sum, date) => sum + date.Refund),
            Penalty = dates.Aggregate(nothing, (sum, date) => sum + date.Penalty),
            IsByTenant = isByTenant,
            Reason = reason,
            CreatedAt = now,
            ExpiresAt = now + validFor,
        };
    }

    public CancellationStatus StatusAt(DateTimeOffset now) => Status == CancellationStatus.Quoted && ExpiresAt <= now ? CancellationStatus.Expired : Status;

    /// <summary>Accepts the offer; the caller gives all the bookings up.</summary>
    public Result<Done> Confirm(VenueSeries series, DateTimeOffset now)
    {
        if (StatusAt(now) == CancellationStatus.Expired)
        {
            return BookingErrors.QuoteExpired;
        }

        Result<Done> allowed = CancellationTransitions.Table.Check(Status, CancellationStatus.Confirmed);
        if (allowed.IsSuccess)
        {
            (Status, ConfirmedAt) = (CancellationStatus.Confirmed, now);
            Raise(new VenueSeriesCancelled(series.Id, series.Number, series.VenueId, series.CustomerId, Id, [.. Occurrences.Select(date => date.BookingId)], Refund));
        }

        return allowed;
    }
}
