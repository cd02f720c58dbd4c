namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Halls in the order of their ids.</summary>
/// <param name="Text">Part of the name, the description or the city.</param>
/// <param name="City">The whole name, in any case of letters.</param>
/// <param name="Capacity">Room for at least so many guests, in the layout asked for.</param>
/// <param name="Features">The hall has all of them.</param>
/// <param name="From">Null, together with <paramref name="To"/>, does not ask for a time; otherwise only halls that can be had then are answered.</param>
/// <param name="MaxPrice">The usual price per hour in minor units.</param>
/// <param name="Managed">The caller's own halls, for an admin all of the tenant's, also those that are withdrawn.</param>
public sealed record ListVenuesQuery(
    string? Text,
    SearchArea? Near,
    string? City,
    int? Capacity,
    IReadOnlyList<string> Features,
    string? Layout,
    DateTimeOffset? From,
    DateTimeOffset? To,
    int? MaxPrice,
    bool Managed,
    PageRequest Page) : IQuery<Page<VenueView>>;

internal sealed class ListVenuesValidator : AbstractValidator<ListVenuesQuery>
{
    public ListVenuesValidator()
    {
        RuleFor(query => query.From).NotNull().When(query => query.To is not null).WithMessage("Give both ends of the range, or none.");
        RuleFor(query => query.To).NotNull().When(query => query.From is not null).WithMessage("Give both ends of the range, or none.");
        RuleFor(query => query.To)
            .Must((query, to) => to > query.From).WithMessage("The end must be after the start.")
            .Must((query, to) => to - query.From <= AskedWindow.Longest).WithMessage($"At most {AskedWindow.Longest.TotalDays:0} days can be asked for at once.")
            .When(query => query.From is not null && query.To is not null);
    }
}

internal sealed class ListVenuesHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors, RequestContext context) : IRequestHandler<ListVenuesQuery, Result<Page<VenueView>>>
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

        TimeRange? asked = query is { From: { } from, To: { } to } ? new TimeRange(from, to) : null;
        DateTimeOffset now = asked is null ? default : await clock.NowAsync(cancellationToken);
        VenueUse use = new(query.Capacity ?? 1, query.Layout, []);
        IQueryable<Venue> venues = Filter(query, asked, now);
        Guid after = position.Value;
        List<Venue> found = [];
        bool goesOn = true;
        for (int reading = 0; goesOn && found.Count <= query.Page.Limit && reading < MaxReadings; reading++)
        {
            List<Venue> rows = await venues.Where(venue => venue.Id > after).OrderBy(venue => venue.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
            goesOn = rows.Count > query.Page.Limit;
            after = rows.Count > 0 ? rows[^1].Id : after;
            found.AddRange(rows.Where(venue => HasRoom(venue, use) && (asked is not { } range || venue.Check(range, use, now) is null)));
        }

        string? next = found.Count > query.Page.Limit ? cursors.Encode(List, found[query.Page.Limit - 1].Id.ToString())
            : goesOn ? cursors.Encode(List, after.ToString())
            : null;
        return new Page<VenueView>([.. found.Take(query.Page.Limit).Select(venue => VenueView.Of(venue, query.Near, asked))], next);
    }

    private IQueryable<Venue> Filter(ListVenuesQuery query, TimeRange? asked, DateTimeOffset now)
    {
        IQueryable<Venue> venues = db.Venues.AsNoTracking().Within(query.Near);
        Guid? owner = context.UserId;
        venues = !query.Managed ? venues.Where(venue => venue.IsActive) : context.IsAdmin ? venues : venues.Where(venue => venue.OwnerId == owner);
        if (query.Text is { } text)
        {
            string words = TextKey.Of(text);
            venues = venues.Where(venue => venue.Words.Contains(words));
        }

        if (query.City is { } city)
        {
            string key = TextKey.Of(city);
            venues = venues.Where(venue => venue.CityKey == key);
        }

        if (query.Capacity is { } guests)
        {
            venues = venues.Where(venue => venue.Capacity >= guests);
        }

        // Said of the array as a whole, it is a question to its index.
        if (query.Features.Count > 0)
        {
            List<string> features = [.. query.Features];
            venues = venues.Where(venue => features.All(feature => venue.Features.Contains(feature)));
        }

        if (query.Layout is { } layout)
        {
            List<string> layouts = [layout];
            venues = venues.Where(venue => layouts.All(one => venue.LayoutNames.Contains(one)));
        }

        if (query.MaxPrice is { } price)
        {
            venues = venues.Where(venue => venue.PricePerHour <= price);
        }

        if (asked is { } range)
        {
            (DateTimeOffset from, DateTimeOffset to) = range;

            // No buffer is longer; an index serves no bound that is reckoned row by row.
            DateTimeOffset first = from.AddMinutes(-VenueDetails.MaxBufferMinutes);
            IQueryable<SlotClaimRow> live = db.SlotClaims.Live(now).Where(claim => claim.BlockedTo > first);
            venues = venues.Where(venue => !live.Any(claim =>
                claim.UnitId == venue.Id && claim.BlockedTo > from.AddMinutes(-venue.BufferBeforeMinutes) && claim.BlockedFrom < to.AddMinutes(venue.BufferAfterMinutes)));
        }

        return venues;
    }

    private static bool HasRoom(Venue venue, VenueUse use) =>
        use.Layout is null || venue.Layouts.Any(layout => layout.Name == use.Layout && layout.Capacity >= use.Guests);
}
