namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

/// <summary>Giving up piece by piece pays back what giving up at once does; nothing is lost, nothing invented.</summary>
public sealed class ItemSharesTests
{
    private static readonly Gen<int> TaxRates = Gen.Elements(0, 700, 1_900);

    private static readonly Gen<SaleItem> SaleItems =
        from isSeated in Gen.Elements(true, false)
        from units in Gen.Choose(1, 7)
        from prices in Gen.Choose(0, 9_999).ArrayOf(units)
        from discount in Gen.Elements(0, 10, 33, 100)
        from surcharge in Gen.Elements(0, 1, 250)
        from tiers in Gen.Elements("48:100 24:50", "72:33", "24:99 12:1", "")
        from hours in Gen.Choose(0, 80)
        from rates in TaxRates.ArrayOf(3)
        select new SaleItem(isSeated, prices, discount, surcharge, tiers, hours, rates);

    private static readonly Gen<Sale> Sales =
        from items in SaleItems.NonEmptyListOf()
        from fee in Gen.Elements(0, 1, 199)
        from refundableFee in Gen.Elements(0, 1, 333)
        from voucher in Gen.Elements(0, 1, 500)
        from isNet in Gen.Elements(true, false)
        from order in Gen.Choose(int.MinValue, int.MaxValue)
        from rounding in Gen.Elements(TaxRounding.BySum, TaxRounding.ByLine)
        from rates in TaxRates.ArrayOf(3)
        select new Sale([.. items.Take(4)], fee, refundableFee, voucher, isNet, order, rounding, rates);

