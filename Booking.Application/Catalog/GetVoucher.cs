namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetVoucherQuery(Guid Id) : IQuery<Versioned<VoucherView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class GetVoucherHandler(IBookingDb db) : IRequestHandler<GetVoucherQuery, Result<Versioned<VoucherView>>>
{
    public async Task<Result<Versioned<VoucherView>>> Handle(GetVoucherQuery query, CancellationToken cancellationToken)
    {
        CountedVoucher? found = await db.Vouchers.AsNoTracking().Where(voucher => voucher.Id == query.Id).Counted(db).SingleOrDefaultAsync(cancellationToken);
        return found is null ? VoucherErrors.NotFound : new Versioned<VoucherView>(VoucherView.Of(found.Voucher, found.Used), found.Voucher.Version, found.Used ?? 0);
    }
}
