namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Waitlist;
using Microsoft.EntityFrameworkCore;

/// <param name="Kind">As of the item that was asked for.</param>
/// <param name="From">When its use begins; null for a product.</param>
/// <param name="AllOrNone">False takes fewer than <paramref name="Quantity"/> where fewer are free.</param>
/// <param name="Position">1 is the next; counted are those in front who could want the same inventory. Null when it waits no more.</param>
/// <param name="EstimatedMinutes">By the pace of the last seven days' offers of this queue; null where there were none.</param>
/// <param name="Offer">Null as long as nothing has been offered.</param>
/// <param name="AvailableActions"><c>accept</c>, <c>decline</c>, <c>leave</c>.</param>
public sealed record WaitlistEntryView(
    Guid Id,
    WaitlistStatus Status,
    string Kind,
    Guid OfferingId,
    string Title,
    int Quantity,
    bool AllOrNone,
    DateTimeOffset? From,
    DateTimeOffset? To,
    DateTimeOffset JoinedAt,
    int? Position,
    int? EstimatedMinutes,
    WaitlistOfferView? Offer,
    IReadOnlyList<string> AvailableActions)
{
    internal static WaitlistEntryView Of(WaitlistEntry entry, QueuePlace? place, DateTimeOffset now)
    {
        WaitlistStatus status = entry.StatusAt(now);
        return new WaitlistEntryView(
            entry.Id, status, entry.Kind, entry.OfferingId, entry.Title, entry.Quantity, entry.AllOrNone, entry.StartsAt, entry.EndsAt, entry.JoinedAt,
            status == WaitlistStatus.Waiting ? place?.Position : null,
            status == WaitlistStatus.Waiting ? place?.EstimatedMinutes : null,
            WaitlistOfferView.Of(entry, now),
            status switch
            {
                WaitlistStatus.Waiting => ["leave"],
                WaitlistStatus.Offered => ["accept", "decline", "leave"],
                _ => [],
            });
    }
}

/// <param name="HoldId">A hold of the customer's, with the price; to be booked as any other.</param>
/// <param name="Quantity">Fewer than asked for only where that was allowed.</param>
/// <param name="ExpiresInSeconds">Whole seconds left by the server's clock, never negative.</param>
public sealed record WaitlistOfferView(Guid HoldId, int Quantity, DateTimeOffset OfferedAt, DateTimeOffset ExpiresAt, int ExpiresInSeconds)
{
    internal static WaitlistOfferView? Of(WaitlistEntry entry, DateTimeOffset now) => entry.HoldId is not { } hold
        ? null
        : new WaitlistOfferView(
            hold, entry.OfferedQuantity!.Value, entry.OfferedAt!.Value, entry.OfferExpiresAt!.Value,
            entry.StatusAt(now) == WaitlistStatus.Offered ? (int)Math.Max(0, (entry.OfferExpiresAt.Value - now).TotalSeconds) : 0);
}

/// <param name="Ahead">Who waits in front for inventory that would do for this one too.</param>
/// <param name="RecentOffers">Of the queue, in the last <see cref="QueuePlaces.Lookback"/>.</param>
internal sealed record QueuePlace(WaitlistEntry Entry, int Ahead, int RecentOffers)
{
    public int Position => Ahead + 1;

    public int? EstimatedMinutes => RecentOffers == 0 ? null : (int)Math.Ceiling(Position * QueuePlaces.Lookback.TotalMinutes / RecentOffers);
}

/// <summary>Where entries stand, in one query for a page of them.</summary>
internal static class QueuePlaces
{
    public static readonly TimeSpan Lookback = TimeSpan.FromDays(7);

    public static IQueryable<QueuePlace> Places(this IBookingDb db, IQueryable<WaitlistEntry> entries, DateTimeOffset now)
    {
        DateTimeOffset since = now - Lookback;
        IQueryable<WaitlistEntry> all = db.WaitlistEntries.AsNoTracking();
        return entries.Select(entry => new QueuePlace(
            entry,
            all.Count(other => other.Queue == entry.Queue && other.Status == WaitlistStatus.Waiting && other.Id < entry.Id && (other.LastsUntil == null || other.LastsUntil > now)
                && (!other.IsTimed || !entry.IsTimed || (other.StartsAt < entry.EndsAt && entry.StartsAt < other.EndsAt))
                && other.Units.Any(unit => entry.Units.Contains(unit))),
            all.Count(other => other.Queue == entry.Queue && other.OfferedAt > since)));
    }

    public static async Task<Result<WaitlistEntryView>> ViewAsync(this IBookingDb db, Guid id, RequestContext context, DateTimeOffset now, CancellationToken ct)
    {
        QueuePlace? place = await db.Places(db.WaitlistEntries.AsNoTracking().Where(entry => entry.Id == id), now).SingleOrDefaultAsync(ct);
        return place is null || !context.MayUse(place.Entry.CustomerId, null) ? WaitlistErrors.NotFound : WaitlistEntryView.Of(place.Entry, place, now);
    }
}
