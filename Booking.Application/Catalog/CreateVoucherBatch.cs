namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Gives out many codes at once, alike but for the code; each has its own limits.</summary>
/// <param name="Prefix">Stands before every code; empty for none.</param>
public sealed record CreateVoucherBatchCommand(int Count, string Prefix, VoucherChanges Changes) : ICommand<VoucherBatchView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="BatchId">Lists the vouchers again: <c>GET /vouchers?batchId=</c>.</param>
public sealed record VoucherBatchView(Guid BatchId, IReadOnlyList<string> Codes);

internal sealed class CreateVoucherBatchValidator : AbstractValidator<CreateVoucherBatchCommand>
{
    public const int MaxCount = 1_000;

    public const int MaxPrefix = 20;

    public CreateVoucherBatchValidator()
    {
        RuleFor(command => command.Count).InclusiveBetween(1, MaxCount);
        RuleFor(command => command.Prefix).Must(prefix => prefix.Length == 0 || (prefix.Length <= MaxPrefix && Voucher.Normalise(prefix + "0000") is not null))
            .WithMessage($"At most {MaxPrefix} letters, digits and dashes.");
        RuleFor(command => command.Changes).Members(new VoucherChangesValidator());
        RuleFor(command => command.Changes.Label).NotNull().OverridePropertyName("Label");
        RuleFor(command => command.Changes.Kind).NotNull().OverridePropertyName("Kind");
    }
}

internal sealed class CreateVoucherBatchHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateVoucherBatchCommand, Result<VoucherBatchView>>
{
    public async Task<Result<VoucherBatchView>> Handle(CreateVoucherBatchCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        Guid batch = Guid.CreateVersion7(now);
        VoucherDetails details = command.Changes.Over(VoucherChanges.Usual);
        string prefix = command.Prefix.Trim().ToUpperInvariant();
        Dictionary<string, Voucher> vouchers = [];
        while (vouchers.Count < command.Count)
        {
            string code = Voucher.NewCode(prefix);
            Result<Voucher> voucher = Voucher.Create(Guid.CreateVersion7(now), context.TenantId, code, batch, Guid.CreateVersion7(now), details);
            if (voucher.IsFailure)
            {
                return voucher.Error;
            }

            vouchers.TryAdd(code, voucher.Value);
        }

        await db.GiveOutAsync([.. vouchers.Values], cancellationToken);
        return new VoucherBatchView(batch, [.. vouchers.Keys]);
    }
}
