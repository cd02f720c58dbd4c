namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Requests, oldest first.</summary>
/// <param name="Managed">Those that the caller may answer, instead of the own ones.</param>
/// <param name="Pending">Only those that can still be answered.</param>
public sealed record ListVenueRequestsQuery(bool Managed, bool Pending, Guid? VenueId, Guid? SeriesId, PageRequest Page) : IQuery<Page<VenueRequestView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class ListVenueRequestsHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors, RequestContext context)
    : IRequestHandler<ListVenueRequestsQuery, Result<Page<VenueRequestView>>>
{
    private const string List = "venue-requests";

    public async Task<Result<Page<VenueRequestView>>> Handle(ListVenueRequestsQuery query, CancellationToken cancellationToken)
    {
        if (query.Managed && !context.IsAdmin && !context.Roles.Contains(Roles.Provider))
        {
            return UserErrors.Forbidden;
        }

        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        Guid? user = context.UserId;
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        IQueryable<VenueRequest> requests = db.VenueRequests.AsNoTracking().Where(request => request.Id > after);
        if (!query.Managed)
        {
            requests = requests.Where(request => request.CustomerId == user);
        }
        else if (!context.IsAdmin)
        {
            IQueryable<Venue> venues = db.Venues.AsNoTracking();
            requests = requests.Where(request => venues.Any(venue => venue.Id == request.VenueId && venue.OwnerId == user));
        }

        if (query.VenueId is { } id)
        {
            requests = requests.Where(request => request.VenueId == id);
        }

        if (query.SeriesId is { } series)
        {
            requests = requests.Where(request => request.SeriesId == series);
        }

        if (query.Pending)
        {
            requests = requests.Where(request => request.Status == VenueRequestStatus.Pending && request.RespondBy > now);
        }

        List<VenueRequest> rows = await requests.OrderBy(request => request.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, request => request.Id, request => VenueRequestView.Of(request, now));
    }
}
