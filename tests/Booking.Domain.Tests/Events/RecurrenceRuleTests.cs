namespace Booking.Domain.Tests.Events;

using Booking.Domain.Events;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

/// <summary>The examples of RFC 5545 §3.8.5.3 as far as their parts are understood here.</summary>
public sealed class RecurrenceRuleTests
{
    [Theory]
    [InlineData("1997-09-02", "FREQ=DAILY;COUNT=4", "09-02 09-03 09-04 09-05")]
    [InlineData("1997-12-30", "RRULE:FREQ=DAILY;UNTIL=19980102", "12-30 12-31 01-01 01-02")]
    [InlineData("1997-12-30", "FREQ=DAILY;UNTIL=19980101T090000", "12-30 12-31 01-01")]
    [InlineData("1997-12-30", "FREQ=DAILY;UNTIL=19980101T085959", "12-30 12-31")]
    [InlineData("1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", "09-02 09-12 09-22 10-02 10-12")]
    [InlineData("1998-01-30", "FREQ=DAILY;BYMONTH=1;COUNT=4", "01-30 01-31 01-01 01-02")]
    [InlineData("1997-09-02", "FREQ=WEEKLY;COUNT=4", "09-02 09-09 09-16 09-23")]
    [InlineData("1997-09-02", "FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH", "09-02 09-04 09-09 09-11")]
    [InlineData("1997-09-02", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16")]
    [InlineData("1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "08-05 08-10 08-19 08-24")]
    [InlineData("1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "08-05 08-17 08-19 08-31")]
    [InlineData("1997-09-05", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "09-05 10-03 11-07 12-05 01-02 02-06 03-06 04-03 05-01 06-05")]
    [InlineData("1997-09-07", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "09-07 09-28 11-02 11-30 01-04 01-25 03-01 03-29 05-03 05-31")]
    [InlineData("1997-09-22", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "09-22 10-20 11-17 12-22 01-19 02-16")]
    [InlineData("1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=6", "09-28 10-29 11-28 12-29 01-29 02-26")]
    [InlineData("1997-09-02", "FREQ=MONTHLY;COUNT=6;BYMONTHDAY=2,15", "09-02 09-15 10-02 10-15 11-02 11-15")]
    [InlineData("1997-09-30", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "09-30 10-01 10-31 11-01 11-30 12-01 12-31 01-01 01-31 02-01")]
    [InlineData("1997-09-02", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU;COUNT=7", "09-02 09-09 09-16 09-23 09-30 11-04 11-11")]
    [InlineData("1997-09-02", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5", "02-13 03-13 11-13 08-13 10-13")]
    [InlineData("1997-09-13", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=4", "09-13 10-11 11-08 12-13")]
    [InlineData("2007-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "01-15 01-30 02-15 03-15 03-30")]
    [InlineData("2007-01-31", "FREQ=MONTHLY;COUNT=3", "01-31 03-31 05-31")]
    [InlineData("1997-06-10", "FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "06-10 07-10 06-10 07-10")]
    [InlineData("1997-03-10", "FREQ=YEARLY;INTERVAL=2;COUNT=7;BYMONTH=1,2,3", "03-10 01-10 02-10 03-10 01-10 02-10 03-10")]
    [InlineData("1997-05-19", "FREQ=YEARLY;BYDAY=20MO;COUNT=3", "05-19 05-18 05-17")]
    [InlineData("1997-03-13", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=5", "03-13 03-20 03-27 03-05 03-12")]
    [InlineData("1996-11-05", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3", "11-05 11-07 11-02")]
    [InlineData("1996-02-29", "FREQ=YEARLY;COUNT=2", "02-29 02-29")]
    [InlineData("1997-01-01", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "")]
    public void Starts_WhenTheRuleIsAnExampleOfTheRfc_AreItsDates(string start, string rule, string dates)
    {
        LocalDateTime first = LocalDatePattern.Iso.Parse(start).Value.At(new LocalTime(9, 0));
        string[] expected = dates.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        RecurrenceRule parsed = RecurrenceRule.Parse(rule).Value.ShouldNotBeNull();
        parsed.Starts(first).Take(expected.Length + 1).Take(Math.Max(expected.Length, 1)).Select(at => LocalDatePattern.CreateWithInvariantCulture("MM-dd").Format(at.Date)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("COUNT=3")]
    [InlineData("FREQ=HOURLY")]
    [InlineData("FREQ=1")]
    [InlineData("FREQ=DAILY;FREQ=DAILY")]
    [InlineData("FREQ=DAILY;COUNT=0")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20300101")]
    [InlineData("FREQ=DAILY;UNTIL=20301301")]
    [InlineData("FREQ=DAILY;UNTIL=20300101T000000Z")]
    [InlineData("FREQ=WEEKLY;BYDAY=1MO")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=1")]
    [InlineData("FREQ=MONTHLY;BYDAY=XX")]
    [InlineData("FREQ=MONTHLY;BYDAY=54MO")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=0")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32")]
    [InlineData("FREQ=YEARLY;BYMONTH=13")]
    [InlineData("FREQ=YEARLY;BYSETPOS=1")]
    [InlineData("FREQ=DAILY;INTERVAL=0")]
    public void Parse_WhenItIsNotUnderstood_PointsAtTheRule(string rule) => RecurrenceRule.Parse(rule).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/rule"]);

    /// <summary>The local start stays through both changes of the clocks; what they skip is moved on by as much, of two equal ones it is the earlier.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T20:00:00", "2027-03-27T19:00:00Z 2027-03-28T18:00:00Z")]
    [InlineData("Europe/Berlin", "2027-03-27T02:30:00", "2027-03-27T01:30:00Z 2027-03-28T01:30:00Z 2027-03-29T00:30:00Z")]
    [InlineData("Europe/Berlin", "2027-10-30T02:30:00", "2027-10-30T00:30:00Z 2027-10-31T00:30:00Z 2027-11-01T01:30:00Z")]
    [InlineData("America/New_York", "2027-03-13T02:30:00", "2027-03-13T07:30:00Z 2027-03-14T07:30:00Z 2027-03-15T06:30:00Z")]
    [InlineData("America/New_York", "2027-11-06T01:30:00", "2027-11-06T05:30:00Z 2027-11-07T05:30:00Z 2027-11-08T06:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2027-10-02T02:15:00", "2027-10-01T15:45:00Z 2027-10-02T15:45:00Z 2027-10-03T15:15:00Z")]
    [InlineData("Australia/Lord_Howe", "2027-04-03T01:45:00", "2027-04-02T14:45:00Z 2027-04-03T14:45:00Z 2027-04-04T15:15:00Z")]
    [InlineData("Asia/Kathmandu", "2027-03-27T20:00:00", "2027-03-27T14:15:00Z 2027-03-28T14:15:00Z")]
    public void Extend_WhenTheClocksChange_KeepsTheLocalStart(string zone, string start, string instants)
    {
        LocalDateTime local = LocalDateTimePattern.ExtendedIso.Parse(start).Value;
        Event template = Drafts.Event(zone, RecurrenceRule.InstantOf(local, DateTimeZoneProviders.Tzdb[zone]), TimeSpan.FromHours(1));
        EventSeries series = EventSeries.Create(Guid.CreateVersion7(), template, "FREQ=DAILY", [], [], Common.Samples.Now).Value.ShouldNotBeNull();
        DateTimeOffset[] expected = [.. instants.Split(' ').Select(Common.Samples.Utc)];

        IReadOnlyList<Occurrence> made = series.Extend(local.Date.PlusDays(expected.Length - 1)).Value.ShouldNotBeNull();

        made.Select(occurrence => occurrence.StartsAt).Prepend(template.StartsAt).ShouldBe(expected);
        made.Select(occurrence => occurrence.Name).ShouldBe(Enumerable.Range(1, made.Count).Select(days => LocalDateTimePattern.ExtendedIso.Format(local.PlusDays(days))));
    }

    [Fact]
    public void Extend_WhenDatesAreExcludedAndAdded_HasThoseAndGoesOnBehindTheLast()
    {
        Event template = Drafts.Event("Europe/Berlin", Common.Samples.Utc("2027-05-03T18:00:00Z"), TimeSpan.FromHours(2));
        LocalDateTime Day(int day) => new(2027, 5, day, 20, 0);
        EventSeries series = EventSeries.Create(Guid.CreateVersion7(), template, "FREQ=WEEKLY;COUNT=5", [Day(10)], [Day(12), Day(17)], Common.Samples.Now).Value.ShouldNotBeNull();

        series.Extend(new LocalDate(2027, 5, 17)).Value.ShouldNotBeNull().Select(made => made.Name).ShouldBe(["2027-05-12T20:00:00", "2027-05-17T20:00:00"]);
        series.Extend(new LocalDate(2027, 5, 17)).Value.ShouldNotBeNull().ShouldBeEmpty();
        series.Extend(new LocalDate(2028, 5, 17)).Value.ShouldNotBeNull().Select(made => made.Name).ShouldBe(["2027-05-24T20:00:00", "2027-05-31T20:00:00"]);
        template.SeriesId.ShouldBe(series.Id);
    }

    [Fact]
    public void Extend_WhenThereWouldBeMoreThanOneCallMakes_IsRefused()
    {
        Event template = Drafts.Event();
        EventSeries series = EventSeries.Create(Guid.CreateVersion7(), template, "FREQ=DAILY", [], [], Common.Samples.Now).Value.ShouldNotBeNull();
        series.Extend(new LocalDate(2029, 1, 1)).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/until"]);
    }
}
