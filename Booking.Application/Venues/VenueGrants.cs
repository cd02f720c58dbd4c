namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

internal sealed class VenueGrants(IBookingDb db, VenueGranter granter) : ItemGrants<VenueItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<VenueItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<Guid, KnownVenue> venues = await granter.FindAsync(Ids(items, item => item.VenueId), items.SelectMany(item => item.Item.Extras), ct);
        List<ExtraDay> days = [];
        List<Result<Grant>> grants = [.. items.Select(asked => GrantVenue(asked.Index, asked.Item, venues, days, now))];
        Result<Done> opened = await granter.OpenDaysAsync(days, ct);
        return opened.IsSuccess ? grants : [.. grants.Select(_ => Result<Grant>.Failure(opened.Error))];
    }

    protected override async ValueTask<Result<Grant>?> GrantKnownAsync(AskedItem<VenueItem> asked, IReadOnlyList<ItemRequest> all, UsedTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        VenueItem item = asked.Item;
        if (item.Extras.Count > 0 || await terms.FindAsync(TermsKind.Venue, item.VenueId, ct => db.Venues.AsNoTracking().SingleOrDefaultAsync(venue => venue.Id == item.VenueId, ct), ct) is not { } venue)
        {
            return null;
        }

        return GrantVenue(asked.Index, item, new() { [venue.Id] = new KnownVenue(venue, new Dictionary<Guid, VenueExtra>()) }, [], now);
    }

    private static Result<Grant> GrantVenue(int i, VenueItem item, Dictionary<Guid, KnownVenue> venues, List<ExtraDay> days, DateTimeOffset now)
    {
        if (!venues.TryGetValue(item.VenueId, out KnownVenue? known))
        {
            return Unknown("/venueId");
        }

        if (known.Venue.Approval == VenueApproval.Required)
        {
            return Error.Rule("/venueId", "The owner decides about each booking of this hall; ask for it with POST /venues/{id}/bookings.", Reason.Approval);
        }

        Result<TimeRange> asked = Resolve(item.From, item.To, known.Venue.TimeZone);
        if (asked.IsFailure)
        {
            return asked.Error;
        }

        Result<Grant> grant = known.Venue.Grant(i, asked.Value, item.Use, known.Extras, now);
        if (grant.IsSuccess)
        {
            days.AddRange(VenueGranter.DaysOf(known, asked.Value, item.Use));
        }

        return grant;
    }
}
