namespace Booking.Domain.Tests.Catalog;

using System.Globalization;
using Booking.Domain.Catalog;
using Booking.Domain.Tests.Common;
using NodaTime;
using Shouldly;
using Xunit;

public sealed class WorkCalendarTests
{
    private static readonly WorkingHours Monday = new(DayOfWeek.Monday, 540, 1_020);

    [Fact]
    public void Starts_WhenThereIsABreak_LeaveOutWhatTouchesIt() =>
        Starts([Monday], breaks: [new(DayOfWeek.Monday, 735, 765)]).ShouldBe(["09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00"]);

    [Fact]
    public void Starts_WhenTheDateIsOff_AreNone() => Starts([Monday], exceptions: [Off("2027-03-08")]).ShouldBeEmpty();

    [Fact]
    public void Starts_WhenAPartOfTheDateIsOff_AreTheRest() =>
        Starts([Monday], exceptions: [Off("2027-03-08", start: 600, end: 900)]).ShouldBe(["09:00", "15:00", "16:00"]);

    [Fact]
    public void Starts_WhenTheDateHasExtraHours_HaveThemOnADayOffToo() =>
        Starts([Monday], exceptions: [Off("2027-03-08"), Extra("2027-03-08", 600, 720)]).ShouldBe(["10:00", "11:00"]);

    [Fact]
    public void Starts_WhenHoursGoPastMidnight_GoOnIntoTheNextDate() =>
        Starts([new(DayOfWeek.Sunday, 1_320, 1_560), new(DayOfWeek.Monday, 1_320, 1_560)]).ShouldBe(["00:00", "01:00", "22:00", "23:00"]);

    [Fact]
    public void Starts_WhenTheNextDateIsOff_EndAtMidnight() =>
        Starts([new(DayOfWeek.Sunday, 1_320, 1_560)], exceptions: [Off("2027-03-08")], date: new LocalDate(2027, 3, 7)).ShouldBe(["22:00", "23:00"]);

