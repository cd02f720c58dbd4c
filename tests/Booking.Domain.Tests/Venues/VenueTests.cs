namespace Booking.Domain.Tests.Venues;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Venues;
using Shouldly;
using Xunit;

public sealed class VenueTests
{
    // Closed on Mondays; a night that goes on after midnight is two entries.
    private static readonly OpeningHours[] Hours =
    [
        new(DayOfWeek.Wednesday, 480, 1320),
        new(DayOfWeek.Thursday, 480, 720),
        new(DayOfWeek.Thursday, 840, 1320),
        new(DayOfWeek.Friday, 1080, 1440),
        new(DayOfWeek.Saturday, 0, 240),
        new(DayOfWeek.Saturday, 1080, 1440),
        new(DayOfWeek.Sunday, 60, 600),
    ];

    [Theory]
    [InlineData("2027-03-03T08:00", "2027-03-03T22:00", true)]
    [InlineData("2027-03-03T07:59", "2027-03-03T09:00", false)]
    [InlineData("2027-03-03T20:00", "2027-03-03T22:01", false)]
    [InlineData("2027-03-03T20:00", "2027-03-03T22:00:01", false)]
    [InlineData("2027-03-01T12:00", "2027-03-01T13:00", false)]
    [InlineData("2027-03-03T20:00", "2027-03-04T09:00", false)]
    [InlineData("2027-03-04T09:00", "2027-03-04T12:00", true)]
    [InlineData("2027-03-04T14:00", "2027-03-04T15:00", true)]
    [InlineData("2027-03-04T11:00", "2027-03-04T15:00", false)]
    public void IsOpen_WhenWithinOneDay_AsksForOneSpanOfIt(string from, string to, bool open) => Venue().IsOpen(Berlin(from, to, "+01:00", "+01:00")).ShouldBe(open);

    [Theory]
    [InlineData("2027-03-05T18:00", "2027-03-06T00:00", true)]
    [InlineData("2027-03-05T18:00", "2027-03-06T04:00", true)]
    [InlineData("2027-03-05T18:00", "2027-03-06T04:01", false)]
    [InlineData("2027-03-06T18:00", "2027-03-07T00:00", true)]
    [InlineData("2027-03-06T18:00", "2027-03-07T00:01", false)]
    [InlineData("2027-03-06T23:00", "2027-03-07T02:00", false)]
    public void IsOpen_WhenAcrossMidnight_NeedsBothDays(string from, string to, bool open) => Venue().IsOpen(Berlin(from, to, "+01:00", "+01:00")).ShouldBe(open);

    // Sunday 01:00 to 10:00 on the wall is eight hours when the clocks go forward and ten when they go back.
    [Theory]
    [InlineData("2027-03-28T01:00", "+01:00", "2027-03-28T10:00", "+02:00", 8, true)]
    [InlineData("2027-03-28T01:00", "+01:00", "2027-03-28T10:01", "+02:00", 8, false)]
    [InlineData("2027-03-28T00:59", "+01:00", "2027-03-28T10:00", "+02:00", 8, false)]
    [InlineData("2027-10-31T01:00", "+02:00", "2027-10-31T10:00", "+01:00", 10, true)]
    [InlineData("2027-10-31T01:00", "+02:00", "2027-10-31T10:01", "+01:00", 10, false)]
    [InlineData("2027-10-31T02:45", "+02:00", "2027-10-31T02:15", "+01:00", 0, true)]
    public void IsOpen_WhenTheClocksChange_ReadsTheWall(string from, string fromOffset, string to, string toOffset, int hours, bool open)
    {
        TimeRange asked = Berlin(from, to, fromOffset, toOffset);
        ((int)asked.Duration.TotalHours).ShouldBe(hours);
        Venue().IsOpen(asked).ShouldBe(open);
    }

    [Fact]
    public void IsOpen_WhenClosedInTheHourShownTwice_IsFalse()
    {
        Venue closed = Venue(new OpeningHours(DayOfWeek.Monday, 0, 1440));
        closed.IsOpen(Berlin("2027-10-31T02:45", "2027-10-31T02:15", "+02:00", "+01:00")).ShouldBeFalse();
    }

    [Fact]
    public void IsOpen_WhenOpenRoundTheClock_IsOpenForAWeek()
    {
        Venue always = Venue([.. Enum.GetValues<DayOfWeek>().Select(day => new OpeningHours(day, 0, 1440))]);
        always.IsOpen(Samples.Hours(1, 169)).ShouldBeTrue();
    }

    [Fact]
    public void IsOpen_WhenNoHoursAreGiven_IsAlwaysTrue() => Venue([]).IsOpen(Samples.Hours(1, 169)).ShouldBeTrue();

    [Theory]
    [InlineData(1, 5_000)]
    [InlineData(1.5, 10_000)]
    [InlineData(7, 30_000)]
    [InlineData(23, 30_000)]
    [InlineData(24, 30_000)]
    [InlineData(25, 35_000)]
    [InlineData(48, 60_000)]
    public void Total_WhenUsedForHoursAndDays_IsCappedByTheDay(double hours, long amount) => Venue().Total(Samples.Hours(0, hours)).ShouldBe(Samples.Eur(amount));

    [Fact]
    public void Grant_WhenOpen_BlocksTheBuffersOnBothSides()
    {
        TimeRange asked = Berlin("2027-03-03T10:00", "2027-03-03T12:00", "+01:00", "+01:00");
        Grant grant = Venue().Grant(1, asked, VenueUse.For(100), NoExtras, Samples.Now).Value.ShouldNotBeNull();
        grant.Claims.ShouldHaveSingleItem().ShouldBeOfType<SlotClaim>().Blocked.ShouldBe(new TimeRange(asked.From.AddMinutes(-60), asked.To.AddMinutes(90)));
        grant.Lines.ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(10_000));
    }

    [Fact]
    public void Grant_WhenTooManyGuests_IsRefused() => Refusal("2027-03-03T10:00", 101).ShouldBe("/guests");

    [Fact]
    public void Grant_WhenClosed_IsRefused() => Refusal("2027-03-08T10:00", 10).ShouldBe("/from");

    [Fact]
    public void Grant_WhenPast_IsRefused() => Refusal("2027-02-24T10:00", 10).ShouldBe("/from");

    private static string Refusal(string from, int guests)
    {
        DateTimeOffset start = Samples.Utc(from + "+01:00");
        return Venue().Grant(0, new TimeRange(start, start.AddHours(2)), VenueUse.For(guests), NoExtras, Samples.Now).Error.ShouldNotBeNull().Fields.Keys.Single();
    }

    private static TimeRange Berlin(string from, string to, string fromOffset, string toOffset) => new(Samples.Utc(from + fromOffset), Samples.Utc(to + toOffset));

    private static Venue Venue() => Venue(Hours);

    private static Venue Venue(params OpeningHours[] hours) => Of(Details with { Hours = hours });

    private static Venue Of(VenueDetails details) => Domain.Venues.Venue.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), null, details).Value.ShouldNotBeNull();

    private static readonly VenueDetails Details = VenueDetails.Usual("EUR") with
    {
        Name = "Hall",
        City = "Berlin",
        Address = "Street 1",
        Location = new GeoPoint(52.5, 13.4),
        TimeZone = "Europe/Berlin",
        Capacity = 100,
        Rates = RateCard.Of(5_000, 30_000),
        TaxRate = 1_900,
        BufferBeforeMinutes = 60,
        BufferAfterMinutes = 90,
    };

    private static readonly Dictionary<Guid, VenueExtra> NoExtras = [];
}
