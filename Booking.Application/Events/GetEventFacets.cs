namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using FluentValidation;
using MediatR;

/// <summary>How many events there are by category, city, date, price and availability.</summary>
public sealed record GetEventFacetsQuery(EventFilter Filter, DateBucket Bucket) : IQuery<EventFacetsView>;

/// <param name="Categories">The most frequent ones first; at most 50. Likewise the cities.</param>
/// <param name="Dates">Local days or months, in order; a day as 2026-06-12, a month as 2026-06.</param>
public sealed record EventFacetsView(
    IReadOnlyList<FacetView> Categories, IReadOnlyList<FacetView> Cities, IReadOnlyList<FacetView> Dates, IReadOnlyList<PriceBandView> Prices, AvailabilityFacetView Availability);

/// <param name="From">Minor units, itself included.</param>
/// <param name="To">Itself included; null for what has no upper end.</param>
public sealed record PriceBandView(long From, long? To, string Currency, long Count);

/// <summary>Of the first 10,000 by start.</summary>
/// <param name="Available">With places left of a ticket on sale.</param>
/// <param name="Unavailable">Sold out, or not on sale at the moment.</param>
public sealed record AvailabilityFacetView(long Available, long Unavailable);

internal sealed class GetEventFacetsValidator : AbstractValidator<GetEventFacetsQuery>
{
    public GetEventFacetsValidator() => RuleFor(query => query.Filter).SetValidator(new EventFilterValidator()).OverridePropertyName("");
}

internal sealed class GetEventFacetsHandler(IEventSearch search, IDatabaseClock clock) : IRequestHandler<GetEventFacetsQuery, Result<EventFacetsView>>
{
    public async Task<Result<EventFacetsView>> Handle(GetEventFacetsQuery query, CancellationToken cancellationToken) =>
        await search.CountAsync(query.Filter, query.Bucket, await clock.NowAsync(cancellationToken), cancellationToken);
}
