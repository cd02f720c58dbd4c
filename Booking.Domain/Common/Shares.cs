namespace Booking.Domain.Common;

/// <summary>Parts of amounts in whole minor units.</summary>
public static class Shares
{
    private const int Whole = 10_000;

    /// <summary>The nearest whole number; half away from zero.</summary>
    /// <param name="divisor">Above zero.</param>
    public static long Divide(Int128 dividend, Int128 divisor)
    {
        Int128 magnitude = ((2 * Int128.Abs(dividend)) + divisor) / (2 * divisor);
        return checked((long)(dividend < 0 ? -magnitude : magnitude));
    }

    /// <param name="basisPoints">1000 is 10 %.</param>
    public static long Percent(long amount, int basisPoints) => Divide((Int128)amount * basisPoints, Whole);

    /// <summary>
    /// Spreads an amount over weights in proportion, without losing a unit: each gets its share rounded down, and what is left goes to those
    /// that lost most by the rounding, the earlier one first.
    /// </summary>
    /// <param name="weights">None below zero, and at least one above.</param>
    /// <returns>One share for each weight; together exactly <paramref name="amount"/>.</returns>
    public static IReadOnlyList<long> Spread(long amount, IReadOnlyList<long> weights)
    {
        Int128 all = weights.Aggregate(Int128.Zero, (sum, weight) => sum + weight);
        long size = Math.Abs(amount);
        long[] shares = [.. weights.Select(weight => (long)((Int128)size * weight / all))];
        long left = size - shares.Sum();
        foreach (int index in Enumerable.Range(0, weights.Count).OrderByDescending(index => (Int128)size * weights[index] % all).Take((int)left))
        {
            shares[index]++;
        }

        return amount < 0 ? [.. shares.Select(share => -share)] : shares;
    }
}