    [Fact]
    public void Cancel_PieceByPieceOrAtOnce_PaysBackTheSameAndNeverMoreThanWasPaid()
    {
        int partly = 0;
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(Sales), sale =>
        {
            if (sale.Book() is not { } whole || sale.Book() is not { } pieces)
            {
                return true.ToProperty();
            }

            foreach (bool isByTenant in (bool[])[false, true])
            {
                (long atOnce, long penalty) = GiveUp(whole, null, isByTenant);
                (long byPieces, long penalties) = GiveUp(pieces, new Random(sale.Order), isByTenant);
                partly += atOnce > 0 && penalty > 0 ? 1 : 0;
                bool isExact = atOnce == byPieces && penalty == penalties && atOnce + penalty == whole.Price.Total.Amount && atOnce <= whole.Price.Total.Amount && atOnce >= 0;
                if (!IsInTheBooks(whole, atOnce) || !IsInTheBooks(pieces, byPieces))
                {
                    return false.Label($"by tenant {isByTenant}: the books tell something else");
                }

                if (!isExact)
                {
                    return false.Label($"by tenant {isByTenant}: {atOnce} + {penalty} at once, {byPieces} + {penalties} by pieces, {whole.Price.Total} paid");
                }

                (whole, pieces) = (sale.Book()!, sale.Book()!);
            }

            return true.ToProperty();
        }));
        partly.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Change_OfAnyItem_PutsTheDifferenceIntoTheBooks()
    {
        int changed = 0;
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(Sales), Arb.From(SaleItems), (sale, other) =>
        {
            if (sale.Book() is not { } booking)
            {
                return true.ToProperty();
            }

            if (sale.Order % 2 == 0 && booking.Items[0].Quantity > 1)
            {
                IReadOnlyList<CancelledPart> parts = booking.Select([booking.Items[0].Seats.Count > 0 ? new ItemPart(0, [booking.Items[0].Seats[0]], null) : new ItemPart(0, [], 1)], isByTenant: true, Samples.Now).Value.ShouldNotBeNull();
                booking.Cancel(parts, null, Samples.Eur(0), false, null, frees: true).IsSuccess.ShouldBeTrue();
            }

            Grant grant = new(other.Item, [], [.. other.Lines(0)], TimeSpan.FromMinutes(15));
            Result<BookingChange> change = BookingChange.Quote(Guid.CreateVersion7(), booking, [(0, grant)], ChangeTerms.Usual, null, TimeSpan.FromMinutes(15), Samples.Now);
            Money tax = booking.Price.Tax;
            int units = booking.Items[0].Quantity;
            if (change.IsFailure || booking.Change(change.Value).IsFailure)
            {
                return true.ToProperty();
            }

            changed++;
            IReadOnlyList<SaleEntry> sales = booking.Events.OfType<BookingChanged>().Last().Sales;
            return (sales.Sum(entry => entry.Gross) == change.Value.Difference.Amount
                && sales.Sum(entry => entry.Taxes) == booking.Price.Tax.Amount - tax.Amount
                && sales.Where(entry => entry.OfferingId == grant.Item.OfferingId || entry.Units < 0).Sum(entry => entry.Units) == grant.Item.Quantity - units).ToProperty();
        }));
        changed.ShouldBeGreaterThan(300);
    }

    [Theory]
    [InlineData(50, 3, 500)]
    [InlineData(33, 3, 330)]
    [InlineData(100, 3, 1_000)]
    [InlineData(0, 3, 0)]
    public void Refund_OfAllUnits_IsThePercentageOfTheItem(int percent, int units, long refund)
    {
        ItemShares shares = ItemShares.Of(0, new SoldItem(units, [], 0, 0, 0), PriceOf(new PriceLine("thing", "Thing", Samples.Eur(1_000), 0, units, 0)));
        shares.Refund(Enumerable.Range(0, units), percent).ShouldBe(refund);
    }

    [Fact]
    public void Paid_WhenSeatsDiffer_IsEachSeatsOwnWithItsPartOfTheDiscount()
    {
        ItemShares shares = ItemShares.Of(0, new SoldItem(2, ["A", "B"], 0, -550, 200), PriceOf(
            new PriceLine("ticket", "A", Samples.Eur(10_000), 0, 1, 0) { Seat = "A" },
            new PriceLine("ticket", "B", Samples.Eur(1_000), 0, 1, 0) { Seat = "B" }));
        shares.Paid([0]).ShouldBe(10_000 - 500 + 181);
        shares.Paid([1]).ShouldBe(1_000 - 50 + 19);
        shares.Refund([0, 1], 100).ShouldBe(10_450);
    }

    [Fact]
    public void Quote_WhenLessIsLeftThanThePartsCost_OffersWhatIsLeft()
    {
        Sale sale = new([new SaleItem(true, [1_000, 1_000], 0, 0, "", 1, [0, 0, 0]), new SaleItem(false, [500], 0, 0, "", 1, [0, 0, 0])], 0, 0, 0, false, 0, TaxRounding.BySum, [0, 0, 0]);
        Booking booking = sale.Book().ShouldNotBeNull();
        IReadOnlyList<CancelledPart> parts = booking.Select([], isByTenant: true, Samples.Now).Value.ShouldNotBeNull();

        Cancellation quote = Cancellation.Quote(Guid.CreateVersion7(), booking, parts, true, null, null, Samples.Eur(2_100), TimeSpan.FromMinutes(15), Samples.Now);

        quote.Lines.Select(line => line.Refund.Amount).ShouldBe([2_000, 100]);
        (quote.Refund.Amount, quote.Penalty.Amount).ShouldBe((2_100, 400));
    }

    private static Price PriceOf(params PriceLine[] lines) => Price.Of(lines, TaxRules.Default).Value!;

    private static bool IsInTheBooks(Booking booking, long refund)
    {
        IReadOnlyList<SaleEntry> sold = booking.Events.OfType<BookingConfirmed>().Single().Sales;
        SaleEntry[] given = [.. booking.Events.OfType<BookingChanged>().SelectMany(happened => happened.Sales), .. booking.Events.OfType<BookingCancelled>().SelectMany(happened => happened.Sales)];
        return sold.Sum(entry => entry.Gross) == booking.Price.Total.Amount
            && sold.Sum(entry => entry.Taxes) == booking.Price.Tax.Amount
            && sold.Sum(entry => entry.Fees) == booking.Price.Lines.Where(line => line.Code == PriceLine.Fee).Sum(line => line.Amount.Amount)
            && sold.Sum(entry => entry.Discounts) == -booking.Price.Lines.Where(line => line.Amount.Amount < 0).Sum(line => line.Amount.Amount)
            && given.Sum(entry => entry.Refund) == refund
            && given.Sum(entry => entry.CancelledUnits) == sold.Sum(entry => entry.Units);
    }

    private static (long Refund, long Penalty) GiveUp(Booking booking, Random? order, bool isByTenant)
    {
        long refund = 0;
        long penalty = 0;
        while (booking.Status == BookingStatus.Confirmed)
        {
            int item = order is null ? 0 : Pick([.. Enumerable.Range(0, booking.Items.Count).Where(i => booking.Items[i].Quantity > 0)], order);
            ItemPart[] asked = order is null ? [] : booking.Items[item].Seats.Count > 0
                ? [new ItemPart(item, [Pick(booking.Items[item].Seats, order)], null)]
                : [new ItemPart(item, [], order.Next(1, booking.Items[item].Quantity + 1))];
            IReadOnlyList<CancelledPart> parts = booking.Select(asked, isByTenant, Samples.Now).Value.ShouldNotBeNull();
            Cancellation quote = Cancellation.Quote(Guid.CreateVersion7(), booking, parts, isByTenant, null, null, booking.Price.Total - Samples.Eur(refund), TimeSpan.FromMinutes(15), Samples.Now);
            booking.Cancel(parts, quote.Id, quote.Refund, isByTenant, null, frees: true).IsSuccess.ShouldBeTrue();
            refund += quote.Refund.Amount;
            penalty += quote.Penalty.Amount;
        }

        return (refund, penalty);
    }

    private static T Pick<T>(IReadOnlyList<T> from, Random order) => from[order.Next(from.Count)];

    private sealed record SaleItem(bool IsSeated, int[] Prices, int Discount, int Surcharge, string Tiers, int Hours, int[] Rates)
    {
        public HoldItem Item => new(ItemKinds.Ticket, Guid.CreateVersion7(), "Thing", Prices.Length, Samples.Now.AddHours(Hours + 1), Samples.Now.AddHours(Hours + 3), "UTC", Seats, Samples.NoDetails)
        {
            Policy = new CancellationPolicy([.. Tiers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(tier => tier.Split(':')).Select(tier => new CancellationTier(
                int.Parse(tier[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(tier[1], System.Globalization.CultureInfo.InvariantCulture)))]),
        };

        private string[] Seats => IsSeated ? [.. Enumerable.Range(1, Prices.Length).Select(n => $"A-{n}")] : [];

        public IEnumerable<PriceLine> Lines(int item)
        {
            IEnumerable<PriceLine> prices = IsSeated
                ? Prices.Select((price, n) => new PriceLine("ticket", "Seat", Samples.Eur(price), item, 1, Rates[0]) { Seat = Seats[n] })
                : [new PriceLine("ticket", "Places", Samples.Eur(Prices.Sum()), item, Prices.Length, Rates[0])];
            return prices
                .Append(new PriceLine("extra", "Extra", Samples.Eur(Surcharge), item, 1, Rates[1]))
                .Append(new PriceLine(PriceLine.Rule, "Early", Samples.Eur(-(Prices.Sum() + Surcharge) * Discount / 100), item, 1, Rates[2]));
        }
    }

    private sealed record Sale(SaleItem[] Items, int Fee, int RefundableFee, int Voucher, bool IsNet, int Order, TaxRounding Rounding, int[] Rates)
    {
        /// <summary>Null where the discounts are larger than the price.</summary>
        public Booking? Book()
        {
            List<PriceLine> lines = [.. Items.SelectMany((item, i) => item.Lines(i)),
                new PriceLine(PriceLine.Fee, "Booking fee", Samples.Eur(Fee), null, 1, Rates[0]) { IsRefundable = false },
                new PriceLine(PriceLine.Fee, "Service", Samples.Eur(RefundableFee), null, 1, Rates[1]),
                new PriceLine(PriceLine.Voucher, "Voucher", Samples.Eur(-Voucher), null, 1, Rates[2])];
            Result<Price> price = Price.Of(lines, new TaxRules(IsNet ? TaxMode.Exclusive : TaxMode.Inclusive, Rounding));
            if (price.IsFailure)
            {
                return null;
            }

            Grant[] grants = [.. Items.Select((item, i) => new Grant(item.Item, [new QuotaClaim(i, Guid.CreateVersion7(), 1)], [.. item.Lines(i)], TimeSpan.FromMinutes(15)))];
            Hold hold = Hold.Place(Guid.CreateVersion7(), Guid.CreateVersion7(), null, null, grants, price.Value, Samples.Now).Value.ShouldNotBeNull();
            Booking booking = Booking.Make(Guid.CreateVersion7(), "BK-TEST22", hold, new Customer("A", "a@example.com", null), [], Samples.NoDetails, TimeSpan.FromMinutes(15), Samples.Now);
            if (booking.Status == BookingStatus.AwaitingPayment)
            {
                booking.Confirm(Guid.CreateVersion7(), Samples.Now);
            }

            return booking;
        }
    }
}
