namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Notifications;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2027-01-10T20:59:59Z", "2027-01-10T20:59:59Z")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2027-01-10T21:00:00Z", "2027-01-11T06:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2027-01-11T05:59:59Z", "2027-01-11T06:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2027-01-11T06:00:00Z", "2027-01-11T06:00:00Z")]
    [InlineData("Europe/Berlin", "13:00", "15:00", "2027-01-11T12:30:00Z", "2027-01-11T14:00:00Z")]
    // The night with 23 hours, and the one with 25.
    [InlineData("Europe/Berlin", "22:00", "07:00", "2027-03-27T22:00:00Z", "2027-03-28T05:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2027-10-30T21:00:00Z", "2027-10-31T06:00:00Z")]
    // The end does not exist: the first instant behind the gap.
    [InlineData("Europe/Berlin", "22:00", "02:30", "2027-03-27T22:00:00Z", "2027-03-28T01:00:00Z")]
    // The end comes twice: the first one that is still to come.
    [InlineData("Europe/Berlin", "22:00", "02:30", "2027-10-30T21:00:00Z", "2027-10-31T00:30:00Z")]
    [InlineData("Europe/Berlin", "22:00", "02:30", "2027-10-31T01:15:00Z", "2027-10-31T01:30:00Z")]
    [InlineData("America/New_York", "21:00", "08:00", "2027-03-14T03:00:00Z", "2027-03-14T12:00:00Z")]
    [InlineData("America/New_York", "21:00", "08:00", "2027-11-07T02:00:00Z", "2027-11-07T13:00:00Z")]
    // The clocks go by half an hour.
    [InlineData("Australia/Lord_Howe", "23:00", "02:15", "2027-10-02T13:00:00Z", "2027-10-02T15:30:00Z")]
    [InlineData("Australia/Lord_Howe", "23:00", "06:00", "2027-04-03T13:00:00Z", "2027-04-03T19:30:00Z")]
    [InlineData("Asia/Kathmandu", "22:00", "06:00", "2027-05-01T16:15:00Z", "2027-05-02T00:15:00Z")]
    public void EndAt_WhenAsked_FollowsTheWallClock(string zone, string from, string to, string at, string expected) =>
        new QuietHours(Time(from), Time(to)).EndAt(Samples.Utc(at), zone).ShouldBe(Samples.Utc(expected));

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
