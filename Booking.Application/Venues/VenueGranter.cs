namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

/// <summary>What granting the use of a hall needs to know of it.</summary>
internal sealed record KnownVenue(Venue Venue, IReadOnlyDictionary<Guid, VenueExtra> Extras);

/// <summary>Finds halls with the extras that are asked for, and sees to the pools of these.</summary>
internal sealed class VenueGranter(IBookingDb db, IExtraStock stock)
{
    public async Task<Dictionary<Guid, KnownVenue>> FindAsync(IReadOnlyCollection<Guid> venueIds, IEnumerable<AskedExtra> extras, CancellationToken ct)
    {
        List<Guid> ids = [.. extras.Select(extra => extra.ExtraId).Distinct()];
        Dictionary<Guid, VenueExtra> known = ids.Count == 0 ? [] : await db.VenueExtras.AsNoTracking().Where(extra => ids.Contains(extra.Id)).ToDictionaryAsync(extra => extra.Id, ct);
        return await db.Venues.AsNoTracking().Where(venue => venueIds.Contains(venue.Id)).ToDictionaryAsync(venue => venue.Id, venue => new KnownVenue(venue, known), ct);
    }

    /// <summary>The local days of what has been granted, each with the pool that it needs.</summary>
    public static IEnumerable<ExtraDay> DaysOf(KnownVenue known, TimeRange asked, VenueUse use) =>
        use.Extras.SelectMany(extra => known.Extras[extra.ExtraId].DaysOf(asked, known.Venue.TimeZone));

    /// <summary>Before any lock on inventory.</summary>
    public async Task<Result<Done>> OpenDaysAsync(IReadOnlyList<ExtraDay> days, CancellationToken ct) => await stock.TryOpenDaysAsync(days, ct) ? Result.Success : HoldErrors.Busy;
}
