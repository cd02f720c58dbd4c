namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Fees in the order they were made, those that are switched off too.</summary>
public sealed record ListFeesQuery(PageRequest Page) : IQuery<Page<FeeView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ListFeesHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListFeesQuery, Result<Page<FeeView>>>
{
    private const string List = "fees";

    public async Task<Result<Page<FeeView>>> Handle(ListFeesQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        List<Fee> fees = await db.Fees.AsNoTracking().Where(fee => fee.Id > after).OrderBy(fee => fee.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, fees, fee => fee.Id, FeeView.Of);
    }
}
