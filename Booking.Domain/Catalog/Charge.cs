namespace Booking.Domain.Catalog;

using Booking.Domain.Common;

/// <summary>What an amount is charged for.</summary>
public enum ChargePer
{
    /// <summary>Once for each item of the order.</summary>
    Item,

    /// <summary>For each seat, place or piece of an item.</summary>
    Unit,

    /// <summary>Once for the order.</summary>
    Order,
}

/// <summary>How much is charged or taken off: a part of a price, or an amount. Exactly one of both is not zero.</summary>
/// <param name="Rate">In basis points: 1000 is 10 % more, −1000 is 10 % less.</param>
/// <param name="Amount">In minor units of the tenant's currency; below zero to take off.</param>
public readonly record struct Charge(int Rate, long Amount)
{
    /// <summary>Ten times the price.</summary>
    public const int MaxRate = 100_000;

    public const long MaxAmount = 1_000_000_000_000;

    internal Result<Done> Check()
    {
        if (Rate is < -10_000 or > MaxRate)
        {
            return Error.Rule("/rate", $"A rate lies between −100 % (−10000) and {MaxRate / 100} % ({MaxRate}).");
        }

        if (Amount is < -MaxAmount or > MaxAmount)
        {
            return Error.Rule("/amount", $"An amount is at most {MaxAmount} minor units.");
        }

        return Rate == 0 == (Amount == 0) ? Error.Rule("/rate", "Give a rate or an amount, not both, and not zero.") : Result.Success;
    }

    /// <param name="price">What a rate is of.</param>
    /// <param name="times">How often an amount is charged.</param>
    internal long Of(long price, int times) => Rate == 0 ? Amount * times : Shares.Percent(price, Rate);
}

/// <summary>Amounts that belong to lines of several tax rates.</summary>
internal static class TaxedAmounts
{
    /// <summary>Spreads an amount over the tax rates of lines in proportion to what they come to, so that every rate keeps its share of the tax.</summary>
    /// <param name="lines">At least one.</param>
    public static IEnumerable<(int TaxRate, long Amount)> Spread(long amount, IReadOnlyList<PriceLine> lines)
    {
        (int TaxRate, long Amount)[] rates = [.. lines.GroupBy(line => line.TaxRate).Select(group => (group.Key, group.Sum(line => line.Amount.Amount)))];
        long[] weights = [.. rates.Select(rate => Math.Max(0, rate.Amount))];
        if (weights.All(weight => weight == 0))
        {
            // Nothing to be in proportion to: what costs nothing is taxed as its first line.
            weights[0] = 1;
        }

        return Shares.Spread(amount, weights).Select((share, i) => (rates[i].TaxRate, share)).Where(share => share.share != 0);
    }

    public static long Sum(IEnumerable<PriceLine> lines) => lines.Sum(line => line.Amount.Amount);
}
