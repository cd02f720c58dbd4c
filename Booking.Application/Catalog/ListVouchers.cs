namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Vouchers in the order they were made, those that are withdrawn too.</summary>
/// <param name="Code">The whole code, in any case of letters.</param>
public sealed record ListVouchersQuery(string? Code, Guid? BatchId, PageRequest Page) : IQuery<Page<VoucherView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ListVouchersHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListVouchersQuery, Result<Page<VoucherView>>>
{
    private const string List = "vouchers";

    public async Task<Result<Page<VoucherView>>> Handle(ListVouchersQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        IQueryable<Voucher> vouchers = db.Vouchers.AsNoTracking().Where(voucher => voucher.Id > after);
        if (query.Code is not null)
        {
            string code = Voucher.Normalise(query.Code) ?? "";
            vouchers = vouchers.Where(voucher => voucher.Code == code);
        }

        if (query.BatchId is not null)
        {
            vouchers = vouchers.Where(voucher => voucher.BatchId == query.BatchId);
        }

        List<CountedVoucher> rows = await vouchers.OrderBy(voucher => voucher.Id).Take(query.Page.Limit + 1).Counted(db).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, row => row.Voucher.Id, row => VoucherView.Of(row.Voucher, row.Used));
    }
}
