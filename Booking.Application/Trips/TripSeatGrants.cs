namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;

internal sealed class TripSeatGrants(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork) : ItemGrants<TripSeatItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<TripSeatItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        // First of all: a layout or timetable that is being changed is read after the change, and not changed before the seats are taken.
        List<Guid> ids = Ids(items, item => item.TripId);
        await store.ShareAsync(ids, ct);
        Dictionary<Guid, TripOffer> offers = await db.OffersAsync(ids, Ids(items, item => item.FromStopId), Ids(items, item => item.ToStopId), ct);
        List<Result<Grant>> grants = [];
        List<LegClaim> chosen = [];
        foreach (AskedItem<TripSeatItem> asked in items)
        {
            Result<Grant> grant = offers.TryGetValue(asked.Item.TripId, out TripOffer? offer) ? await GrantAsync(asked, offer, chosen, now, ct) : Unknown("/tripId");
            chosen.AddRange(grant.Value?.Claims.OfType<LegClaim>() ?? []);
            grants.Add(grant);
        }

        return grants;
    }

    protected override async ValueTask<Result<Grant>?> GrantKnownAsync(AskedItem<TripSeatItem> asked, IReadOnlyList<ItemRequest> all, UsedTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        TripSeatItem item = asked.Item;
        return item.Seats.Count == 0 || await terms.FindAsync(TermsKind.Trip, item.TripId, ct => ReadAsync(item.TripId, ct), ct) is not { } offer
            ? null
            : offer.Trip.Grant(asked.Index, offer, new SeatOrder(item.FromStopId, item.ToStopId, item.Seats, item.PassengerTypes), now);
    }

    private async Task<TripOffer?> ReadAsync(Guid tripId, CancellationToken ct) => (await db.OffersAsync([tripId], null, null, ct)).GetValueOrDefault(tripId);

    private async Task<Result<Grant>> GrantAsync(AskedItem<TripSeatItem> asked, TripOffer offer, List<LegClaim> chosen, DateTimeOffset now, CancellationToken ct)
    {
        TripSeatItem item = asked.Item;
        IReadOnlyList<string> seats = item.Seats;
        if (seats.Count == 0 && offer.Call(item.FromStopId) is { } from && offer.Call(item.ToStopId) is { } to && from.Sequence < to.Sequence)
        {
            IReadOnlyList<string>? picked = await PickAsync(item, offer, from, to, chosen, now, ct);
            if (picked is null)
            {
                return Error.Conflict("sold_out", "Too few seats are free all the way.") with { Reason = Reason.Quota };
            }

            seats = picked;
        }

        return offer.Trip.Grant(asked.Index, offer, new SeatOrder(item.FromStopId, item.ToStopId, seats, item.PassengerTypes), now);
    }

    private async Task<IReadOnlyList<string>?> PickAsync(TripSeatItem item, TripOffer offer, TripCall from, TripCall to, List<LegClaim> chosen, DateTimeOffset now, CancellationToken ct)
    {
        // All who let the system choose on this trip take turns: side by side they would choose the same seats.
        await unitOfWork.TakeTurnAsync($"seats of trip {offer.Trip.Id}", ct);
        HashSet<string> taken = [.. await db.LegClaims.Live(now)
            .Where(claim => claim.TripId == offer.Trip.Id && claim.FromStop < to.Sequence && claim.ToStop > from.Sequence)
            .Select(claim => claim.Seat)
            .ToListAsync(ct)];
        taken.UnionWith(chosen.Where(claim => claim.TripId == offer.Trip.Id && claim.FromStop < to.Sequence && claim.ToStop > from.Sequence).Select(claim => claim.Seat));
        IReadOnlyDictionary<string, long> fares = offer.FaresBetween(from, to);

        // One class for all of them, the cheapest that has enough room, unless one was asked for.
        return offer.Bus.Seats
            .Where(seat => !seat.IsBlocked && !taken.Contains(seat.Seat) && fares.ContainsKey(seat.Class) && (item.Class is null || seat.Class == item.Class))
            .GroupBy(seat => seat.Class)
            .OrderBy(group => fares[group.Key]).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => SeatChoice.Pick([.. group], item.Quantity!.Value))
            .FirstOrDefault(picked => picked is not null);
    }
}
