namespace Booking.Domain.Tests.Venues;

using Booking.Domain.Common;
using Booking.Domain.Tests.Common;
using Booking.Domain.Venues;
using Shouldly;
using Xunit;

public sealed class OpeningTimesTests
{
    private static readonly OpeningHours[] Nights = [.. Enum.GetValues<DayOfWeek>().Select(day => new OpeningHours(day, 22 * 60, 28 * 60))];

    // From 22:00 to 04:00 of the next day is six hours on the wall, and as many or few as the night of the change has.
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T22:00+01:00", 5)]
    [InlineData("Europe/Berlin", "2027-10-30T22:00+02:00", 7)]
    [InlineData("America/New_York", "2027-03-13T22:00-05:00", 5)]
    [InlineData("America/New_York", "2027-11-06T22:00-04:00", 7)]
    [InlineData("Australia/Lord_Howe", "2027-10-02T22:00+10:30", 5.5)]
    [InlineData("Australia/Lord_Howe", "2027-04-03T22:00+11:00", 6.5)]
    [InlineData("Asia/Kathmandu", "2027-03-27T22:00+05:45", 6)]
    public void Of_WhenANightGoesOnAfterMidnight_IsAsLongAsTheWallSays(string zone, string opens, double hours)
    {
        DateTimeOffset from = Samples.Utc(opens);
        TimeRange night = new OpeningTimes(Nights, [], zone).Of(new TimeRange(from, from.AddHours(1))).ShouldHaveSingleItem();
        night.From.ShouldBe(from);
        night.Duration.TotalHours.ShouldBe(hours);
    }

    [Theory]
    [InlineData("2027-03-06T23:00+01:00", "2027-03-07T03:00+01:00", true)]
    [InlineData("2027-03-06T23:00+01:00", "2027-03-07T04:01+01:00", false)]
    [InlineData("2027-03-07T00:00+01:00", "2027-03-07T02:00+01:00", true)]
    [InlineData("2027-03-07T04:00+01:00", "2027-03-07T05:00+01:00", false)]
    public void Contains_WhenTheNightBeganOnTheDayBefore_StillCounts(string from, string to, bool open) =>
        new OpeningTimes(Nights, [], "Europe/Berlin").Contains(new TimeRange(Samples.Utc(from), Samples.Utc(to))).ShouldBe(open);

    [Fact]
    public void Of_WhenADateIsClosed_KeepsTheNightThatBeganBefore()
    {
        OpeningTimes times = new(Nights, [new DatedHours(new DateOnly(2027, 3, 7), [], "Holiday")], "UTC");
        times.Of(Range("2027-03-06T12:00Z", "2027-03-08T12:00Z")).ShouldBe([Range("2027-03-06T22:00Z", "2027-03-07T04:00Z")]);
    }

    [Fact]
    public void Of_WhenADateHasOtherHours_TakesThem()
    {
        OpeningTimes times = new([], [new DatedHours(new DateOnly(2027, 3, 7), [new HoursSpan(600, 720)], "")], "UTC");
        times.Of(Range("2027-03-06T12:00Z", "2027-03-08T12:00Z")).ShouldBe(
            [Range("2027-03-05T00:00Z", "2027-03-07T00:00Z"), Range("2027-03-07T10:00Z", "2027-03-07T12:00Z"), Range("2027-03-08T00:00Z", "2027-03-09T00:00Z")]);
    }

    [Theory]
    [InlineData(600, 600)]
    [InlineData(-1, 60)]
    [InlineData(1440, 1500)]
    [InlineData(600, 2041)]
    public void Check_WhenHoursAreOutOfBounds_PointsAtThem(int opens, int closes) =>
        new OpeningTimes([new OpeningHours(DayOfWeek.Monday, opens, closes)], [], "UTC").Check().ShouldNotBeNull().Fields.Keys.ShouldBe(["/hours/0"]);

    [Fact]
    public void Check_WhenHoursOverlap_PointsAtTheSecond() => new OpeningTimes([new OpeningHours(DayOfWeek.Monday, 60, 120), new OpeningHours(DayOfWeek.Monday, 119, 180)], [], "UTC")
        .Check().ShouldNotBeNull().Fields.Keys.ShouldBe(["/hours/1"]);

    [Fact]
    public void Check_WhenADateIsListedTwice_PointsAtTheSecond() => new OpeningTimes([], [new DatedHours(new DateOnly(2027, 3, 7), [], ""), new DatedHours(new DateOnly(2027, 3, 7), [], "")], "UTC")
        .Check().ShouldNotBeNull().Fields.Keys.ShouldBe(["/exceptions/1/date"]);

    private static TimeRange Range(string from, string to) => new(Samples.Utc(from), Samples.Utc(to));
}
