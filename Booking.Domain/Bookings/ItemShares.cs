namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;

/// <summary>
/// What each seat or piece of one item has cost, to the last minor unit: the lines of the item and its share of the order's. Every unit's
/// share is fixed by its place alone, so giving up piece by piece pays back in sum what giving up at once does.
/// </summary>
public sealed class ItemShares
{
    private readonly long[] _own;
    private readonly long[] _ownKept;
    private readonly long[] _shared;
    private readonly long[] _sharedKept;

    /// <summary>What can be paid back of all units before one, never negative.</summary>
    private readonly long[] _before;

    private ItemShares(long[] own, long[] ownKept, long[] shared, long[] sharedKept)
    {
        (_own, _ownKept, _shared, _sharedKept) = (own, ownKept, shared, sharedKept);
        _before = new long[own.Length + 1];
        for (int unit = 0; unit < own.Length; unit++)
        {
            _before[unit + 1] = _before[unit] + Math.Max(0, own[unit] + shared[unit]);
        }
    }

    public int Units => _own.Length;

    /// <param name="item">Index of the item in the booking.</param>
    public static ItemShares Of(int item, SoldItem sold, Price price)
    {
        int units = sold.Seats.Count > 0 ? sold.Seats.Count : sold.Quantity;
        long[] own = new long[units];
        long[] ownKept = new long[units];
        long[] even = new long[units];
        Array.Fill(even, 1);
        PriceLine[] lines = [.. price.Lines.Where(line => line.Item == item)];

        // What has a seat or adds to the price comes first: discounts are shared out by what they are discounts on.
        foreach (PriceLine line in lines.OrderBy(line => line.Amount.Amount < 0))
        {
            long[] into = line.IsRefundable ? own : ownKept;
            int seat = line.Seat is null ? -1 : sold.Seats.ToList().IndexOf(line.Seat);
            if (seat >= 0)
            {
                into[seat] += line.Amount.Amount;
            }
            else
            {
                Spread(line.Amount.Amount, line.Amount.Amount < 0 ? [.. own] : even, into);
            }
        }

        long[] shared = new long[units];
        long[] sharedKept = new long[units];
        Spread(sold.Shared, own, shared);
        Spread(sold.Kept, own, sharedKept);
        return new ItemShares(own, ownKept, shared, sharedKept);
    }

    /// <summary>Shares the lines of the order as a whole out among its items, by what the items cost, and the taxes where they are not inside the lines.</summary>
    /// <returns>Per item what can be paid back of them and what is kept.</returns>
    public static IReadOnlyList<(long Shared, long Kept)> OfOrder(Price price, int items)
    {
        long[] weights = [.. Enumerable.Range(0, items).Select(item => price.Lines.Where(line => line.Item == item && line.IsRefundable).Sum(line => line.Amount.Amount))];
        long[] shared = new long[items];
        long[] kept = new long[items];
        foreach (PriceLine line in price.Lines.Where(line => line.Item is null))
        {
            Spread(line.Amount.Amount, weights, line.IsRefundable ? shared : kept);
        }

        foreach (TaxLine tax in price.TaxRules.Mode == TaxMode.Exclusive ? price.Taxes : [])
        {
            PriceLine[] taxed = [.. price.Lines.Where(line => line.TaxRate == tax.Rate)];
            long[] parts = new long[taxed.Length];
            Spread(tax.Tax.Amount, [.. taxed.Select(line => line.Amount.Amount)], parts);
            foreach ((PriceLine line, long part) in taxed.Zip(parts))
            {
                long[] into = line.IsRefundable ? shared : kept;
                if (line.Item is { } item)
                {
                    into[item] += part;
                }
                else
                {
                    Spread(part, weights, into);
                }
            }
        }

        long[] ownKept = [.. Enumerable.Range(0, items).Select(item => price.Lines.Where(line => line.Item == item && !line.IsRefundable).Sum(line => line.Amount.Amount))];
        long[] back = [.. weights.Zip(shared, (own, share) => own + share)];
        long[] keeps = [.. ownKept.Zip(kept, (own, share) => own + share)];
        Level(back, keeps);
        return [.. Enumerable.Range(0, items).Select(item => (back[item] - weights[item], keeps[item] - ownKept[item]))];
    }

    /// <summary>What was paid for some units.</summary>
    public long Paid(IEnumerable<int> units) => units.Sum(unit => _own[unit] + _ownKept[unit] + _shared[unit] + _sharedKept[unit]);

    /// <summary>What the item's own lines come to for some units.</summary>
    public long Own(IEnumerable<int> units) => units.Sum(unit => _own[unit] + _ownKept[unit]);

    /// <summary>Some units' part of the order's lines.</summary>
    public (long Shared, long Kept) OfOrder(IReadOnlyCollection<int> units) => (units.Sum(unit => _shared[unit]), units.Sum(unit => _sharedKept[unit]));

    /// <summary>
    /// What is paid back for some units. Rounded where the units stand, not each by itself, so that the units of an item come together to
    /// the percentage of the item.
    /// </summary>
    public long Refund(IEnumerable<int> units, int percent) => units.Sum(unit => Part(_before[unit + 1], percent) - Part(_before[unit], percent));

    private static long Part(long amount, int percent) => (long)(((Int128)amount * percent + 50) / 100);

    /// <summary>No item has cost less than nothing: what discounts and their taxes would take off it beyond that, they take off the others.</summary>
    private static void Level(long[] back, long[] kept)
    {
        long backBelow = Cover(back);
        long keptBelow = Cover(kept);
        Spread(-backBelow, [.. kept], kept);
        Spread(-keptBelow, [.. back], back);
    }

    /// <summary>Lets the amounts above zero make up for those below.</summary>
    /// <returns>What they could not make up for.</returns>
    private static long Cover(long[] amounts)
    {
        long below = -amounts.Sum(amount => Math.Min(0, amount));
        for (int i = 0; i < amounts.Length; i++)
        {
            amounts[i] = Math.Max(0, amounts[i]);
        }

        long covered = Math.Min(below, amounts.Sum());
        Spread(-covered, [.. amounts], amounts);
        return below - covered;
    }

    /// <summary>Adds an amount to several, in proportion to their weights, and evenly where nothing has weight; nothing is lost to rounding.</summary>
    private static void Spread(long amount, long[] weights, long[] into)
    {
        long total = weights.Sum(weight => Math.Max(0, weight));
        Int128 before = 0;
        long given = 0;
        for (int i = 0; i < into.Length; i++)
        {
            before += total > 0 ? Math.Max(0, weights[i]) : 1;
            long until = (long)(amount * before / (total > 0 ? total : into.Length));
            into[i] += until - given;
            given = until;
        }
    }
}
