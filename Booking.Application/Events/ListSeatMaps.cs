namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The tenant's templates.</summary>
public sealed record ListSeatMapsQuery(PageRequest Page) : IQuery<Page<SeatMapSummaryView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Admin];
}

internal sealed class ListSeatMapsHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListSeatMapsQuery, Result<Page<SeatMapSummaryView>>>
{
    private const string List = "seat-maps";

    public async Task<Result<Page<SeatMapSummaryView>>> Handle(ListSeatMapsQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> after = cursors.After(List, query.Page);
        if (after.IsFailure)
        {
            return after.Error;
        }

        Guid last = after.Value;
        List<SeatMapSummaryView> maps = await db.SeatMaps.AsNoTracking()
            .Where(map => map.Id > last)
            .OrderBy(map => map.Id)
            .Take(query.Page.Limit + 1)
            .Select(map => new SeatMapSummaryView(map.Id, map.Name, map.Place, map.Seats))
            .ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, maps, map => map.Id, map => map);
    }
}
