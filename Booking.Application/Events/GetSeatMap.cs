namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>One template with its layout.</summary>
public sealed record GetSeatMapQuery(Guid Id) : IQuery<Versioned<SeatMapView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Admin];
}

internal sealed class GetSeatMapHandler(IBookingDb db) : IRequestHandler<GetSeatMapQuery, Result<Versioned<SeatMapView>>>
{
    public async Task<Result<Versioned<SeatMapView>>> Handle(GetSeatMapQuery query, CancellationToken cancellationToken)
    {
        SeatMap? map = await db.SeatMaps.AsNoTracking().SingleOrDefaultAsync(map => map.Id == query.Id, cancellationToken);
        return map is null ? SeatMapErrors.NoSeatMap : SeatMapView.Tagged(map);
    }
}
