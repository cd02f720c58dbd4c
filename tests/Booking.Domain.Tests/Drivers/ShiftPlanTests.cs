namespace Booking.Domain.Tests.Drivers;

using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ShiftPlanTests
{
    private const string Berlin = "Europe/Berlin";
    private const int Midnight = 24 * 60;

    // 5 March 2027 is a Friday.
    private static readonly ShiftPlan Day = new(Berlin, [new WeeklyShift(DayOfWeek.Friday, 8 * 60, 16 * 60)], []);

    private static readonly ShiftPlan Night = new(Berlin, [new WeeklyShift(DayOfWeek.Friday, 22 * 60, Midnight + 6 * 60)], []);

    [Theory]
    [InlineData("2027-03-05T08:00:00+01:00", "2027-03-05T16:00:00+01:00", true)]
    [InlineData("2027-03-05T07:59:00+01:00", "2027-03-05T16:00:00+01:00", false)]
    [InlineData("2027-03-05T08:00:00+01:00", "2027-03-05T16:01:00+01:00", false)]
    [InlineData("2027-03-06T08:00:00+01:00", "2027-03-06T16:00:00+01:00", false)]
    [InlineData("2027-07-02T08:00:00+02:00", "2027-07-02T16:00:00+02:00", true)]
    public void Around_WhenAskedForATime_IsTheShiftThatHoldsAllOfIt(string from, string to, bool isWorked) => (Day.Around(Range(from, to)) is not null).ShouldBe(isWorked);

    [Fact]
    public void Around_WhenAShiftGoesOverMidnight_CoversTheNight() =>
        Night.Around(Range("2027-03-05T23:00:00+01:00", "2027-03-06T05:00:00+01:00")).ShouldBe(Range("2027-03-05T22:00:00+01:00", "2027-03-06T06:00:00+01:00"));

    [Fact]
    public void Around_WhenShiftsTouch_IsOneStretch()
    {
        ShiftPlan always = new(Berlin, [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklyShift(day, 0, Midnight))], []);
        always.Around(Range("2027-03-26T20:00:00+01:00", "2027-03-29T08:00:00+02:00")).ShouldNotBeNull();
    }

    /// <summary>A night from ten to six is one hour shorter when the clocks go forward, and one longer when they go back.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T22:00:00+01:00", "2027-03-28T06:00:00+02:00", 7)]
    [InlineData("Europe/Berlin", "2027-10-30T22:00:00+02:00", "2027-10-31T06:00:00+01:00", 9)]
    [InlineData("America/New_York", "2027-03-13T22:00:00-05:00", "2027-03-14T06:00:00-04:00", 7)]
    [InlineData("America/New_York", "2027-11-06T22:00:00-04:00", "2027-11-07T06:00:00-05:00", 9)]
    [InlineData("Australia/Lord_Howe", "2027-10-02T22:00:00+10:30", "2027-10-03T06:00:00+11:00", 7.5)]
    [InlineData("Australia/Lord_Howe", "2027-04-03T22:00:00+11:00", "2027-04-04T06:00:00+10:30", 8.5)]
    [InlineData("Asia/Kathmandu", "2027-03-27T22:00:00+05:45", "2027-03-28T06:00:00+05:45", 8)]
    public void Around_WhenTheClocksChangeAtNight_LastsAsLongAsTheWallSays(string zone, string from, string to, double hours)
    {
        ShiftPlan nights = new(zone, [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklyShift(day, 22 * 60, Midnight + 6 * 60))], []);
        TimeRange night = Range(from, to);
        night.Duration.ShouldBe(TimeSpan.FromHours(hours));
        nights.Around(night).ShouldBe(night);
        nights.Around(night with { To = night.To.AddMinutes(1) }).ShouldBeNull();
    }

    [Fact]
    public void Around_WhenTheDayIsAnException_TakesItsHoursInsteadOfTheWeeks()
    {
        ShiftPlan plan = Day with { Exceptions = [new ShiftException(new DateOnly(2027, 3, 5), [new ShiftHours(12 * 60, 20 * 60)]), new ShiftException(new DateOnly(2027, 3, 12), [])] };
        plan.Check().IsSuccess.ShouldBeTrue();
        plan.Around(Range("2027-03-05T09:00:00+01:00", "2027-03-05T10:00:00+01:00")).ShouldBeNull();
        plan.Around(Range("2027-03-05T18:00:00+01:00", "2027-03-05T20:00:00+01:00")).ShouldNotBeNull();
        plan.Around(Range("2027-03-12T09:00:00+01:00", "2027-03-12T10:00:00+01:00")).ShouldBeNull();
        plan.Around(Range("2027-03-19T09:00:00+01:00", "2027-03-19T10:00:00+01:00")).ShouldNotBeNull();
    }

    public static TheoryData<ShiftPlan, string> Broken => new()
    {
        { Day with { TimeZone = "Nowhere/Here" }, "/timeZone" },
        { Day with { Weekly = [new WeeklyShift(DayOfWeek.Monday, 60, 60)] }, "/weekly/0" },
        { Day with { Weekly = [new WeeklyShift(DayOfWeek.Monday, Midnight, Midnight + 60)] }, "/weekly/0" },
        { Day with { Weekly = [new WeeklyShift(DayOfWeek.Monday, 60, Midnight + 61)] }, "/weekly/0" },
        { Day with { Weekly = [.. Day.Weekly, new WeeklyShift(DayOfWeek.Friday, 15 * 60, 17 * 60)] }, "/weekly/1" },
        { Night with { Weekly = [.. Night.Weekly, new WeeklyShift(DayOfWeek.Saturday, 5 * 60, 9 * 60)] }, "/weekly/1" },
        { Day with { Weekly = [new WeeklyShift(DayOfWeek.Saturday, 20 * 60, Midnight + 60), new WeeklyShift(DayOfWeek.Sunday, 0, 60)] }, "/weekly/1" },
        { Day with { Exceptions = [new ShiftException(new DateOnly(2027, 3, 5), []), new ShiftException(new DateOnly(2027, 3, 5), [])] }, "/exceptions/1/date" },
        { Day with { Exceptions = [new ShiftException(new DateOnly(2027, 3, 5), [new ShiftHours(60, 60)])] }, "/exceptions/0/hours" },
        { Day with { Exceptions = [new ShiftException(new DateOnly(2027, 3, 5), [new ShiftHours(60, 180), new ShiftHours(120, 240)])] }, "/exceptions/0" },
        { Day with { Exceptions = [new ShiftException(new DateOnly(2027, 3, 4), [new ShiftHours(20 * 60, Midnight + 9 * 60)])] }, "/exceptions/0" },
        { Night with { Exceptions = [new ShiftException(new DateOnly(2027, 3, 6), [new ShiftHours(5 * 60, 9 * 60)])] }, "/exceptions/0" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Check_WhenSomebodyWouldWorkTwiceAtATime_PointsAtIt(ShiftPlan plan, string pointer) => plan.Check().Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);

    [Fact]
    public void Check_WhenShiftsTouch_IsAllowed() =>
        (Night with { Weekly = [.. Night.Weekly, new WeeklyShift(DayOfWeek.Saturday, 6 * 60, 9 * 60)] }).Check().IsSuccess.ShouldBeTrue();

    private static TimeRange Range(string from, string to) => new(Samples.Utc(from), Samples.Utc(to));
}
