namespace Booking.Domain.Tests.Reporting;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Reporting;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ProjectionTests
{
    private static readonly DateOnly Day = new(2027, 3, 1);

    private static readonly Guid Offering = Guid.CreateVersion7();

    [Fact]
    public void Funnel_WhenAHoldHasTwoKinds_CountsWithEachAndOnceInAll() =>
        Lines("hold.placed", new FactContent { Kinds = ["car", "ticket"] }).ShouldBe(["daily_funnel 2027-03-01 car: 1,0,0,0,0,0,0", "daily_funnel 2027-03-01 ticket: 1,0,0,0,0,0,0", "daily_funnel 2027-03-01 all: 1,0,0,0,0,0,0"], ignoreOrder: true);

    [Fact]
    public void Funnel_WhenAHoldIsForAChange_CountsNothing() => Lines("hold.placed", new FactContent { Kinds = ["car"], IsOfChange = true }).ShouldBeEmpty();

    [Theory]
    [InlineData(true, "0,0,0,1,1,0,0")]
    [InlineData(false, "0,0,0,0,1,0,0")]
    public void Funnel_WhenABookingIsConfirmed_IsMadeThenOnlyWhereThereWasNothingToPay(bool isFree, string counts) =>
        Sums(Fact("booking.confirmed", new FactContent { Kinds = ["ticket"], IsFree = isFree })).ShouldContain($"daily_funnel 2027-03-01 all: {counts}");

    [Fact]
    public void Sales_WhenTwoItemsAreOfOneOffering_AreOneBookingAndAllOfTheMoney() =>
        Sums(Fact("booking.confirmed", new FactContent { Sales = [Sale(2, 7_800), Sale(1, 3_900)] }))
            .Where(line => line.StartsWith("daily_sales", StringComparison.Ordinal)).ShouldBe(["daily_sales 2027-03-01 ticket EUR: 1,3,11700,0,0,0,0,0"]);

    [Fact]
    public void Sales_WhenAPartIsCancelled_StaySoldAndTellWhatGoesBack() =>
        Sums(Fact("booking.confirmed", new FactContent { Sales = [Sale(3, 11_700)] }), Fact("booking.changed", new FactContent { Sales = [Sale(0, 0) with { CancelledUnits = 1, Refund = 3_900 }] }))
            .Where(line => line.StartsWith("daily_sales", StringComparison.Ordinal)).ShouldBe(["daily_sales 2027-03-01 ticket EUR: 1,3,11700,0,0,0,1,3900"]);

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T20:00:00Z", "2027-03-29T06:00:00Z", "2027-03-27 180,2027-03-28 1380,2027-03-29 480")]
    [InlineData("Europe/Berlin", "2027-10-30T20:00:00Z", "2027-11-01T06:00:00Z", "2027-10-30 120,2027-10-31 1500,2027-11-01 420")]
    [InlineData("America/New_York", "2027-03-14T04:00:00Z", "2027-03-15T05:00:00Z", "2027-03-13 60,2027-03-14 1380,2027-03-15 60")]
    [InlineData("America/New_York", "2027-11-07T03:00:00Z", "2027-11-08T06:00:00Z", "2027-11-06 60,2027-11-07 1500,2027-11-08 60")]
    [InlineData("Australia/Lord_Howe", "2027-04-03T12:00:00Z", "2027-04-04T14:30:00Z", "2027-04-03 60,2027-04-04 1470,2027-04-05 60")]
    [InlineData("Australia/Lord_Howe", "2027-10-02T12:30:00Z", "2027-10-03T14:00:00Z", "2027-10-02 60,2027-10-03 1410,2027-10-04 60")]
    [InlineData("Asia/Kathmandu", "2027-06-01T18:00:00Z", "2027-06-01T18:30:00Z", "2027-06-01 15,2027-06-02 15")]
    [InlineData(null, "2027-06-01T10:00:00Z", "2027-06-01T12:00:00Z", "2027-06-01 120")]
    public void Use_WhenItGoesOverMidnight_IsSharedOutByTheClocksOfThePlace(string? zone, string from, string to, string minutes)
    {
        SaleEntry sale = Sale(1, 0) with { Kind = "car", From = Samples.Utc(from), To = Samples.Utc(to), TimeZone = zone };
        ReportRow[] rows = [.. Projection.Of(Fact("booking.confirmed", new FactContent { Sales = [sale] })).Where(row => row.Report == Report.Use)];
        string.Join(',', rows.Select(row => FormattableString.Invariant($"{row.Day:yyyy-MM-dd} {row.Amounts[1]}"))).ShouldBe(minutes);
        rows.Sum(row => row.Amounts[0]).ShouldBe(1);
        rows[0].Amounts[0].ShouldBe(1);
    }

