namespace Booking.Domain.Catalog;

using System.Security.Cryptography;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>What a voucher takes off.</summary>
public enum VoucherKind
{
    /// <summary>A part of what it is for.</summary>
    Percent,

    /// <summary>An amount, at most what it is for costs.</summary>
    Fixed,

    /// <summary>The cheapest seat, place, piece or use of what it is for.</summary>
    FreeItem,
}

/// <summary>Everything about a voucher that an admin may change.</summary>
/// <param name="Rate">In basis points, of a percent voucher; else 0.</param>
/// <param name="Amount">In minor units of the tenant's currency, of a fixed voucher; else 0.</param>
/// <param name="Kinds">Of <see cref="ItemKinds"/>; empty for all.</param>
/// <param name="OfferingIds">Empty for all.</param>
/// <param name="UsageLimit">How many orders of all customers together may use it; null without limit.</param>
/// <param name="PerCustomerLimit">How many orders of one customer may use it; null without limit.</param>
/// <param name="ValidUntil">Not included.</param>
/// <param name="MinOrder">The least that all items together cost, in minor units; 0 for any.</param>
public sealed record VoucherDetails(
    string Label,
    VoucherKind Kind,
    int Rate,
    long Amount,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<Guid> OfferingIds,
    int? UsageLimit,
    int? PerCustomerLimit,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidUntil,
    long MinOrder,
    bool IsActive);

/// <summary>A code that takes something off an order.</summary>
public sealed class Voucher : AggregateRoot
{
    public const int CodeMinLength = 4;

    public const int CodeMaxLength = 40;

    public const int LabelMaxLength = 100;

    public const int MaxUses = 10_000_000;

    private const int GeneratedLength = 10;

    // Without I, L, O, U, 0 and 1: nobody mixes them up, and no words come out.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    private Voucher()
    {
    }

    /// <summary>Upper case, without blanks; unique within the tenant.</summary>
    public string Code { get; private init; } = "";

    /// <summary>Of the codes that were made together; null for a single one.</summary>
    public Guid? BatchId { get; private init; }

    public string Label { get; private set; } = "";

    public VoucherKind Kind { get; private set; }

    public int Rate { get; private set; }

    public long Amount { get; private set; }

    public IReadOnlyList<string> Kinds { get; private set; } = [];

    public IReadOnlyList<Guid> OfferingIds { get; private set; } = [];

    public int? UsageLimit { get; private set; }

    /// <summary>The pool that counts the uses; null without a limit.</summary>
    public Guid? PoolId { get; private init; }

    public int? PerCustomerLimit { get; private set; }

    public DateTimeOffset? ValidFrom { get; private set; }

    public DateTimeOffset? ValidUntil { get; private set; }

    public long MinOrder { get; private set; }

    public bool IsActive { get; private set; }

    public VoucherDetails Details =>
        new(Label, Kind, Rate, Amount, Kinds, OfferingIds, UsageLimit, PerCustomerLimit, ValidFrom, ValidUntil, MinOrder, IsActive);

    /// <param name="code">Normalised; see <see cref="Normalise"/>.</param>
    /// <param name="poolId">Of the pool that counts its uses, where it has a limit.</param>
    public static Result<Voucher> Create(Guid id, Guid tenantId, string code, Guid? batchId, Guid poolId, VoucherDetails details)
    {
        Voucher voucher = new() { Id = id, TenantId = tenantId, Code = code, BatchId = batchId, PoolId = details.UsageLimit is null ? null : poolId, UsageLimit = details.UsageLimit };
        Result<Done> edited = voucher.Edit(details);
        return edited.IsSuccess ? voucher : edited.Error;
    }

    /// <summary>A code as it is stored: upper case, without blanks around it.</summary>
    /// <returns>Null for what cannot be a code.</returns>
    public static string? Normalise(string text)
    {
        string code = text.Trim().ToUpperInvariant();
        return code.Length is >= CodeMinLength and <= CodeMaxLength && code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-') ? code : null;
    }

    /// <summary>A code that nobody guesses.</summary>
    public static string NewCode(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, GeneratedLength);

