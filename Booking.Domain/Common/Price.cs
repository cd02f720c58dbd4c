namespace Booking.Domain.Common;

/// <summary>One line of a price. Its amount is gross or net, as the price's <see cref="TaxRules"/> say; below zero for a discount.</summary>
/// <param name="Code">What the line is for, e.g. <c>rental</c>, <c>driver</c>, <c>ticket</c>; <c>rule</c>, <c>fee</c> and <c>voucher</c> for what the tenant's pricing adds.</param>
/// <param name="Label">For people and the receipt.</param>
/// <param name="Amount">Quantity times unit price.</param>
/// <param name="Item">Index of the hold's item that the line belongs to; null for a line of the order as a whole, such as a booking fee.</param>
/// <param name="Quantity">How many units the amount is for; at least 1.</param>
/// <param name="TaxRate">In basis points: 1900 is 19 %.</param>
public sealed record PriceLine(string Code, string Label, Money Amount, int? Item, int Quantity, int TaxRate)
{
    /// <summary>An adjustment by one of the tenant's price rules.</summary>
    public const string Rule = "rule";

    /// <summary>One of the tenant's fees.</summary>
    public const string Fee = "fee";

    /// <summary>What a voucher takes off.</summary>
    public const string Voucher = "voucher";

    /// <summary>The one named seat that the line is for; null where it is for the item as a whole.</summary>
    public string? Seat { get; init; }

    /// <summary>False for what is not paid back when the customer cancels, such as a booking fee.</summary>
    public bool IsRefundable { get; init; } = true;
}

/// <summary>The tax of all lines of one rate.</summary>
public sealed record TaxLine(string Label, int Rate, Money Net, Money Tax);

/// <summary>A total with all that it is made of; frozen when the hold is placed.</summary>
/// <param name="Total">What is paid, with all taxes.</param>
public sealed record Price(Money Total, IReadOnlyList<PriceLine> Lines, IReadOnlyList<TaxLine> Taxes)
{
    /// <summary>The largest whole number that every reader of JSON keeps exactly: 2⁵³ − 1.</summary>
    public const long MaxAmount = 9_007_199_254_740_991;

    /// <summary>Whether the lines contain their tax, and how it was rounded.</summary>
    public TaxRules TaxRules { get; init; } = TaxRules.Default;

    /// <summary>The total without its taxes.</summary>
    public Money Net => Total - Tax;

    /// <summary>All taxes together.</summary>
    public Money Tax => Taxes.Aggregate(Money.Zero(Total.Currency), (sum, tax) => sum + tax.Tax);

    /// <summary>The same price for other seats of an item.</summary>
    /// <param name="seats">Seat → seat in its place; others stay.</param>
    public Price Reseated(int item, IReadOnlyDictionary<string, string> seats) => this with
    {
        Lines = [.. Lines.Select(line => line.Item == item && line.Seat is { } seat && seats.TryGetValue(seat, out string? to) ? line with { Seat = to } : line)],
    };

    /// <summary>Sums the lines and finds their taxes. Refuses mixed currencies, a total below zero, and sums beyond <see cref="MaxAmount"/>.</summary>
    /// <param name="lines">At least one.</param>
    public static Result<Price> Of(IReadOnlyList<PriceLine> lines, TaxRules rules)
    {
        string currency = lines[0].Amount.Currency;
        if (lines.Any(line => line.Amount.Currency != currency))
        {
            return Error.Rule("/items", "All items of one hold must be sold in the same currency.");
        }

        Int128 size = 0;
        Int128 sum = 0;
        foreach (PriceLine line in lines)
        {
            size += Int128.Abs(line.Amount.Amount);
            sum += line.Amount.Amount;
        }

        if (size > MaxAmount)
        {
            return TooLarge;
        }

        TaxLine[] taxes = TaxesOf(lines, currency, rules);
        Int128 total = rules.Mode == TaxMode.Exclusive ? sum + taxes.Sum(tax => tax.Tax.Amount) : sum;
        if (total > MaxAmount)
        {
            return TooLarge;
        }

        return total < 0
            ? Error.Rule("/items", "The discounts are larger than the price.")
            : new Price(new Money((long)total, currency), lines, taxes) { TaxRules = rules };
    }

    /// <summary>The lines of some of the items alone, summed up with their taxes; not those of the order as a whole.</summary>
    public Price OfItems(IReadOnlyCollection<int> items)
    {
        PriceLine[] lines = [.. Lines.Where(line => line.Item is { } item && items.Contains(item))];
        TaxLine[] taxes = TaxesOf(lines, Total.Currency, TaxRules);
        long total = lines.Sum(line => line.Amount.Amount) + (TaxRules.Mode == TaxMode.Exclusive ? taxes.Sum(tax => tax.Tax.Amount) : 0);
        return new Price(Total with { Amount = total }, lines, taxes) { TaxRules = TaxRules };
    }

    /// <summary>What is refused where a price cannot be written down.</summary>
    public static Error TooLarge => Error.Rule("/items", "The price of this order is too large.");

    private static TaxLine[] TaxesOf(IReadOnlyList<PriceLine> lines, string currency, TaxRules rules) => [.. lines
        .Where(line => line.TaxRate > 0)
        .GroupBy(line => line.TaxRate)
        .OrderBy(group => group.Key)
        .Select(group => TaxOf(group.Key, [.. group.Select(line => line.Amount.Amount)], currency, rules))];

    private static TaxLine TaxOf(int rate, long[] amounts, string currency, TaxRules rules)
    {
        long sum = amounts.Sum();
        long tax = TaxOf(rate, sum, rules.Mode);
        if (rules.Rounding == TaxRounding.ByLine)
        {
            // Discounts round too: their pieces must not take off more tax than the rest brings, nor more than there is.
            long byLine = amounts.Sum(amount => TaxOf(rate, amount, rules.Mode));
            long most = rules.Mode == TaxMode.Inclusive ? Math.Abs(sum) : Math.Abs(byLine);
            tax = Math.Sign(sum) * Math.Clamp(Math.Sign(sum) * byLine, 0, most);
        }

        long net = rules.Mode == TaxMode.Inclusive ? sum - tax : sum;
        return new TaxLine(FormattableString.Invariant($"VAT {rate / 100m:0.##} %"), rate, new Money(net, currency), new Money(tax, currency));
    }

    private static long TaxOf(int rate, long amount, TaxMode mode) => Shares.Divide((Int128)amount * rate, mode == TaxMode.Inclusive ? 10_000 + rate : 10_000);
}
