namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

/// <summary>What a request says about a fee; what is null stays as it is.</summary>
public sealed record FeeChanges(string? Label, int? Rate, long? Amount, ChargePer? Per, IReadOnlyList<string>? Kinds, Optional<int?> TaxRate, bool? IsRefundable, bool? IsActive)
{
    internal static readonly FeeDetails Usual = new("", new Charge(0, 0), ChargePer.Order, [], null, true, true);

    internal FeeDetails Over(FeeDetails old) => new(
        Label?.Trim() ?? old.Label,
        new Charge(Rate ?? old.Charge.Rate, Amount ?? old.Charge.Amount),
        Per ?? old.Per,
        Kinds?.Distinct().ToList() ?? old.Kinds,
        TaxRate.Over(old.TaxRate),
        IsRefundable ?? old.IsRefundable,
        IsActive ?? old.IsActive);
}

internal sealed class FeeChangesValidator : AbstractValidator<FeeChanges>
{
    public FeeChangesValidator()
    {
        RuleFor(changes => changes.Label).Label(Fee.LabelMaxLength);
        RuleFor(changes => changes.Kinds).NamedKinds();
    }
}

internal static class FeeSet
{
    public static async Task<Result<Done>> CheckAsync(this IBookingDb db, Fee fee, CancellationToken ct) =>
        fee.IsActive && await db.Fees.CountAsync(other => other.IsActive && other.Id != fee.Id, ct) >= Fee.MaxPerTenant
            ? PricingErrors.TooMany($"A tenant has at most {Fee.MaxPerTenant} active fees.")
            : Result.Success;
}
