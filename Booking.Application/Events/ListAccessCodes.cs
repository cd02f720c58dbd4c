namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The access codes of an event that are in use, oldest first.</summary>
public sealed record ListAccessCodesQuery(Guid EventId, PageRequest Page) : IQuery<Page<AccessCodeView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ListAccessCodesHandler(IBookingDb db, ICursorCodec cursors, RequestContext context) : IRequestHandler<ListAccessCodesQuery, Result<Page<AccessCodeView>>>
{
    private const string List = "access-codes";

    public async Task<Result<Page<AccessCodeView>>> Handle(ListAccessCodesQuery query, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindManagedEventAsync(query.EventId, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        var rows = await db.AccessCodes.AsNoTracking()
            .Where(code => code.EventId == query.EventId && code.IsActive && code.Id > after)
            .OrderBy(code => code.Id)
            .Take(query.Page.Limit + 1)
            .Select(code => new { Code = code, Uses = db.Pools.Where(pool => pool.Id == code.PoolId).Select(pool => new { pool.Capacity, Taken = pool.Held + pool.Sold }).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, row => row.Code.Id, row => new AccessCodeView(row.Code.Id, row.Code.Label, row.Code.TicketTypeIds, row.Uses?.Capacity, row.Uses?.Taken));
    }
}
