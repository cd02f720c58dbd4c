namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using Shouldly;
using Xunit;

public sealed class WallTimeTests
{
    [Theory]
    [InlineData("2027-03-28T02:30:00Z", "2027-03-28T02:30:00Z")]
    [InlineData("2027-03-28T02:30:00+05:45", "2027-03-27T20:45:00Z")]
    [InlineData("2027-03-28T02:30:00.125-03:30", "2027-03-28T06:00:00.125Z")]
    [InlineData("2027-03-28T02:30:00+14:00", "2027-03-27T12:30:00Z")]
    [InlineData("2027-03-28T02:30:00+17:59", "2027-03-27T08:31:00Z")]
    [InlineData("2027-03-28T02:30:00-17:59", "2027-03-28T20:29:00Z")]
    public void Resolve_WhenAnOffsetIsGiven_IsThatInstantWhateverTheZone(string text, string instant) =>
        Resolve(text, "Europe/Berlin").ShouldBe(Samples.Utc(instant));

    [Theory]
    [InlineData("2027-01-15T12:00:00", "Europe/Berlin", "2027-01-15T11:00:00Z")]
    [InlineData("2027-07-15T12:00:00", "Europe/Berlin", "2027-07-15T10:00:00Z")]
    [InlineData("2027-01-15T12:00:00", "Asia/Kathmandu", "2027-01-15T06:15:00Z")]
    [InlineData("2027-01-15T12:00:00", "Australia/Lord_Howe", "2027-01-15T01:00:00Z")]
    [InlineData("2027-07-15T12:00:00", "Australia/Lord_Howe", "2027-07-15T01:30:00Z")]
    [InlineData("2028-02-29T23:30:00", "America/New_York", "2028-03-01T04:30:00Z")]
    [InlineData("2027-01-01T00:00:00", "Pacific/Kiritimati", "2026-12-31T10:00:00Z")]
    [InlineData("1960-01-01T00:00:00", "Africa/Monrovia", "1960-01-01T00:44:30Z")]
    public void Resolve_WhenLocal_TakesTheZonesOffsetOfThatDay(string text, string zone, string instant) =>
        Resolve(text, zone).ShouldBe(Samples.Utc(instant));

    [Fact]
    public void Resolve_WhenTheCallerNamesAZone_ItWinsOverTheOfferings()
    {
        WallTime.TryParse("2027-01-15T12:00:00", "Asia/Kathmandu", out WallTime time).ShouldBeTrue();
        time.Resolve("Europe/Berlin", "/from").Value.ShouldBe(Samples.Utc("2027-01-15T06:15:00Z"));
    }

    [Theory]
    [InlineData("2027-03-28T02:00:00", "Europe/Berlin")]
    [InlineData("2027-03-28T02:30:00", "Europe/Berlin")]
    [InlineData("2027-03-14T02:30:00", "America/New_York")]
    [InlineData("2027-10-03T02:15:00", "Australia/Lord_Howe")]
    public void Resolve_WhenTheClocksSkipIt_IsRefused(string text, string zone)
    {
        WallTime.TryParse(text, zone, out WallTime time).ShouldBeTrue();
        Error error = time.Resolve("UTC", "/from").Error.ShouldNotBeNull();
        error.Kind.ShouldBe(ErrorKind.RuleViolated);
        error.Fields["/from"].ShouldHaveSingleItem().ShouldContain("does not exist");
    }

    [Theory]
    [InlineData("2027-03-28T01:59:59", "Europe/Berlin", "2027-03-28T00:59:59Z")]
    [InlineData("2027-03-28T03:00:00", "Europe/Berlin", "2027-03-28T01:00:00Z")]
    [InlineData("2027-10-03T02:30:00", "Australia/Lord_Howe", "2027-10-02T15:30:00Z")]
    public void Resolve_WhenJustBesideAGap_IsAnswered(string text, string zone, string instant) => Resolve(text, zone).ShouldBe(Samples.Utc(instant));

    [Theory]
    [InlineData("2027-10-31T02:30:00", "Europe/Berlin", "2027-10-31T00:30:00Z")]
    [InlineData("2027-11-07T01:30:00", "America/New_York", "2027-11-07T05:30:00Z")]
    [InlineData("2027-04-04T01:45:00", "Australia/Lord_Howe", "2027-04-03T14:45:00Z")]
    public void Resolve_WhenTheClocksShowItTwice_TakesTheEarlier(string text, string zone, string instant) => Resolve(text, zone).ShouldBe(Samples.Utc(instant));

    [Fact]
    public void Resolve_WhenAnOffsetTellsTheTwoApart_TakesTheOneMeant() =>
        Resolve("2027-10-31T02:30:00+01:00", "Europe/Berlin").ShouldBe(Samples.Utc("2027-10-31T01:30:00Z"));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData("europe berlin")]
    public void Resolve_WhenTheZoneIsUnknown_IsRefused(string zone)
    {
        WallTime.TryParse("2027-01-15T12:00:00", zone, out WallTime time).ShouldBeTrue();
        time.Resolve("Europe/Berlin", "/from").Error.ShouldNotBeNull().Fields["/from"].ShouldHaveSingleItem().ShouldContain("not an IANA time zone");
    }

    [Theory]
    [InlineData("1899-12-31T23:59:59", false)]
    [InlineData("1900-01-01T00:00:00", true)]
    [InlineData("9000-12-31T23:59:59", true)]
    [InlineData("9001-01-01T00:00:00", false)]
    [InlineData("1899-12-31T23:59:59Z", false)]
    [InlineData("1900-01-01T00:00:00Z", true)]
    [InlineData("9000-12-31T23:59:59Z", true)]
    [InlineData("9001-01-01T00:00:00Z", false)]
    [InlineData("-2027-01-01T00:00:00", false)]
    [InlineData("0000-01-01T00:00:00Z", false)]
    public void TryParse_WhenTheYearIsOutOfBounds_IsFalse(string text, bool accepted) => WallTime.TryParse(text, null, out _).ShouldBe(accepted);

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2027-02-29T12:00:00")]
    [InlineData("2027-13-01T12:00:00Z")]
    [InlineData("2027-01-01T25:00:00Z")]
    [InlineData("2027-01-01")]
    [InlineData("01/02/2027 12:00")]
    public void TryParse_WhenItIsNoDateTime_IsFalse(string text) => WallTime.TryParse(text, null, out _).ShouldBeFalse();

    [Fact]
    public void At_WhenGivenAnInstant_ResolvesToIt() => WallTime.At(Samples.Now).Resolve("Europe/Berlin", "/from").Value.ShouldBe(Samples.Now);

    private static DateTimeOffset Resolve(string text, string offeringZone)
    {
        WallTime.TryParse(text, null, out WallTime time).ShouldBeTrue();
        Result<DateTimeOffset> instant = time.Resolve(offeringZone, "/from");
        instant.Error.ShouldBeNull();
        instant.Value.Offset.ShouldBe(TimeSpan.Zero);
        return instant.Value;
    }
}
