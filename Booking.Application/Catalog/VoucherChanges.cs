namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using FluentValidation;

/// <summary>What a request says about a voucher; what is null stays as it is.</summary>
public sealed record VoucherChanges(
    string? Label,
    VoucherKind? Kind,
    int? Rate,
    long? Amount,
    IReadOnlyList<string>? Kinds,
    IReadOnlyList<Guid>? OfferingIds,
    Optional<int?> UsageLimit,
    Optional<int?> PerCustomerLimit,
    Optional<DateTimeOffset?> ValidFrom,
    Optional<DateTimeOffset?> ValidUntil,
    long? MinOrder,
    bool? IsActive)
{
    internal static readonly VoucherDetails Usual = new("", VoucherKind.Percent, 0, 0, [], [], null, null, null, null, 0, true);

    internal VoucherDetails Over(VoucherDetails old) => new(
        Label?.Trim() ?? old.Label,
        Kind ?? old.Kind,
        Rate ?? old.Rate,
        Amount ?? old.Amount,
        Kinds?.Distinct().ToList() ?? old.Kinds,
        OfferingIds?.Distinct().ToList() ?? old.OfferingIds,
        UsageLimit.Over(old.UsageLimit),
        PerCustomerLimit.Over(old.PerCustomerLimit),
        ValidFrom.Over(old.ValidFrom)?.ToUniversalTime(),
        ValidUntil.Over(old.ValidUntil)?.ToUniversalTime(),
        MinOrder ?? old.MinOrder,
        IsActive ?? old.IsActive);
}

internal sealed class VoucherChangesValidator : AbstractValidator<VoucherChanges>
{
    public VoucherChangesValidator()
    {
        RuleFor(changes => changes.Label).Label(Voucher.LabelMaxLength);
        RuleFor(changes => changes.Kinds).NamedKinds();
        RuleFor(changes => changes.ValidFrom.Value).Must(IsOfOurTime).WithMessage("A time between 1900 and 9000.").OverridePropertyName(nameof(VoucherChanges.ValidFrom));
        RuleFor(changes => changes.ValidUntil.Value).Must(IsOfOurTime).WithMessage("A time between 1900 and 9000.").OverridePropertyName(nameof(VoucherChanges.ValidUntil));
    }

    private static bool IsOfOurTime(DateTimeOffset? time) => time is null or { Year: >= 1900 and <= 9000 };
}
