namespace Booking.Domain.Tests.Holds;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class BlackoutTests
{
    [Fact]
    public void Place_WhenNotRepeated_HasOneTime() =>
        Placed("Europe/Berlin", "2027-03-10T08:00+01:00", "2027-03-10T10:00+01:00", null).Times.ShouldBe([Time("2027-03-10T08:00+01:00", "2027-03-10T10:00+01:00")]);

    // The wall time stays over both change days; Kathmandu has none.
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-24T08:00+01:00", "2027-03-24T10:00+01:00", "2027-03-31T08:00+02:00", "2027-03-31T10:00+02:00")]
    [InlineData("Europe/Berlin", "2027-10-27T08:00+02:00", "2027-10-27T10:00+02:00", "2027-11-03T08:00+01:00", "2027-11-03T10:00+01:00")]
    [InlineData("America/New_York", "2027-03-10T20:00-05:00", "2027-03-11T02:00-05:00", "2027-03-17T20:00-04:00", "2027-03-18T02:00-04:00")]
    [InlineData("America/New_York", "2027-11-03T20:00-04:00", "2027-11-04T02:00-04:00", "2027-11-10T20:00-05:00", "2027-11-11T02:00-05:00")]
    [InlineData("Australia/Lord_Howe", "2027-03-31T08:00+11:00", "2027-03-31T10:00+11:00", "2027-04-07T08:00+10:30", "2027-04-07T10:00+10:30")]
    [InlineData("Australia/Lord_Howe", "2027-09-29T08:00+10:30", "2027-09-29T10:00+10:30", "2027-10-06T08:00+11:00", "2027-10-06T10:00+11:00")]
    [InlineData("Asia/Kathmandu", "2027-03-24T08:00+05:45", "2027-03-24T10:00+05:45", "2027-03-31T08:00+05:45", "2027-03-31T10:00+05:45")]
    public void Place_WhenRepeated_KeepsTheWallTime(string zone, string from, string to, string nextFrom, string nextTo)
    {
        Blackout blackout = Placed(zone, from, to, DateOnly.FromDateTime(DateTimeOffset.Parse(nextFrom, System.Globalization.CultureInfo.InvariantCulture).DateTime));
        blackout.Times.ShouldBe([Time(from, to), Time(nextFrom, nextTo)]);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-21T01:00+01:00", "2027-03-21T04:00+01:00", "2027-03-28", 2)]
    [InlineData("Europe/Berlin", "2027-10-24T01:00+02:00", "2027-10-24T04:00+02:00", "2027-10-31", 4)]
    [InlineData("Australia/Lord_Howe", "2027-09-26T01:00+10:30", "2027-09-26T04:00+10:30", "2027-10-03", 2.5)]
    [InlineData("Asia/Kathmandu", "2027-03-21T01:00+05:45", "2027-03-21T04:00+05:45", "2027-03-28", 3)]
    public void Place_WhenATimeLiesOverTheChangeDay_IsAsLongAsTheWallSays(string zone, string from, string to, string until, double hours)
    {
        BlackoutTime last = Placed(zone, from, to, DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture)).Times[^1];
        (last.To - last.From).TotalHours.ShouldBe(hours);
    }

    [Theory]
    [InlineData("2027-03-10T10:00Z", "2027-03-10T10:00Z", null, "/to")]
    [InlineData("2027-02-10T10:00Z", "2027-02-10T11:00Z", null, "/to")]
    [InlineData("2027-03-10T10:00Z", "2029-03-20T11:00Z", null, "/to")]
    [InlineData("2027-03-10T10:00Z", "2027-03-18T10:00Z", "2027-05-01", "/to")]
    [InlineData("2027-03-10T10:00Z", "2027-03-10T11:00Z", "2027-03-09", "/repeatsUntil")]
    [InlineData("2027-03-10T10:00Z", "2027-03-10T11:00Z", "2029-03-20", "/repeatsUntil")]
    public void Place_WhenARuleIsBroken_PointsAtIt(string from, string to, string? until, string pointer) => Place("UTC", from, to, until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture))
        .Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);

    [Fact]
    public void Disrupt_WhenTimesAreHit_TellsOfEachOnce()
    {
        Blackout blackout = Placed("UTC", "2027-03-10T10:00Z", "2027-03-10T11:00Z", new DateOnly(2027, 3, 24));
        blackout.Disrupt("Hall", [2, 0, 2]);
        blackout.Events.Cast<OfferingDisrupted>().Select(happened => happened.From).ShouldBe([Samples.Utc("2027-03-10T10:00Z"), Samples.Utc("2027-03-24T10:00Z")]);
    }

    [Fact]
    public void Lift_WhenRepeated_ReleasesOnce()
    {
        Blackout blackout = Placed("UTC", "2027-03-10T10:00Z", "2027-03-10T11:00Z", null);
        blackout.Lift(Samples.Now).Answer().ShouldBe("ok");
        blackout.Lift(Samples.Now).Answer().ShouldBe("ok");
        blackout.TakeEvents().ShouldBe("inventory.released");
    }

    private static Blackout Placed(string zone, string from, string to, DateOnly? until) => Place(zone, from, to, until).Value.ShouldNotBeNull();

    private static Result<Blackout> Place(string zone, string from, string to, DateOnly? until) => Blackout.Place(
        Guid.CreateVersion7(), Guid.CreateVersion7(), new BlackoutUnit(ItemKinds.Venue, Guid.CreateVersion7(), "Hall", zone),
        new TimeRange(Samples.Utc(from), Samples.Utc(to)), until, "Repair", null, Samples.Now);

    private static BlackoutTime Time(string from, string to) => new(Samples.Utc(from), Samples.Utc(to));
}
