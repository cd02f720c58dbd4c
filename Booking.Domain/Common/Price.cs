namespace Booking.Domain.Common;

/// <summary>One line of a price. Amounts are gross: the tax at <paramref name="TaxRate"/> is inside.</summary>
/// <param name="Code">What the line is for, e.g. <c>rental</c>, <c>driver</c>, <c>ticket</c>.</param>
/// <param name="Label">For people and the receipt.</param>
/// <param name="Amount">Quantity times unit price.</param>
/// <param name="Item">Index of the hold's item that the line belongs to; null for a line of the order as a whole, such as a booking fee.</param>
/// <param name="Quantity">How many units the amount is for; at least 1.</param>
/// <param name="TaxRate">In basis points: 1900 is 19 %.</param>
public sealed record PriceLine(string Code, string Label, Money Amount, int? Item, int Quantity, int TaxRate)
{
    /// <summary>The one named seat that the line is for; null where it is for the item as a whole.</summary>
    public string? Seat { get; init; }

    /// <summary>False for what is not paid back when the customer cancels, such as a booking fee.</summary>
    public bool IsRefundable { get; init; } = true;
}

/// <summary>The tax contained in all lines of one rate.</summary>
public sealed record TaxLine(string Label, int Rate, Money Net, Money Tax);

/// <summary>A total with all that it is made of; frozen when the hold is placed.</summary>
public sealed record Price(Money Total, IReadOnlyList<PriceLine> Lines, IReadOnlyList<TaxLine> Taxes)
{
    /// <summary>Sums the lines; the tax is taken out of the sum per rate, rounded half away from zero.</summary>
    public static Result<Price> Of(IReadOnlyList<PriceLine> lines)
    {
        string currency = lines[0].Amount.Currency;
        if (lines.Any(line => line.Amount.Currency != currency))
        {
            return Error.Rule("/items", "All items of one hold must be sold in the same currency.");
        }

        Money total = lines.Aggregate(Money.Zero(currency), (sum, line) => sum + line.Amount);
        TaxLine[] taxes = [.. lines
            .Where(line => line.TaxRate > 0)
            .GroupBy(line => line.TaxRate)
            .OrderBy(group => group.Key)
            .Select(group => Contained(group.Key, group.Aggregate(Money.Zero(currency), (sum, line) => sum + line.Amount)))];
        return new Price(total, lines, taxes);
    }

    private static TaxLine Contained(int rate, Money gross)
    {
        long tax = (long)Math.Round(gross.Amount * (decimal)rate / (10_000 + rate), MidpointRounding.AwayFromZero);
        return new TaxLine(FormattableString.Invariant($"VAT {rate / 100m:0.##} %"), rate, gross with { Amount = gross.Amount - tax }, gross with { Amount = tax });
    }
}
