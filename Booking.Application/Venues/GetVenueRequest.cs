namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>For its customer and those who answer it.</summary>
public sealed record GetVenueRequestQuery(Guid Id) : IQuery<VenueRequestView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class GetVenueRequestHandler(IBookingDb db, IDatabaseClock clock, RequestContext context) : IRequestHandler<GetVenueRequestQuery, Result<VenueRequestView>>
{
    public async Task<Result<VenueRequestView>> Handle(GetVenueRequestQuery query, CancellationToken cancellationToken)
    {
        IQueryable<Venue> venues = db.Venues.AsNoTracking();
        var row = await db.VenueRequests.AsNoTracking()
            .Where(request => request.Id == query.Id)
            .Select(request => new { Request = request, Owner = venues.Where(venue => venue.Id == request.VenueId).Select(venue => venue.OwnerId).FirstOrDefault() })
            .SingleOrDefaultAsync(cancellationToken);
        return row is null || !(context.MayUse(row.Request.CustomerId, null) || context.MayManage(row.Owner))
            ? VenueRequestErrors.NotFound
            : VenueRequestView.Of(row.Request, await clock.NowAsync(cancellationToken));
    }
}
