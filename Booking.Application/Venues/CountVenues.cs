namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What the found halls are like, for the filters beside a list of them.</summary>
public sealed record CountVenuesQuery(VenueFilter Filter) : IQuery<VenueFacetsView>;

/// <summary>How many of the found halls lie in one band.</summary>
/// <param name="From">Itself included: guests, or minor units.</param>
/// <param name="To">Itself included; null for what has no upper end.</param>
public sealed record VenueBandView(long From, long? To, int Count);

/// <param name="Cities">The most frequent ones first; at most 100. Likewise the features, layouts and extras.</param>
/// <param name="Extras">By their names; a hall counts once for each.</param>
/// <param name="Capacities">By the most guests.</param>
/// <param name="Prices">By the usual price of a started hour.</param>
/// <param name="IsComplete">False when so many halls were found that only the first of them are counted; then ask for less.</param>
public sealed record VenueFacetsView(
    int Count,
    IReadOnlyList<FacetView> Cities,
    IReadOnlyList<FacetView> Features,
    IReadOnlyList<FacetView> Layouts,
    IReadOnlyList<FacetView> Extras,
    IReadOnlyList<VenueBandView> Capacities,
    IReadOnlyList<VenueBandView> Prices,
    bool IsComplete);

internal sealed class CountVenuesValidator : AbstractValidator<CountVenuesQuery>
{
    public CountVenuesValidator() => RuleFor(query => query.Filter).SetValidator(new VenueFilterValidator()).OverridePropertyName("");
}

internal sealed class CountVenuesHandler(IBookingDb db, IDatabaseClock clock, VenueSearch search) : IRequestHandler<CountVenuesQuery, Result<VenueFacetsView>>
{
    /// <summary>Halls that are looked at where the database does not decide alone.</summary>
    private const int MaxDecided = 2_000;

    private const int MaxValues = 100;

    private static readonly long[] Guests = [1, 50, 100, 200, 500];

    private static readonly long[] Amounts = [0, 5_000, 10_000, 20_000, 50_000];

    public async Task<Result<VenueFacetsView>> Handle(CountVenuesQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        IQueryable<Venue> found = search.Find(db.Venues.AsNoTracking().Where(venue => venue.IsActive), query.Filter, now);
        if (!VenueSearch.IsDecidedLater(query.Filter))
        {
            return await CountAsync(found, isComplete: true, cancellationToken);
        }

        List<Venue> looked = await found.OrderBy(venue => venue.Id).Take(MaxDecided + 1).ToListAsync(cancellationToken);
        List<Guid> ids = [.. looked.Take(MaxDecided).Where(venue => VenueSearch.Fits(venue, query.Filter, now)).Select(venue => venue.Id)];
        return await CountAsync(db.Venues.AsNoTracking().Where(venue => ids.Contains(venue.Id)), isComplete: looked.Count <= MaxDecided, cancellationToken);
    }

    private async Task<VenueFacetsView> CountAsync(IQueryable<Venue> venues, bool isComplete, CancellationToken ct)
    {
        IQueryable<VenueExtra> extras = db.VenueExtras.AsNoTracking().Where(extra => extra.IsActive);
        var capacities = await venues
            .GroupBy(venue => venue.Capacity < 50 ? 0 : venue.Capacity < 100 ? 1 : venue.Capacity < 200 ? 2 : venue.Capacity < 500 ? 3 : 4)
            .Select(same => new { same.Key, Count = same.Count() })
            .ToDictionaryAsync(same => same.Key, same => same.Count, ct);
        var prices = await venues
            .GroupBy(venue => venue.PricePerHour < 5_000 ? 0 : venue.PricePerHour < 10_000 ? 1 : venue.PricePerHour < 20_000 ? 2 : venue.PricePerHour < 50_000 ? 3 : 4)
            .Select(same => new { same.Key, Count = same.Count() })
            .ToDictionaryAsync(same => same.Key, same => same.Count, ct);
        return new VenueFacetsView(
            capacities.Values.Sum(),
            await CountAsync(venues.Select(venue => venue.City), ct),
            await CountAsync(venues.SelectMany(venue => venue.Features), ct),
            await CountAsync(venues.SelectMany(venue => venue.LayoutNames), ct),
            await CountAsync(venues.SelectMany(venue => extras.Where(extra => extra.VenueId == venue.Id).Select(extra => extra.Name).Distinct()), ct),
            Bands(Guests, capacities),
            Bands(Amounts, prices),
            isComplete);
    }

    private static async Task<IReadOnlyList<FacetView>> CountAsync(IQueryable<string> values, CancellationToken ct) =>
    [
        .. (await values.GroupBy(value => value).Select(same => new { same.Key, Count = same.Count() })
            .OrderByDescending(same => same.Count).ThenBy(same => same.Key).Take(MaxValues).ToListAsync(ct)).Select(same => new FacetView(same.Key, same.Count)),
    ];

    /// <summary>The bands that have something in them.</summary>
    private static List<VenueBandView> Bands(long[] from, Dictionary<int, int> counts) =>
    [
        .. from.Index().Where(band => counts.ContainsKey(band.Index))
            .Select(band => new VenueBandView(band.Item, band.Index + 1 < from.Length ? from[band.Index + 1] - 1 : null, counts[band.Index])),
    ];
}
