namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Everything about a fee that an admin may change.</summary>
/// <param name="Label">What the line is called on receipts.</param>
/// <param name="Kinds">Of <see cref="ItemKinds"/>; empty for all.</param>
/// <param name="TaxRate">In basis points; null takes the tenant's rate of fees.</param>
/// <param name="IsRefundable">Whether it comes back when the order is cancelled.</param>
public sealed record FeeDetails(string Label, Charge Charge, ChargePer Per, IReadOnlyList<string> Kinds, int? TaxRate, bool IsRefundable, bool IsActive);

/// <summary>What the tenant asks beside the prices of its offerings.</summary>
public sealed class Fee : AggregateRoot
{
    public const int LabelMaxLength = 100;

    /// <summary>Every hold reads all active fees of its tenant.</summary>
    public const int MaxPerTenant = 50;

    private Fee()
    {
    }

    public string Label { get; private set; } = "";

    public int Rate { get; private set; }

    public long Amount { get; private set; }

    public ChargePer Per { get; private set; }

    public IReadOnlyList<string> Kinds { get; private set; } = [];

    public int? TaxRate { get; private set; }

    public bool IsRefundable { get; private set; }

    public bool IsActive { get; private set; }

    public FeeDetails Details => new(Label, new Charge(Rate, Amount), Per, Kinds, TaxRate, IsRefundable, IsActive);

    public static Result<Fee> Create(Guid id, Guid tenantId, FeeDetails details)
    {
        Fee fee = new() { Id = id, TenantId = tenantId };
        Result<Done> edited = fee.Edit(details);
        return edited.IsSuccess ? fee : edited.Error;
    }

    public Result<Done> Edit(FeeDetails details)
    {
        Result<Done> allowed = details.Charge.Check();
        if (allowed.IsFailure)
        {
            return allowed;
        }

        if (details.Charge.Rate < 0 || details.Charge.Amount < 0)
        {
            return Error.Rule(details.Charge.Rate < 0 ? "/rate" : "/amount", "A fee is not below zero; discounts are price rules and vouchers.");
        }

        if (details.Kinds.Except(ItemKinds.All).Any())
        {
            return Error.Rule("/kinds", $"Kinds are {string.Join(", ", ItemKinds.All)}.");
        }

        if (details.TaxRate is < 0 or > 10_000)
        {
            return Error.Rule("/taxRate", "A tax rate lies between 0 and 100 % (10000).");
        }

        (Label, Rate, Amount, Per) = (details.Label, details.Charge.Rate, details.Charge.Amount, details.Per);
        (Kinds, TaxRate, IsRefundable, IsActive) = (details.Kinds, details.TaxRate, details.IsRefundable, details.IsActive);
        return Result.Success;
    }

    /// <summary>What the fees add to an order. Rates are of what the items cost after the price rules.</summary>
    /// <param name="lines">Of the offerings and the price rules.</param>
    public static IReadOnlyList<PriceLine> Apply(
        IReadOnlyList<Fee> fees, IReadOnlyList<HoldItem> items, IReadOnlyList<PriceLine> lines, string tenantCurrency, int tenantTaxRate)
    {
        string currency = lines[0].Amount.Currency;
        List<PriceLine> added = [];
        foreach (Fee fee in fees.Where(fee => fee.IsActive && (fee.Rate != 0 || currency == tenantCurrency)).OrderBy(fee => fee.Id))
        {
            int[] meant = [.. items.Index().Where(item => fee.Kinds.Count == 0 || fee.Kinds.Contains(item.Item.Kind)).Select(item => item.Index)];
            if (meant.Length == 0)
            {
                continue;
            }

            if (fee.Per == ChargePer.Order)
            {
                added.Add(fee.LineOf(null, 1, lines.Where(line => line.Item is { } item && meant.Contains(item)), currency, tenantTaxRate));
                continue;
            }

            added.AddRange(meant.Select(index =>
                fee.LineOf(index, fee.Per == ChargePer.Unit ? items[index].Quantity : 1, lines.Where(line => line.Item == index), currency, tenantTaxRate)));
        }

        return [.. added.Where(line => line.Amount.Amount != 0)];
    }

    private PriceLine LineOf(int? item, int times, IEnumerable<PriceLine> of, string currency, int tenantTaxRate) =>
        new(PriceLine.Fee, Label, new Money(new Charge(Rate, Amount).Of(TaxedAmounts.Sum(of), times), currency), item, times, TaxRate ?? tenantTaxRate) { IsRefundable = IsRefundable };
}
