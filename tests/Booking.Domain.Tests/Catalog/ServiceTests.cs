namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using NodaTime;
using Shouldly;
using Xunit;

public sealed class ServiceTests
{
    private static readonly Provider Anna = CatalogSamples.Provider([new(DayOfWeek.Sunday, 0, 300), new(DayOfWeek.Monday, 540, 720), new(DayOfWeek.Monday, 780, 870)]);

    private static readonly Service Massage = CatalogSamples.Massage(Anna);

    [Fact]
    public void Starts_WhenOnAWorkingDay_AreTheSlotsThatEndInTime() => Starts(2027, 3, 8).ShouldBe(
        ["2027-03-08T08:00:00Z", "2027-03-08T09:00:00Z", "2027-03-08T10:00:00Z", "2027-03-08T12:00:00Z"]);

    [Fact]
    public void Starts_WhenNobodyWorks_AreNone() => Starts(2027, 3, 9).ShouldBeEmpty();

    [Fact]
    public void Starts_WhenTheClocksGoForward_LeaveOutWhatDoesNotExist() => Starts(2027, 3, 28).ShouldBe(
        ["2027-03-27T23:00:00Z", "2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z"]);

    [Fact]
    public void Starts_WhenTheClocksGoBack_OfferTheHourShownTwiceOnce() => Starts(2027, 10, 31).ShouldBe(
        ["2027-10-30T22:00:00Z", "2027-10-30T23:00:00Z", "2027-10-31T00:00:00Z", "2027-10-31T02:00:00Z", "2027-10-31T03:00:00Z"]);

    [Theory]
    [InlineData("2027-03-08T09:00:00+01:00", true)]
    [InlineData("2027-03-08T08:00:00Z", true)]
    [InlineData("2027-03-08T09:30:00+01:00", false)]
    [InlineData("2027-03-08T12:00:00+01:00", false)]
    [InlineData("2027-03-09T09:00:00+01:00", false)]
    [InlineData("2027-03-28T03:00:00+02:00", true)]
    [InlineData("2027-10-31T02:00:00+02:00", true)]
    [InlineData("2027-10-31T02:00:00+01:00", false)]
    [InlineData("2027-10-31T00:00:00+02:00", true)]
    public void IsOffered_WhenAsked_IsTrueExactlyForTheStarts(string from, bool offered) => Massage.IsOffered(Anna, Samples.Utc(from)).ShouldBe(offered);

    [Fact]
    public void Grant_WhenThereIsASlot_TakesTheProviderWithTheBuffer()
    {
        DateTimeOffset from = Samples.Utc("2027-03-08T08:00:00Z");
        Grant grant = Massage.Grant(0, Anna, from, [], Samples.Now).Value.ShouldNotBeNull();
        grant.Claims.ShouldHaveSingleItem().ShouldBe(
            new SlotClaim(0, Anna.Id, new TimeRange(from, from.AddMinutes(60)), new TimeRange(from, from.AddMinutes(75))));
    }

    [Theory]
    [InlineData("2027-03-08T08:30:00Z")]
    [InlineData("2027-02-22T08:00:00Z")]
    public void Grant_WhenThereIsNoSlotOrItIsPast_IsRefused(string from) =>
        Massage.Grant(0, Anna, Samples.Utc(from), [], Samples.Now).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/from"]);

    private static IEnumerable<string> Starts(int year, int month, int day) =>
        Massage.Starts(Anna, new LocalDate(year, month, day)).Select(start => start.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
}