    [Fact]
    public void Use_WhenAnAppointmentIsCancelled_IsTheProvidersAndGoneAgain()
    {
        Guid provider = Guid.CreateVersion7();
        SaleEntry sold = Sale(1, 4_900) with { Kind = "service", From = Samples.Now, To = Samples.Now.AddMinutes(45), TimeZone = "UTC", UnitId = provider };
        SaleEntry cancelled = sold with { Units = 0, CancelledUnits = 1, Gross = 0 };
        ReportRow row = Projection.Sum([
            .. Projection.Of(Fact("booking.confirmed", new FactContent { Sales = [sold] })),
            .. Projection.Of(Fact("booking.cancelled", new FactContent { Sales = [cancelled] })),
        ]).Single(row => row.Report == Report.Use);
        (row.Id, row.Amounts[0], row.Amounts[1]).ShouldBe((provider, 0, 0));
    }

    [Fact]
    public void Use_WhenATripGoesOverMidnight_CountsItsLegsOnceForEverySeat()
    {
        SaleEntry sale = Sale(2, 5_000) with { Kind = "tripSeat", From = Samples.Utc("2027-03-27T22:00:00Z"), To = Samples.Utc("2027-03-28T03:00:00Z"), TimeZone = "Europe/Berlin", Legs = 3 };
        ReportedFact sold = Fact("booking.confirmed", new FactContent { Sales = [sale] });
        Sums(sold).Where(line => line.StartsWith("daily_use", StringComparison.Ordinal)).ShouldBe(["daily_use 2027-03-27 tripSeat: 2,120,6", "daily_use 2027-03-28 tripSeat: 0,480,0"]);
        ReportedFact part = Fact("booking.changed", new FactContent { Sales = [sale with { Units = 0, CancelledUnits = 1, Gross = 0 }] });
        Sums(sold, part).ShouldContain("daily_use 2027-03-27 tripSeat: 1,60,3");
    }

    [Fact]
    public void Waitlist_WhenAnEntryLapsesThatWasNeverOfferedAnything_CountsNoLapsedOffer()
    {
        Lines("waitlist.expired", new FactContent { Kinds = ["ticket"] }).ShouldBeEmpty();
        Lines("waitlist.expired", new FactContent { Kinds = ["ticket"], WasOffered = true }).ShouldBe(["daily_waitlist 2027-03-01 ticket: 0,0,0,0,1,0"]);
    }

    [Fact]
    public void Drivers_WhenARideIsFinished_CountItsMinutes() =>
        Lines("assignment.finished", new FactContent { DriverId = Offering, Minutes = 90 }).ShouldBe(["daily_drivers 2027-03-01: 0,0,0,0,1,90"]);

    [Fact]
    public void Payments_WhenMoneyComesAndGoes_TellBothByCurrency() => Sums(
        Fact("payment.succeeded", new FactContent { Amount = Samples.Eur(5_000) }),
        Fact("payment.refunded", new FactContent { Amount = Samples.Eur(2_000) }),
        Fact("payment.succeeded", new FactContent { Amount = new Money(700, "USD") }))
        .ShouldBe(["daily_payments 2027-03-01 EUR: 1,5000,1,2000", "daily_payments 2027-03-01 USD: 1,700,0,0"]);

    [Fact]
    public void Sum_WhenFactsComeInAnyOrder_IsTheSame()
    {
        Random random = new(4);
        ReportedFact[] facts = [.. Enumerable.Range(0, 300).Select(_ => Fact(
            random.Next(2) == 0 ? "booking.confirmed" : "hold.placed",
            new FactContent { Kinds = ["ticket"], Sales = [Sale(random.Next(1, 5), random.Next(9_999)) with { Title = $"Title {random.Next(3)}", From = Samples.Now.AddHours(random.Next(90)), To = Samples.Now.AddHours(100) }] }))];
        string[] sums = Sums(facts);
        for (int i = 0; i < 5; i++)
        {
            random.Shuffle(facts);
            Sums(facts).ShouldBe(sums);
        }

        Sums(facts[1..]).ShouldNotBe(sums);
    }

    private static ReportedFact Fact(string type, FactContent content) => new(type, Day, content);

    private static SaleEntry Sale(int units, long gross) => new("ticket", Offering, "Jazz", "EUR", units, gross, 0, 0, 0, 0, 0, null, null, null, null);

    private static string[] Lines(string type, FactContent content) => [.. Projection.Of(Fact(type, content)).Select(Line)];

    private static string[] Sums(params ReportedFact[] facts) => [.. Projection.Sum(facts.SelectMany(Projection.Of)).Select(Line)];

    private static string Line(ReportRow row) =>
        FormattableString.Invariant($"{string.Join(' ', ((string[])[row.Report.Name, $"{row.Day:yyyy-MM-dd}", row.Kind, row.Currency]).Where(part => part.Length > 0))}: {string.Join(',', row.Amounts)}");
}
