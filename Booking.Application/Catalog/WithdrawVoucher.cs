namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Nobody can use the code any more; orders that have it keep it.</summary>
public sealed record WithdrawVoucherCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class WithdrawVoucherHandler(IBookingDb db) : IRequestHandler<WithdrawVoucherCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawVoucherCommand command, CancellationToken cancellationToken)
    {
        Voucher? voucher = await db.Vouchers.SingleOrDefaultAsync(voucher => voucher.Id == command.Id, cancellationToken);
        if (voucher is null)
        {
            return VoucherErrors.NotFound;
        }

        Result<Done> allowed = voucher.CheckVersion(command.Version);
        if (allowed.IsSuccess)
        {
            voucher.Withdraw();
        }

        return allowed;
    }
}
