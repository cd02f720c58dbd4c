namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Gives out one code.</summary>
/// <param name="Code">Null makes one that nobody guesses.</param>
public sealed record CreateVoucherCommand(string? Code, VoucherChanges Changes) : ICommand<Versioned<VoucherView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class CreateVoucherValidator : AbstractValidator<CreateVoucherCommand>
{
    public CreateVoucherValidator()
    {
        RuleFor(command => command.Code).Must(code => code is null || Voucher.Normalise(code) is not null)
            .WithMessage($"{Voucher.CodeMinLength} to {Voucher.CodeMaxLength} letters, digits and dashes.");
        RuleFor(command => command.Changes).Members(new VoucherChangesValidator());
        RuleFor(command => command.Changes.Label).NotNull().OverridePropertyName("Label");
        RuleFor(command => command.Changes.Kind).NotNull().OverridePropertyName("Kind");
    }
}

internal sealed class CreateVoucherHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateVoucherCommand, Result<Versioned<VoucherView>>>
{
    public async Task<Result<Versioned<VoucherView>>> Handle(CreateVoucherCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        string code = command.Code is null ? Voucher.NewCode("") : Voucher.Normalise(command.Code)!;
        Result<Voucher> voucher = Voucher.Create(
            Guid.CreateVersion7(now), context.TenantId, code, batchId: null, poolId: Guid.CreateVersion7(now), command.Changes.Over(VoucherChanges.Usual));
        if (voucher.IsFailure)
        {
            return voucher.Error;
        }

        // Two who ask for one code at the same moment: the second sees the first's.
        await unitOfWork.TakeTurnAsync($"voucher code {code}", cancellationToken);
        if (await db.Vouchers.AnyAsync(other => other.Code == code, cancellationToken))
        {
            return VoucherErrors.CodeTaken;
        }

        await db.GiveOutAsync([voucher.Value], cancellationToken);
        return new Versioned<VoucherView>(VoucherView.Of(voucher.Value, voucher.Value.PoolId is null ? null : 0), voucher.Value.Version);
    }
}

internal static class GivingOut
{
    /// <summary>Saves new vouchers, and before them the pools that count their uses.</summary>
    public static async Task GiveOutAsync(this IBookingDb db, IReadOnlyList<Voucher> vouchers, CancellationToken ct)
    {
        foreach (Voucher voucher in vouchers)
        {
            if (voucher is { PoolId: { } pool, UsageLimit: { } limit })
            {
                db.Pools.Add(Pool.Open(voucher.TenantId, pool, limit));
            }
        }

        await db.SaveChangesAsync(ct);
        db.Vouchers.AddRange(vouchers);
        await db.SaveChangesAsync(ct);
    }
}
