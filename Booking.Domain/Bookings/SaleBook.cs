namespace Booking.Domain.Bookings;

using System.Globalization;
using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;
using global::Booking.Domain.Trips;

/// <summary>Writes down what is sold, changed and cancelled, item by item. The amounts of the order as a whole are shared out without losing a unit.</summary>
internal static class SaleBook
{
    private static readonly string[] FeeCodes = [PriceLine.Fee, "change_fee"];

    public static IReadOnlyList<SaleEntry> Sold(IReadOnlyList<HoldItem> items, IReadOnlyList<SoldItem> sold, Price price)
    {
        Parts[] parts = PartsOf(price, items.Count);
        return [.. items.Select((item, i) => Entry(item, price, item.Quantity, PaidFor(i, sold, price), parts[i]))];
    }

    /// <summary>What a change takes out of the books and puts into them.</summary>
    /// <param name="before">The items that are exchanged, and what was paid for what was left of each.</param>
    public static IReadOnlyList<SaleEntry> Changed(
        IReadOnlyDictionary<int, (HoldItem Item, long Paid)> before, Price oldPrice, IReadOnlyList<HoldItem> items, IReadOnlyList<SoldItem> sold, Price price)
    {
        Parts[] old = PartsOf(oldPrice, items.Count);
        Parts[] now = PartsOf(price, items.Count);
        Dictionary<int, long> paid = before.Keys.ToDictionary(item => item, item => PaidFor(item, sold, price));

        // What rounding leaves over goes with the first item, so that the books and the money tell the same.
        paid[before.Keys.Min()] += price.Total.Amount - oldPrice.Total.Amount - before.Keys.Sum(item => paid[item] - before[item].Paid);
        List<SaleEntry> entries = [];
        for (int i = 0; i < items.Count; i++)
        {
            if (!before.TryGetValue(i, out (HoldItem Item, long Paid) was))
            {
                entries.Add(Entry(items[i], price, 0, 0, now[i] - old[i]));
            }
            else if (IsSame(was.Item, items[i]))
            {
                entries.Add(Entry(items[i], price, items[i].Quantity - was.Item.Quantity, paid[i] - was.Paid, now[i] - old[i]));
            }
            else
            {
                entries.Add(Entry(was.Item, price, -was.Item.Quantity, -was.Paid, new Parts(0, 0, 0) - old[i]));
                entries.Add(Entry(items[i], price, items[i].Quantity, paid[i], now[i]));
            }
        }

        return [.. entries.Where(entry => entry.Units != 0 || entry.Gross != 0 || entry.Fees != 0 || entry.Taxes != 0 || entry.Discounts != 0)];
    }

    /// <param name="refunds">What goes back for each part.</param>
    public static IReadOnlyList<SaleEntry> Cancelled(IReadOnlyList<HoldItem> parts, IReadOnlyList<long> refunds, string currency) =>
        [.. parts.Zip(refunds, (part, refund) => Entry(part, currency) with { CancelledUnits = part.Quantity, Refund = refund })];

    /// <summary>The same things at another time.</summary>
    public static IReadOnlyList<SaleEntry> Moved(IEnumerable<(HoldItem From, HoldItem To)> items, string currency) => [.. items
        .Where(item => item.From.Quantity > 0)
        .SelectMany(item => (SaleEntry[])[Entry(item.From, currency) with { Units = -item.From.Quantity }, Entry(item.To, currency) with { Units = item.To.Quantity }])];

    private static SaleEntry Entry(HoldItem item, Price price, int units, long gross, Parts parts) =>
        Entry(item, price.Total.Currency) with { Units = units, Gross = gross, Fees = parts.Fees, Taxes = parts.Taxes, Discounts = parts.Discounts };

    private static SaleEntry Entry(HoldItem item, string currency) => new(
        item.Kind, item.OfferingId, item.Title, currency, 0, 0, 0, 0, 0, 0, 0, item.From, item.To, item.TimeZone,
        item.Kind == ItemKinds.Service ? IdOf(item, "sessionId") ?? IdOf(item, "providerId") : null,
        item.Details.TryGetValue(TripDetails.Legs, out string? legs) && int.TryParse(legs, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0);

    private static Guid? IdOf(HoldItem item, string detail) => item.Details.TryGetValue(detail, out string? text) && Guid.TryParse(text, out Guid id) ? id : null;

    private static bool IsSame(HoldItem one, HoldItem other) =>
        (one.OfferingId, one.From, one.To) == (other.OfferingId, other.From, other.To) && one.Details.GetValueOrDefault("providerId") == other.Details.GetValueOrDefault("providerId");

    private static long PaidFor(int item, IReadOnlyList<SoldItem> sold, Price price)
    {
        ItemShares shares = ItemShares.Of(item, sold[item], price);
        return shares.Paid(Enumerable.Range(0, shares.Units));
    }

    private static Parts[] PartsOf(Price price, int items)
    {
        long[] own = [.. Enumerable.Range(0, items).Select(item => Math.Max(0, price.Lines.Where(line => line.Item == item).Sum(line => line.Amount.Amount)))];
        long[] fees = new long[items];
        long[] discounts = new long[items];
        foreach (PriceLine line in price.Lines)
        {
            if (line.Amount.Amount < 0)
            {
                Add(discounts, line.Item, -line.Amount.Amount, own);
            }
            else if (FeeCodes.Contains(line.Code))
            {
                Add(fees, line.Item, line.Amount.Amount, own);
            }
        }

        long[] taxes = new long[items];
        foreach (TaxLine tax in price.Taxes)
        {
            Add(taxes, null, tax.Tax.Amount, [.. Enumerable.Range(0, items).Select(item => Math.Max(0, price.Lines.Where(line => line.Item == item && line.TaxRate == tax.Rate).Sum(line => line.Amount.Amount)))]);
        }

        return [.. Enumerable.Range(0, items).Select(item => new Parts(fees[item], taxes[item], discounts[item]))];
    }

    private static void Add(long[] amounts, int? item, long amount, long[] weights)
    {
        if (item is { } one)
        {
            amounts[one] += amount;
            return;
        }

        IReadOnlyList<long> shares = Shares.Spread(amount, weights.All(weight => weight == 0) ? [.. weights.Select(_ => 1L)] : weights);
        for (int i = 0; i < amounts.Length; i++)
        {
            amounts[i] += shares[i];
        }
    }

    private readonly record struct Parts(long Fees, long Taxes, long Discounts)
    {
        public static Parts operator -(Parts left, Parts right) => new(left.Fees - right.Fees, left.Taxes - right.Taxes, left.Discounts - right.Discounts);
    }
}
