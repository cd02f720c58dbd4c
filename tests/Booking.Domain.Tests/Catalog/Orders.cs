namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using FsCheck;
using FsCheck.Fluent;

/// <summary>Items with their lines, as the offerings grant them.</summary>
internal sealed record Order(IReadOnlyList<HoldItem> Items, IReadOnlyList<PriceLine> Lines)
{
    private static readonly string[] Kinds = [ItemKinds.Product, ItemKinds.Ticket, ItemKinds.Car];

    /// <summary>1 to 6 items of several kinds, each of 1 to 3 lines with several tax rates.</summary>
    public static readonly Gen<Order> Random =
        from count in Gen.Choose(1, 6)
        from items in Item().ArrayOf(count)
        select new Order(
            [.. items.Select(item => item.Item)],
            [.. items.SelectMany((item, index) => item.Lines.Select(line => line with { Item = index }))]);

    public static HoldItem ItemOf(string kind = ItemKinds.Product, int quantity = 1, DateTimeOffset? from = null, DateTimeOffset? to = null, string? zone = null, params string[] seats) =>
        new(kind, Guid.CreateVersion7(), "Thing", quantity, from, to, zone, seats, Samples.NoDetails);

    public static PriceLine Line(int item, long amount, int taxRate = 1_900, int quantity = 1, string? seat = null) =>
        new("thing", "Thing", Samples.Eur(amount), item, quantity, taxRate) { Seat = seat };

    public static Order Of(params (HoldItem Item, long Amount)[] items) =>
        new([.. items.Select(item => item.Item)], [.. items.Select((item, index) => Line(index, item.Amount, quantity: item.Item.Quantity))]);

    public Order With(IReadOnlyList<PriceLine> more) => this with { Lines = [.. Lines, .. more] };

    public long Sum(int? item = null) => Lines.Where(line => item is null || line.Item == item).Sum(line => line.Amount.Amount);

    private static Gen<(HoldItem Item, PriceLine[] Lines)> Item() =>
        from kind in Gen.Elements(Kinds)
        from quantity in Gen.Choose(1, 9)
        from count in Gen.Choose(1, 3)
        from lines in AnyLine(quantity).ArrayOf(count)
        select (ItemOf(kind, quantity), lines);

    private static Gen<PriceLine> AnyLine(int quantity) =>
        from amount in Gen.Choose(0, 100_000)
        from rate in Gen.Elements(0, 700, 1_900)
        select Line(0, amount, rate, quantity);
}
