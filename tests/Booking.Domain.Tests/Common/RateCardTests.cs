namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using Shouldly;
using Xunit;

public sealed class RateCardTests
{
    private const string Berlin = "Europe/Berlin";

    private static readonly RateCard Usual = RateCard.Of(900, 4_500);

    private static readonly Rate Weekend = new(RateUnit.Day, 6_000, "weekend", [DayOfWeek.Saturday, DayOfWeek.Sunday], null, null);

    private static readonly Rate Summer = new(RateUnit.Day, 7_000, "summer", [], new DateOnly(2027, 7, 1), new DateOnly(2027, 8, 31));

    [Theory]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-03T10:00+01:00", 900)]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-03T10:01+01:00", 1_800)]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-03T14:00+01:00", 4_500)]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-03T20:00+01:00", 4_500)]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-04T09:00+01:00", 4_500)]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-04T11:00+01:00", 6_300)]
    public void Total_WhenDaysAndHoursAreUsed_NeverCostsMoreThanAnotherDay(string from, string to, long expected) =>
        Usual.Total(Range(from, to), Berlin, "EUR").ShouldBe(new Money(expected, "EUR"));

    /// <summary>Both days on which the clocks change are one day long, whatever they last.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T12:00+01:00", "2027-03-28T12:00+02:00")]
    [InlineData("Europe/Berlin", "2027-10-30T12:00+02:00", "2027-10-31T12:00+01:00")]
    [InlineData("America/New_York", "2027-03-13T12:00-05:00", "2027-03-14T12:00-04:00")]
    [InlineData("America/New_York", "2027-11-06T12:00-04:00", "2027-11-07T12:00-05:00")]
    [InlineData("Australia/Lord_Howe", "2027-04-03T12:00+11:00", "2027-04-04T12:00+10:30")]
    [InlineData("Australia/Lord_Howe", "2027-10-02T12:00+10:30", "2027-10-03T12:00+11:00")]
    [InlineData("Asia/Kathmandu", "2027-03-27T12:00+05:45", "2027-03-28T12:00+05:45")]
    public void Charge_WhenTheClocksChange_CountsOneDay(string zone, string from, string to) =>
        Usual.Charge(Range(from, to), zone).ShouldBe([new RateCharge(RateUnit.Day, "", 1, 4_500)]);

    [Fact]
    public void Charge_WhenAWeekendIsPartOfIt_NamesItsDaysOnALineOfTheirOwn() =>
        new RateCard([.. Usual.Rates, Weekend]).Charge(Range("2027-03-05T09:00+01:00", "2027-03-08T09:00+01:00"), Berlin).ShouldBe(
            [new RateCharge(RateUnit.Day, "", 1, 4_500), new RateCharge(RateUnit.Day, "weekend", 2, 12_000)]);

    [Fact]
    public void Charge_WhenAWeekendLiesInASeason_TakesTheSeason() =>
        new RateCard([.. Usual.Rates, Weekend, Summer]).Charge(Range("2027-08-29T09:00+02:00", "2027-09-02T09:00+02:00"), Berlin).ShouldBe(
            [new RateCharge(RateUnit.Day, "summer", 3, 21_000), new RateCharge(RateUnit.Day, "", 1, 4_500)]);

    [Fact]
    public void Charge_WhenANightRunsIntoTheWeekend_PricesEachHourByItsOwnDate() =>
        new RateCard([Rate.Always(RateUnit.Hour, 1_000), new Rate(RateUnit.Hour, 1_500, "weekend", [DayOfWeek.Saturday], null, null)])
            .Charge(Range("2027-03-05T22:00+01:00", "2027-03-06T01:00+01:00"), Berlin).ShouldBe(
            [new RateCharge(RateUnit.Hour, "", 2, 2_000), new RateCharge(RateUnit.Hour, "weekend", 1, 1_500)]);

    [Theory]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-03T11:00+01:00", 2_000)]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-03T15:00+01:00", 4_000)]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-03T17:00+01:00", 6_000)]
    [InlineData("2027-03-03T09:00+01:00", "2027-03-03T20:00+01:00", 7_000)]
    public void Total_WhenThereAreHalfDays_TakesTheCheapestOfHoursHalfDayAndDay(string from, string to, long expected) =>
        new RateCard([Rate.Always(RateUnit.Hour, 1_000), Rate.Always(RateUnit.HalfDay, 4_000), Rate.Always(RateUnit.Day, 7_000)])
            .Total(Range(from, to), Berlin, "EUR").Amount.ShouldBe(expected);

    [Fact]
    public void Check_WhenTwoSeasonsOverlap_IsRefused() =>
        new RateCard([.. Usual.Rates, Summer, Summer with { SeasonFrom = new DateOnly(2027, 8, 31), SeasonTo = new DateOnly(2027, 9, 30) }])
            .Check("/rates").Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/rates/3"]);

    [Fact]
    public void Check_WhenSeasonsTouch_IsAllowed() =>
        new RateCard([.. Usual.Rates, Summer, Summer with { SeasonFrom = new DateOnly(2027, 9, 1), SeasonTo = new DateOnly(2027, 9, 30) }])
            .Check("/rates").IsSuccess.ShouldBeTrue();

    public static TheoryData<RateCard, string> Broken => new()
    {
        { new RateCard([]), "/rates" },
        { new RateCard([Weekend]), "/rates" },
        { new RateCard([Rate.Always(RateUnit.HalfDay, 1)]), "/rates" },
        { new RateCard([Rate.Always(RateUnit.Hour, -1)]), "/rates/0/amount" },
        { new RateCard([.. Usual.Rates, Weekend, Weekend with { Days = [DayOfWeek.Sunday] }]), "/rates/3" },
        { new RateCard([.. Usual.Rates, Summer with { SeasonTo = new DateOnly(2027, 6, 30) }]), "/rates/2/seasonTo" },
        { new RateCard([.. Usual.Rates, Summer with { SeasonTo = null }]), "/rates/2/seasonTo" },
        { new RateCard([.. Enumerable.Repeat(Rate.Always(RateUnit.Hour, 1), RateCard.MaxRates + 1)]), "/rates" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Check_WhenADateHasNoRateOrTwo_PointsAtIt(RateCard card, string pointer) =>
        card.Check("/rates").Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);

    private static TimeRange Range(string from, string to) => new(
        DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.Parse(to, System.Globalization.CultureInfo.InvariantCulture));
}
