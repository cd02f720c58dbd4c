namespace Booking.Domain.Events;

/// <summary>How many seats of a category one order may have, if it has any.</summary>
public readonly record struct OrderLimit(int Min, int Max)
{
    public bool Allows(int seats) => seats == 0 || (seats >= Min && seats <= Max);
}

/// <summary>
/// Shares a number of seats out among categories so that an order has of each none, or as many as its limit allows, and costs as little
/// as it can.
/// </summary>
internal static class SeatShares
{
    /// <param name="Seats">What the best 0, 1, 2 … free seats cost together.</param>
    /// <param name="Pairs">Likewise wheelchair places with their companion seats.</param>
    internal sealed record Supply(OrderLimit Limit, IReadOnlyList<double> Seats, IReadOnlyList<double> Pairs);

    /// <summary>How many single seats and pairs are taken of a category.</summary>
    internal readonly record struct Share(int Seats, int Pairs)
    {
        public int Quantity => Seats + 2 * Pairs;
    }

    /// <param name="quantity">All seats, those of the pairs included.</param>
    /// <param name="categoryCost">Of each category that something is taken of: fewer are better.</param>
    /// <returns>In the order of the categories; null where no share keeps the limits.</returns>
    public static Share[]? Of(IReadOnlyList<Supply> categories, int quantity, int pairs, double categoryCost)
    {
        // cost[q, p]: of q seats with p pairs from the categories looked at so far; taken: what the last of them gave to it.
        double[,] cost = Empty(quantity, pairs);
        cost[0, 0] = 0;
        List<Share[,]> taken = [];
        foreach (Supply category in categories)
        {
            double[,] next = Empty(quantity, pairs);
            Share[,] with = new Share[quantity + 1, pairs + 1];
            foreach ((Share share, double price) in Shares(category, quantity, pairs, categoryCost))
            {
                for (int q = share.Quantity; q <= quantity; q++)
                {
                    for (int p = share.Pairs; p <= pairs; p++)
                    {
                        double total = cost[q - share.Quantity, p - share.Pairs] + price;
                        if (total < next[q, p])
                        {
                            (next[q, p], with[q, p]) = (total, share);
                        }
                    }
                }
            }

            cost = next;
            taken.Add(with);
        }

        return double.IsPositiveInfinity(cost[quantity, pairs]) ? null : Trace(taken, quantity, pairs);
    }

    private static IEnumerable<(Share Share, double Cost)> Shares(Supply category, int quantity, int pairs, double categoryCost)
    {
        yield return (default, 0);
        for (int p = 0; p <= Math.Min(pairs, category.Pairs.Count - 1); p++)
        {
            for (int seats = 0; seats <= Math.Min(quantity - 2 * p, category.Seats.Count - 1); seats++)
            {
                Share share = new(seats, p);
                if (share.Quantity > 0 && category.Limit.Allows(share.Quantity))
                {
                    yield return (share, category.Seats[seats] + category.Pairs[p] + categoryCost);
                }
            }
        }
    }

    private static Share[] Trace(List<Share[,]> taken, int quantity, int pairs)
    {
        Share[] shares = new Share[taken.Count];
        for (int i = taken.Count - 1; i >= 0; i--)
        {
            shares[i] = taken[i][quantity, pairs];
            (quantity, pairs) = (quantity - shares[i].Quantity, pairs - shares[i].Pairs);
        }

        return shares;
    }

    private static double[,] Empty(int quantity, int pairs)
    {
        double[,] cost = new double[quantity + 1, pairs + 1];
        for (int q = 0; q <= quantity; q++)
        {
            for (int p = 0; p <= pairs; p++)
            {
                cost[q, p] = double.PositiveInfinity;
            }
        }

        return cost;
    }
}
