namespace Booking.Domain.Tests.Trips;

using System.Globalization;
using Booking.Domain.Trips;
using Shouldly;
using Xunit;

public sealed class ScheduleTests
{
    private static readonly DateOnly Monday = new(2026, 6, 1);

    [Theory]
    [InlineData("FREQ=DAILY", "01 02 03 04 05 06 07 08 09 10 11 12 13 14")]
    [InlineData("FREQ=DAILY;INTERVAL=3", "01 04 07 10 13")]
    [InlineData("FREQ=DAILY;BYDAY=SA,SU", "06 07 13 14")]
    [InlineData("FREQ=WEEKLY", "01 08")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,FR", "01 05 08 12")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "07")]
    [InlineData("FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU", "01 09")]
    [InlineData("FREQ=WEEKLY;BYDAY=FR,MO", "01 05 08 12")]
    public void Days_WhenARuleIsRead_AreThoseOfTheCalendar(string rule, string days) => Days(Plan(rule)).ShouldBe(days);

    [Fact]
    public void Days_WhenThereAreExceptions_LeaveOutAndAdd()
    {
        ScheduleDetails details = Details("FREQ=WEEKLY;BYDAY=MO") with { NoService = [Monday], ExtraService = [Monday.AddDays(1)], ValidTo = Monday.AddDays(6) };
        Days(Schedule.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), details).Value!).ShouldBe("02");
    }

    [Theory]
    [InlineData("FREQ=MONTHLY")]
    [InlineData("BYDAY=MO")]
    [InlineData("FREQ=DAILY;INTERVAL=0")]
    [InlineData("FREQ=DAILY;FREQ=DAILY")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX")]
    [InlineData("FREQ=DAILY;COUNT=3")]
    [InlineData("FREQ=DAILY;UNTIL=20270101")]
    [InlineData("FREQ=DAILY;INTERVAL=53")]
    [InlineData("FREQ=WEEKLY;BYDAY=1MO")]
    [InlineData("FREQ=DAILY;BYMONTH=6")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=1")]
    [InlineData("")]
    public void Create_WhenTheRuleIsNotUnderstood_IsRefused(string rule) =>
        Schedule.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Details(rule)).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/rule"]);

    [Fact]
    public void Days_WhenARuleOfWeeksIsReadAnywhere_CountsFromTheWeekOfTheFirstDay()
    {
        Schedule schedule = Schedule.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Details("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA") with { ValidFrom = Monday.AddDays(2) }).Value!;
        schedule.Days(Monday.AddDays(7), Monday.AddDays(21)).ShouldBe([Monday.AddDays(14), Monday.AddDays(19)]);
        schedule.Days(Monday.AddDays(14), Monday.AddDays(14)).ShouldBe([Monday.AddDays(14)]);
        schedule.Days(Monday.AddDays(7), Monday.AddDays(7)).ShouldBeEmpty();
        schedule.Days(Monday, Monday).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29")]
    [InlineData("Europe/Berlin", "2026-10-25")]
    [InlineData("America/New_York", "2026-03-08")]
    [InlineData("America/New_York", "2026-11-01")]
    [InlineData("Australia/Lord_Howe", "2026-04-05")]
    [InlineData("Australia/Lord_Howe", "2026-10-04")]
    [InlineData("Asia/Kathmandu", "2026-03-29")]
    public void Days_OverAChangeOfTheClocks_HaveOneDepartureEachInOrder(string zone, string change)
    {
        DateOnly day = DateOnly.Parse(change, CultureInfo.InvariantCulture);
        Schedule schedule = Schedule.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Details("FREQ=DAILY") with { ValidFrom = day.AddDays(-3) }).Value!;
        foreach (TimeOnly time in (TimeOnly[])[new(0, 30), new(2, 0), new(2, 30), new(23, 59)])
        {
            DateTimeOffset[] departures = [.. schedule.Days(day.AddDays(-1), day.AddDays(1)).Select(date => Schedule.Departure(date, time, zone))];
            departures.Length.ShouldBe(3);
            departures.ShouldBeInOrder();
            departures.ShouldBeUnique();
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28", "08:00", "2026-03-28T07:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "08:00", "2026-03-29T06:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00")]
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30")]
    [InlineData("Europe/Berlin", "2026-10-25", "08:00", "2026-10-25T07:00")]
    [InlineData("America/New_York", "2026-03-08", "02:15", "2026-03-08T07:00")]
    [InlineData("America/New_York", "2026-03-08", "23:30", "2026-03-09T03:30")]
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45")]
    [InlineData("Asia/Kathmandu", "2026-03-29", "02:30", "2026-03-28T20:45")]
    public void Departure_OnDaysOfClockChanges_KeepsTheWallClock(string zone, string date, string time, string utc) =>
        Schedule.Departure(DateOnly.Parse(date, CultureInfo.InvariantCulture), TimeOnly.Parse(time, CultureInfo.InvariantCulture), zone).UtcDateTime
            .ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture).ShouldBe(utc);

    [Fact]
    public void Edit_WhenItChanges_HasToBeFilledAnew()
    {
        Schedule schedule = Plan("FREQ=DAILY");
        schedule.Edit(Details("FREQ=DAILY") with { HorizonDays = 366 }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/horizonDays"]);
        schedule.Edit(Details("FREQ=DAILY") with { ValidFrom = new DateOnly(1999, 12, 31) }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/validFrom"]);
        schedule.Edit(Details("FREQ=DAILY") with { ValidTo = Monday.AddDays(-1) }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/validTo"]);
        schedule.Edit(Details("FREQ=DAILY") with { NoService = [Monday], ExtraService = [Monday] }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/noService"]);
        schedule.Withdraw();
        Days(schedule).ShouldBe("");
    }

    private static Schedule Plan(string rule) => Schedule.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Details(rule)).Value!;

    private static ScheduleDetails Details(string rule) => new(Guid.NewGuid(), "Mornings", new TimeOnly(8, 0), rule, Monday, null, [], [], 30, 15);

    private static string Days(Schedule schedule) =>
        string.Join(" ", schedule.Days(Monday.AddDays(-7), Monday.AddDays(13)).Select(day => day.ToString("dd", CultureInfo.InvariantCulture)));
}
