namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetBusQuery(Guid Id) : IQuery<Versioned<BusView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class GetBusHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetBusQuery, Result<Versioned<BusView>>>
{
    public async Task<Result<Versioned<BusView>>> Handle(GetBusQuery query, CancellationToken cancellationToken)
    {
        Bus? bus = await db.Buses.AsNoTracking().SingleOrDefaultAsync(bus => bus.Id == query.Id, cancellationToken);
        if (bus is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<Done> owned = await db.CheckOwnerAsync(context, bus.OperatorId, cancellationToken);
        return owned.IsSuccess ? BusView.Versioned(bus) : owned.Error;
    }
}
