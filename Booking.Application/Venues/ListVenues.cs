namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Halls in the order of their ids.</summary>
/// <param name="Managed">The caller's own halls, for an admin all of the tenant's, also those that are withdrawn.</param>
public sealed record ListVenuesQuery(VenueFilter Filter, bool Managed, PageRequest Page) : IQuery<Page<VenueView>>;

internal sealed class ListVenuesValidator : AbstractValidator<ListVenuesQuery>
{
    public ListVenuesValidator() => RuleFor(query => query.Filter).SetValidator(new VenueFilterValidator()).OverridePropertyName("");
}

internal sealed class ListVenuesHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors, VenueSearch search, RequestContext context)
    : IRequestHandler<ListVenuesQuery, Result<Page<VenueView>>>
{
    private const string List = "venues";

    // Opening hours and layouts are judged here and not by the database; a page that is not full after so many readings says where it goes on.
    private const int MaxReadings = 5;

    public async Task<Result<Page<VenueView>>> Handle(ListVenuesQuery query, CancellationToken cancellationToken)
    {
        if (query.Managed && context.UserId is null)
        {
            return UserErrors.NotSignedIn;
        }

        if (query.Managed && !context.IsAdmin && !context.Roles.Contains(Roles.Provider))
        {
            return UserErrors.Forbidden;
        }

        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        TimeRange? asked = VenueSearch.Asked(query.Filter);
        DateTimeOffset now = asked is null ? default : await clock.NowAsync(cancellationToken);
        Guid? owner = context.UserId;
        IQueryable<Venue> venues = db.Venues.AsNoTracking();
        venues = !query.Managed ? venues.Where(venue => venue.IsActive) : context.IsAdmin ? venues : venues.Where(venue => venue.OwnerId == owner);
        venues = search.Find(venues, query.Filter, now);
        Guid after = position.Value;
        List<Venue> found = [];
        bool goesOn = true;
        for (int reading = 0; goesOn && found.Count <= query.Page.Limit && reading < MaxReadings; reading++)
        {
            List<Venue> rows = await venues.Where(venue => venue.Id > after).OrderBy(venue => venue.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
            goesOn = rows.Count > query.Page.Limit;
            after = rows.Count > 0 ? rows[^1].Id : after;
            found.AddRange(rows.Where(venue => VenueSearch.Fits(venue, query.Filter, now)));
        }

        string? next = found.Count > query.Page.Limit ? cursors.Encode(List, found[query.Page.Limit - 1].Id.ToString())
            : goesOn ? cursors.Encode(List, after.ToString())
            : null;
        List<Venue> shown = [.. found.Take(query.Page.Limit)];
        Dictionary<Guid, RatingTotal> ratings = await db.RatingTotals.OfAsync([.. shown.Select(venue => venue.Id)], cancellationToken);
        return new Page<VenueView>([.. shown.Select(venue => VenueView.Of(venue, query.Filter.Near, asked) with { Rating = RatingSummary.Of(ratings.GetValueOrDefault(venue.Id)) })], next);
    }
}
