namespace Booking.Domain.Tests.Reporting;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Tests.Catalog;
using Booking.Domain.Tests.Common;
using Booking.Domain.Venues;
using Shouldly;
using Xunit;

/// <summary>What could be used of a day, by the clocks of its place: the capacity of whatever is sold by time.</summary>
public sealed class OpenTimeTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27", 1440, 1380, 1440)]
    [InlineData("Europe/Berlin", "2027-10-30", 1440, 1500, 1440)]
    [InlineData("America/New_York", "2027-03-13", 1440, 1380, 1440)]
    [InlineData("America/New_York", "2027-11-06", 1440, 1500, 1440)]
    [InlineData("Australia/Lord_Howe", "2027-10-02", 1440, 1410, 1440)]
    [InlineData("Australia/Lord_Howe", "2027-04-03", 1440, 1470, 1440)]
    [InlineData("Asia/Kathmandu", "2027-03-27", 1440, 1440, 1440)]
    public void Days_WhenTheClocksChange_AreAsLongAsTheyAre(string zone, string first, params int[] minutes) => Days(zone, first, window => [window]).ShouldBe(minutes);

    // Always open from 22 to 4: the night before the change belongs to two days, and is itself shorter or longer.
    [Theory]
    [InlineData("2027-03-27", 360, 300, 360)]
    [InlineData("2027-10-30", 360, 420, 360)]
    public void Hall_WhenItsNightsGoOnAfterMidnight_IsOpenOnBothDays(string first, params int[] minutes)
    {
        OpeningHours[] nights = [.. Enum.GetValues<DayOfWeek>().Select(day => new OpeningHours(day, 22 * 60, 28 * 60))];
        Days("Europe/Berlin", first, new OpeningTimes(nights, [], "Europe/Berlin").Of).ShouldBe(minutes);
    }

    [Theory]
    [InlineData("2027-03-27", 840, 780, 840)]
    [InlineData("2027-10-30", 840, 900, 840)]
    public void Hall_WhenPartOfItIsBlackedOut_HasTheRest(string first, params int[] minutes)
    {
        // From 21:00 on the first day to 1:00, and every morning from 8:00 to 16:00, told as instants.
        DateOnly day = DateOnly.Parse(first, null);
        List<TimeRange> closed = [Wall(day, 21, day.AddDays(1), 1), .. Enumerable.Range(0, 3).Select(days => Wall(day.AddDays(days), 8, day.AddDays(days), 16))];
        OpeningHours[] hours = [.. Enum.GetValues<DayOfWeek>().Select(weekday => new OpeningHours(weekday, 0, 24 * 60))];
        int[] open = Days("Europe/Berlin", first, window => new OpeningTimes(hours, [], "Europe/Berlin").Of(window).Without(closed));
        open.ShouldBe([minutes[0] + 120 - 180, minutes[1] + 120 - 60, minutes[2] + 120]);
    }

    [Theory]
    [InlineData("2027-03-27")]
    [InlineData("2027-10-30")]
    public void Provider_WithBreaksAndTimeOff_WorksTheRestByTheClock(string first)
    {
        DateOnly day = DateOnly.Parse(first, null);
        DayOfWeek[] week = Enum.GetValues<DayOfWeek>();
        Provider provider = CatalogSamples.Provider(
            [.. week.Select(weekday => new WorkingHours(weekday, 9 * 60, 17 * 60))], null, [.. week.Select(weekday => new WorkingHours(weekday, 12 * 60, 13 * 60))],
            [
                new HoursException(day.AddDays(1), day.AddDays(1), HoursExceptionKind.Off, 15 * 60, 24 * 60, ""),
                new HoursException(day.AddDays(2), day.AddDays(2), HoursExceptionKind.Off, null, null, ""),
                new HoursException(day.AddDays(2), day.AddDays(2), HoursExceptionKind.Extra, 19 * 60, 20 * 60, ""),
            ]);
        Days("Europe/Berlin", first, window => provider.Worked(window, "Europe/Berlin")).ShouldBe([420, 300, 60]);
    }

    // Nights from 22 to 4, and the hour from 2 to 3 is the one that is left out or comes twice.
    [Theory]
    [InlineData("2027-03-27", 360, 300, 360)]
    [InlineData("2027-10-30", 360, 420, 360)]
    public void Provider_WhoWorksAtNight_WorksOnBothDays(string first, params int[] minutes)
    {
        Provider provider = CatalogSamples.Provider([.. Enum.GetValues<DayOfWeek>().Select(weekday => new WorkingHours(weekday, 22 * 60, 28 * 60))]);
        Days("Europe/Berlin", first, window => provider.Worked(window, "Europe/Berlin")).ShouldBe(minutes);
    }

    [Fact]
    public void Provider_WithAClockOfTheirOwn_WorksByItOnTheDaysOfTheService()
    {
        // 18 to 20 in New York is midnight to two in Berlin, and an hour earlier from March 14 on, when the clocks have changed there only.
        Provider provider = CatalogSamples.Provider([.. Enum.GetValues<DayOfWeek>().Select(weekday => new WorkingHours(weekday, 18 * 60, 20 * 60))], "America/New_York");
        Days("Europe/Berlin", "2027-03-12", window => provider.Worked(window, "Europe/Berlin")).ShouldBe([120, 120, 180]);
        TimeRange[] worked = [.. provider.Worked(LocalDays.Span(new DateOnly(2027, 3, 13), new DateOnly(2027, 3, 15), "Europe/Berlin"), "Europe/Berlin")];
        worked.ShouldBe([new(Samples.Utc("2027-03-13T00:00+01:00"), Samples.Utc("2027-03-13T02:00+01:00")), new(Samples.Utc("2027-03-14T00:00+01:00"), Samples.Utc("2027-03-14T02:00+01:00")), new(Samples.Utc("2027-03-14T23:00+01:00"), Samples.Utc("2027-03-15T00:00+01:00"))]);
    }

    /// <summary>The minutes of three days.</summary>
    private static int[] Days(string zone, string first, Func<TimeRange, IEnumerable<TimeRange>> open)
    {
        DateOnly day = DateOnly.Parse(first, null);
        TimeRange window = LocalDays.Span(day, day.AddDays(3), zone);
        IReadOnlyDictionary<DateOnly, long> minutes = LocalDays.Minutes(open(window).Within(window), zone);
        minutes.Keys.ShouldBeSubsetOf([day, day.AddDays(1), day.AddDays(2)]);
        return [.. Enumerable.Range(0, 3).Select(days => (int)minutes.GetValueOrDefault(day.AddDays(days)))];
    }

    private static TimeRange Wall(DateOnly from, int fromHour, DateOnly to, int toHour)
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        return new TimeRange(At(from, fromHour), At(to, toHour));

        DateTimeOffset At(DateOnly day, int hour)
        {
            DateTime local = day.ToDateTime(new TimeOnly(hour, 0));
            return new DateTimeOffset(local, berlin.GetUtcOffset(local));
        }
    }
}
