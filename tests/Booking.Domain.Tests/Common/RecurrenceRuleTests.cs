namespace Booking.Domain.Tests.Common;

using System.Globalization;
using Booking.Domain.Common;
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

    /// <summary>What begins and ends by the wall clock keeps both through the changes of the clocks.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-21T01:00+01:00", "2027-03-28T00:00Z 2", "2027-04-03T23:00Z 3")]
    [InlineData("Europe/Berlin", "2027-10-24T01:00+02:00", "2027-10-30T23:00Z 4", "2027-11-07T00:00Z 3")]
    [InlineData("America/New_York", "2027-03-07T01:00-05:00", "2027-03-14T06:00Z 2", "2027-03-21T05:00Z 3")]
    [InlineData("America/New_York", "2027-10-31T01:00-04:00", "2027-11-07T05:00Z 4", "2027-11-14T06:00Z 3")]
    [InlineData("Australia/Lord_Howe", "2027-09-26T01:00+10:30", "2027-10-02T14:30Z 2.5", "2027-10-09T14:00Z 3")]
    [InlineData("Asia/Kathmandu", "2027-03-21T01:00+05:45", "2027-03-27T19:15Z 3", "2027-04-03T19:15Z 3")]
    public void Times_WhenTheClocksChange_KeepTheWallTime(string zone, string first, string second, string third)
    {
        DateTimeOffset from = Samples.Utc(first);

        TimeRange[] times = [.. RecurrenceRule.Parse("FREQ=WEEKLY;COUNT=3").Value.ShouldNotBeNull().Times(new TimeRange(from, from.AddHours(3)), zone)];

        times.Skip(1).Select(time => FormattableString.Invariant($"{time.From.UtcDateTime:yyyy-MM-dd'T'HH:mm}Z {time.Duration.TotalHours}")).ShouldBe([second, third]);
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=TH;COUNT=3", "03-02 03-04 03-11")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU;COUNT=3", "03-02 03-09 03-16")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20270430", "03-02 03-15 04-15")]
    public void Times_WhenTheRuleLeavesTheFirstOut_CountItAllTheSame(string rule, string dates)
    {
        DateTimeOffset from = Samples.Utc("2027-03-02T10:00Z");
        RecurrenceRule parsed = RecurrenceRule.Parse(rule).Value.ShouldNotBeNull();

        parsed.Times(new TimeRange(from, from.AddHours(1)), "UTC").Select(time => time.From.ToString("MM-dd", CultureInfo.InvariantCulture)).ShouldBe(dates.Split(' '));
    }
}