    [Theory]
    // Both change days of four zones: wall-clock slots of 60 minutes from 0:00 to 5:00, as UTC instants. Nothing is missing but what the clocks skip.
    [InlineData("Europe/Berlin", "2027-03-28", "23:00 00:00 01:00 02:00")]
    [InlineData("Europe/Berlin", "2027-10-31", "22:00 23:00 00:00 02:00 03:00")]
    [InlineData("America/New_York", "2027-03-14", "05:00 06:00 07:00 08:00")]
    [InlineData("America/New_York", "2027-11-07", "04:00 05:00 07:00 08:00 09:00")]
    [InlineData("Australia/Lord_Howe", "2027-10-03", "13:30 14:30 16:00 17:00")]
    [InlineData("Australia/Lord_Howe", "2027-04-04", "13:00 14:00 15:30 16:30 17:30")]
    [InlineData("Asia/Kathmandu", "2027-03-28", "18:15 19:15 20:15 21:15 22:15")]
    [InlineData("Asia/Kathmandu", "2027-10-31", "18:15 19:15 20:15 21:15 22:15")]
    public void Starts_OnAChangeDay_FollowTheWallClock(string zone, string day, string utc)
    {
        LocalDate date = LocalDate.FromDateOnly(Date(day));
        Provider anna = CatalogSamples.Provider([.. Enum.GetValues<DayOfWeek>().Select(weekday => new WorkingHours(weekday, 0, 300))]);
        Service massage = CatalogSamples.Service(CatalogSamples.Details(anna) with { TimeZone = zone });

        DateTimeOffset[] starts = [.. massage.Starts(anna, date)];

        string.Join(' ', starts.Select(start => start.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture))).ShouldBe(utc);
        starts.ShouldAllBe(start => massage.IsOffered(anna, start));
        starts.Zip(starts.Skip(1), (one, next) => next - one).ShouldAllBe(gap => gap >= TimeSpan.FromMinutes(60));
    }

    [Fact]
    public void Starts_WhenTheProviderHasAnotherClock_AreMeantInIt()
    {
        Provider anna = CatalogSamples.Provider([new(DayOfWeek.Monday, 540, 660)], timeZone: "Asia/Kathmandu");
        Service massage = CatalogSamples.Massage(anna);

        massage.Starts(anna, new LocalDate(2027, 3, 8)).ShouldBe([Samples.Utc("2027-03-08T03:15:00Z"), Samples.Utc("2027-03-08T04:15:00Z")]);
    }

    [Theory]
    [InlineData(540, 540)]
    [InlineData(-1, 60)]
    [InlineData(1_440, 1_500)]
    [InlineData(540, 2_100)]
    public void Check_WhenHoursAreNoTime_PointsAtThem(int from, int to) => Pointer(new WorkCalendar([new(DayOfWeek.Monday, from, to)], [], [])).ShouldBe("/hours/0");

    [Fact]
    public void Check_WhenRulesOverlap_PointsAtTheLaterOne()
    {
        Pointer(WorkCalendar.Of([Monday, new(DayOfWeek.Monday, 1_000, 1_100)])).ShouldBe("/hours/1");
        Pointer(WorkCalendar.Of([new(DayOfWeek.Sunday, 1_320, 1_620), new(DayOfWeek.Monday, 120, 300)])).ShouldBe("/hours/1");
        Pointer(WorkCalendar.Of([new(DayOfWeek.Sunday, 60, 300), new(DayOfWeek.Saturday, 1_320, 1_560)])).ShouldBe("/hours/1");
        Pointer(new WorkCalendar([Monday], [new(DayOfWeek.Monday, 600, 660), new(DayOfWeek.Monday, 630, 700)], [])).ShouldBe("/breaks/1");
        Pointer(new WorkCalendar([Monday], [new(DayOfWeek.Monday, 1_000, 1_060)], [])).ShouldBe("/breaks/0");
        Pointer(new WorkCalendar([], [], [Off("2027-03-08"), Off("2027-03-01", to: "2027-03-09")])).ShouldBe("/exceptions/1");
        Pointer(new WorkCalendar([Monday], [], [Extra("2027-03-08", 1_000, 1_100)])).ShouldBe("/exceptions/0");
        Pointer(new WorkCalendar([Monday], [], [Extra("2027-03-08", null, null)])).ShouldBe("/exceptions/0/hours");
        Pointer(new WorkCalendar([Monday], [], [Off("2027-03-08", to: "2027-03-07")])).ShouldBe("/exceptions/0/to");
    }

    [Fact]
    public void Check_WhenRulesMeetWithoutOverlap_IsContent() => new WorkCalendar(
        [Monday, new(DayOfWeek.Monday, 1_020, 1_440), new(DayOfWeek.Sunday, 1_320, 1_560)],
        [new(DayOfWeek.Monday, 30, 60), new(DayOfWeek.Monday, 720, 780)],
        [Off("2027-03-08"), Extra("2027-03-08", 600, 700), Off("2027-03-10", start: 0, end: 600), Off("2027-03-10", start: 600, end: 700)]).Check().IsSuccess.ShouldBeTrue();

    private static string[] Starts(IReadOnlyList<WorkingHours> hours, IReadOnlyList<WorkingHours>? breaks = null, IReadOnlyList<HoursException>? exceptions = null, LocalDate? date = null)
    {
        Provider anna = CatalogSamples.Provider(hours, breaks: breaks, exceptions: exceptions);
        DateTimeZone berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        return [.. CatalogSamples.Massage(anna).Starts(anna, date ?? new LocalDate(2027, 3, 8))
            .Select(start => Instant.FromDateTimeOffset(start).InZone(berlin).ToString("HH:mm", CultureInfo.InvariantCulture))];
    }

    private static string Pointer(WorkCalendar calendar) => calendar.Check().Error.ShouldNotBeNull().Fields.Keys.Single();

    private static HoursException Off(string from, string? to = null, int? start = null, int? end = null) => new(Date(from), Date(to ?? from), HoursExceptionKind.Off, start, end, "");

    private static HoursException Extra(string date, int? start, int? end) => new(Date(date), Date(date), HoursExceptionKind.Extra, start, end, "");

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
