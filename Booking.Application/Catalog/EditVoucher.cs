namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Changes a voucher; orders that have it keep it as it was. Its limit never falls below its uses.</summary>
public sealed record EditVoucherCommand(Guid Id, long Version, VoucherChanges Changes) : ICommand<Versioned<VoucherView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class EditVoucherValidator : AbstractValidator<EditVoucherCommand>
{
    public EditVoucherValidator() => RuleFor(command => command.Changes).Members(new VoucherChangesValidator());
}

internal sealed class EditVoucherHandler(IBookingDb db, IClaimStore claims) : IRequestHandler<EditVoucherCommand, Result<Versioned<VoucherView>>>
{
    public async Task<Result<Versioned<VoucherView>>> Handle(EditVoucherCommand command, CancellationToken cancellationToken)
    {
        Voucher? voucher = await db.Vouchers.SingleOrDefaultAsync(voucher => voucher.Id == command.Id, cancellationToken);
        if (voucher is null)
        {
            return VoucherErrors.NotFound;
        }

        int? limit = voucher.UsageLimit;
        Result<Done> allowed = voucher.CheckVersion(command.Version);
        allowed = allowed.IsSuccess ? voucher.Edit(command.Changes.Over(voucher.Details)) : allowed;
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        if (voucher is { PoolId: { } pool, UsageLimit: { } wanted } && wanted != limit && !(await claims.TryResizeAsync(pool, PoolSize.Of(wanted), cancellationToken)).IsDone)
        {
            return Error.Conflict("capacity_below_sold", "The voucher has been used more often than that.");
        }

        await db.SaveChangesAsync(cancellationToken);
        CountedVoucher counted = await db.Vouchers.Where(counted => counted.Id == voucher.Id).Counted(db).SingleAsync(cancellationToken);
        return new Versioned<VoucherView>(VoucherView.Of(voucher, counted.Used), voucher.Version);
    }
}