    public Result<Done> Edit(VoucherDetails details)
    {
        (bool isRight, string pointer, string rule) = details.Kind switch
        {
            VoucherKind.Percent => (details is { Rate: > 0 and <= 10_000, Amount: 0 }, "/rate", "A percent voucher has a rate from 1 to 10000 (100 %) and no amount."),
            VoucherKind.Fixed => (details is { Rate: 0, Amount: > 0 and <= Charge.MaxAmount }, "/amount", "A fixed voucher has an amount above zero and no rate."),
            _ => (details is { Rate: 0, Amount: 0 }, "/kind", "A voucher for a free item has neither rate nor amount."),
        };
        if (!isRight)
        {
            return Error.Rule(pointer, rule);
        }

        if (details.Kinds.Except(ItemKinds.All).Any())
        {
            return Error.Rule("/kinds", $"Kinds are {string.Join(", ", ItemKinds.All)}.");
        }

        if (details.OfferingIds.Count > RuleConditions.MaxOfferings)
        {
            return Error.Rule("/offeringIds", $"A voucher names at most {RuleConditions.MaxOfferings} offerings.");
        }

        if (details.UsageLimit is <= 0 or > MaxUses)
        {
            return Error.Rule("/usageLimit", $"A limit lies between 1 and {MaxUses}.");
        }

        if (details.UsageLimit is null != PoolId is null)
        {
            return Error.Rule("/usageLimit", "Whether its uses are limited is decided when a voucher is made.");
        }

        if (details.PerCustomerLimit is <= 0 or > MaxUses)
        {
            return Error.Rule("/perCustomerLimit", $"A limit lies between 1 and {MaxUses}.");
        }

        if (details.ValidFrom >= details.ValidUntil)
        {
            return Error.Rule("/validUntil", "The end must be after the start.");
        }

        if (details.MinOrder is < 0 or > Charge.MaxAmount)
        {
            return Error.Rule("/minOrder", $"The least order lies between 0 and {Charge.MaxAmount} minor units.");
        }

        (Label, Kind, Rate, Amount) = (details.Label, details.Kind, details.Rate, details.Amount);
        (Kinds, OfferingIds, UsageLimit, PerCustomerLimit) = (details.Kinds, details.OfferingIds, details.UsageLimit, details.PerCustomerLimit);
        (ValidFrom, ValidUntil, MinOrder, IsActive) = (details.ValidFrom, details.ValidUntil, details.MinOrder, details.IsActive);
        return Result.Success;
    }

    /// <summary>Nobody can use it any more; orders that have it keep it.</summary>
    public void Withdraw() => IsActive = false;

    /// <summary>
    /// What it takes off an order, as one line for each item and tax rate in proportion to what they cost, so that the taxes stay right.
    /// Fees are never taken off.
    /// </summary>
    /// <param name="lines">Of the order without vouchers.</param>
    public Result<IReadOnlyList<PriceLine>> Redeem(IReadOnlyList<HoldItem> items, IReadOnlyList<PriceLine> lines, string tenantCurrency, DateTimeOffset now)
    {
        if (!IsActive)
        {
            return VoucherErrors.Unknown;
        }

        if (now < ValidFrom || now >= ValidUntil)
        {
            return VoucherErrors.Expired;
        }

        PriceLine[] sold = [.. lines.Where(line => line.Item is not null && line.Code != PriceLine.Fee)];
        string currency = lines[0].Amount.Currency;
        if (currency != tenantCurrency && (Kind == VoucherKind.Fixed || MinOrder > 0))
        {
            return VoucherErrors.NotApplicable($"This voucher is for orders in {tenantCurrency}.");
        }

        if (TaxedAmounts.Sum(sold) < MinOrder)
        {
            return VoucherErrors.NotApplicable($"This voucher is for orders of at least {MinOrder} minor units.");
        }

        PriceLine[] meant = [.. sold.Where(line => IsFor(items[line.Item ?? 0]))];
        long most = TaxedAmounts.Sum(meant);
        if (most <= 0)
        {
            return VoucherErrors.NotApplicable("This voucher is for nothing in this order.");
        }

        if (Kind == VoucherKind.FreeItem)
        {
            meant = CheapestUnit(items, meant);
            most = TaxedAmounts.Sum(meant);
        }

        long off = Kind switch
        {
            VoucherKind.Percent => Shares.Percent(most, Rate),
            VoucherKind.Fixed => Math.Min(Amount, most),
            _ => most,
        };
        return Result<IReadOnlyList<PriceLine>>.Success([.. LinesOf(off, meant)]);
    }

    private bool IsFor(HoldItem item) => (Kinds.Count == 0 || Kinds.Contains(item.Kind)) && (OfferingIds.Count == 0 || OfferingIds.Contains(item.OfferingId));

    private IEnumerable<PriceLine> LinesOf(long off, PriceLine[] meant)
    {
        PriceLine[][] groups = [.. meant.GroupBy(line => (line.Item, line.TaxRate)).Select(group => group.ToArray())];
        IReadOnlyList<long> shares = Shares.Spread(-off, [.. groups.Select(group => Math.Max(0, TaxedAmounts.Sum(group)))]);
        return groups.Zip(shares)
            .Where(pair => pair.Second != 0)
            .Select(pair => new PriceLine(PriceLine.Voucher, $"{Label} ({Code})", new Money(pair.Second, pair.First[0].Amount.Currency), pair.First[0].Item, 1, pair.First[0].TaxRate));
    }

    /// <summary>The lines of one unit that costs something: a seat's own, and its even part of what its item costs as a whole.</summary>
    private static PriceLine[] CheapestUnit(IReadOnlyList<HoldItem> items, PriceLine[] meant) => meant
        .GroupBy(line => line.Item ?? 0)
        .SelectMany(item => item.Select(line => line.Seat).OfType<string>().Distinct().DefaultIfEmpty<string?>(null)
            .Select(seat => item
                .Where(line => line.Seat is null || line.Seat == seat)
                .Select(line => line.Seat is null ? line with { Amount = line.Amount with { Amount = line.Amount.Amount / Math.Max(1, items[item.Key].Quantity) } } : line)
                .ToArray()))
        .Where(unit => TaxedAmounts.Sum(unit) > 0)
        .OrderBy(TaxedAmounts.Sum)
        .FirstOrDefault() ?? meant;
}
