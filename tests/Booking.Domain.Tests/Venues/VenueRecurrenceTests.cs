namespace Booking.Domain.Tests.Venues;

using System.Globalization;
using Booking.Domain.Common;
using Booking.Domain.Tests.Common;
using Booking.Domain.Venues;
using Shouldly;
using Xunit;

public sealed class VenueRecurrenceTests
{
    [Theory]
    [InlineData("FREQ=DAILY;COUNT=3", "03-02 03-03 03-04")]
    [InlineData("FREQ=DAILY;INTERVAL=2;COUNT=3", "03-02 03-04 03-06")]
    [InlineData("FREQ=WEEKLY;COUNT=3", "03-02 03-09 03-16")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "03-02 03-04 03-09 03-11")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;COUNT=4", "03-02 03-15 03-16 03-29")]
    [InlineData("FREQ=WEEKLY;UNTIL=20270316", "03-02 03-09 03-16")]
    [InlineData("FREQ=WEEKLY;UNTIL=20270315T235959Z", "03-02 03-09")]
    [InlineData("FREQ=MONTHLY;COUNT=3", "03-02 04-02 05-02")]
    [InlineData("FREQ=MONTHLY;BYDAY=1TU;COUNT=3", "03-02 04-06 05-04")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "03-02 03-26 04-30")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=2,-1;COUNT=4", "03-02 03-31 04-02 04-30")]
    public void Expand_WhenARuleIsGiven_AnswersItsDates(string rule, string dates) =>
        string.Join(' ', Times(rule, "2027-03-02T18:00Z", "UTC").Select(time => time.From.ToString("MM-dd", CultureInfo.InvariantCulture))).ShouldBe(dates);

    // 18:00 stays 18:00 on the wall over both change days; Kathmandu has none.
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-24T18:00+01:00", "2027-03-31T18:00+02:00")]
    [InlineData("Europe/Berlin", "2027-10-27T18:00+02:00", "2027-11-03T18:00+01:00")]
    [InlineData("America/New_York", "2027-03-10T18:00-05:00", "2027-03-17T18:00-04:00")]
    [InlineData("America/New_York", "2027-11-03T18:00-04:00", "2027-11-10T18:00-05:00")]
    [InlineData("Australia/Lord_Howe", "2027-03-31T18:00+11:00", "2027-04-07T18:00+10:30")]
    [InlineData("Australia/Lord_Howe", "2027-09-29T18:00+10:30", "2027-10-06T18:00+11:00")]
    [InlineData("Asia/Kathmandu", "2027-03-24T18:00+05:45", "2027-03-31T18:00+05:45")]
    public void Expand_WhenTheClocksChange_KeepsTheWallTime(string zone, string first, string second)
    {
        IReadOnlyList<TimeRange> times = Times("FREQ=WEEKLY;COUNT=2", first, zone);
        times[1].From.ShouldBe(Samples.Utc(second));
        times[1].Duration.ShouldBe(TimeSpan.FromHours(2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("FREQ=WEEKLY")]
    [InlineData("COUNT=3")]
    [InlineData("FREQ=YEARLY;COUNT=3")]
    [InlineData("FREQ=WEEKLY;COUNT=0")]
    [InlineData("FREQ=WEEKLY;COUNT=105")]
    [InlineData("FREQ=WEEKLY;COUNT=3;UNTIL=20270401")]
    [InlineData("FREQ=WEEKLY;COUNT=3;COUNT=4")]
    [InlineData("FREQ=WEEKLY;BYDAY=1TU;COUNT=3")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX;COUNT=3")]
    [InlineData("FREQ=WEEKLY;INTERVAL=0;COUNT=3")]
    [InlineData("FREQ=WEEKLY;INTERVAL=53;COUNT=3")]
    [InlineData("FREQ=MONTHLY;BYDAY=6TU;COUNT=3")]
    [InlineData("FREQ=WEEKLY;BYHOUR=3;COUNT=3")]
    [InlineData("FREQ=WEEKLY;UNTIL=20271350")]
    public void Parse_WhenNotUnderstood_PointsAtTheRule(string rule) => VenueRecurrence.Parse(rule, "/recurrence").Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/recurrence"]);

    [Theory]
    [InlineData("FREQ=DAILY;UNTIL=20270701", 2)]
    [InlineData("FREQ=DAILY;COUNT=3", 25)]
    [InlineData("FREQ=DAILY;UNTIL=20270301", 2)]
    public void Expand_WhenTooManyOrTooLong_IsRefused(string rule, int hours)
    {
        DateTimeOffset from = Samples.Utc("2027-03-02T18:00Z");
        VenueRecurrence.Parse(rule, "/recurrence").Value.ShouldNotBeNull().Expand(new TimeRange(from, from.AddHours(hours)), "UTC", "/recurrence").Error.ShouldNotBeNull();
    }

    private static IReadOnlyList<TimeRange> Times(string rule, string first, string zone)
    {
        DateTimeOffset from = Samples.Utc(first);
        return VenueRecurrence.Parse(rule, "/recurrence").Value.ShouldNotBeNull().Expand(new TimeRange(from, from.AddHours(2)), zone, "/recurrence").Value.ShouldNotBeNull();
    }
}
