namespace Booking.Domain.Tests.Cars;

using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class CarTests
{
    // 12.00 per hour, 60.00 per day: from the fifth started hour on the day is cheaper.
    private static readonly Car Car = Car.Create(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "Compact", "compact", 4, [], [], "Berlin", "Street 1", new GeoPoint(52.5, 13.4), "Europe/Berlin",
        Samples.Eur(1_200), pricePerDay: 6_000, driverFeePerDay: 10_000, taxRate: 1_900, bufferMinutes: 30);

    [Theory]
    [InlineData(1, 1_200)]
    [InlineData(1.01, 2_400)]
    [InlineData(4, 4_800)]
    [InlineData(4.5, 6_000)]
    [InlineData(5, 6_000)]
    [InlineData(24, 6_000)]
    [InlineData(24.5, 7_200)]
    [InlineData(26, 8_400)]
    [InlineData(30, 12_000)]
    [InlineData(72, 18_000)]
    public void Total_WhenWithoutDriver_IsFullDaysAndStartedHoursUpToADay(double hours, long amount) =>
        Car.Total(Samples.Hours(0, hours), withDriver: false).ShouldBe(Samples.Eur(amount));

    [Theory]
    [InlineData(1, 11_200)]
    [InlineData(24, 16_000)]
    [InlineData(25, 27_200)]
    public void Total_WhenWithDriver_AddsAFeePerStartedDay(double hours, long amount) =>
        Car.Total(Samples.Hours(0, hours), withDriver: true).ShouldBe(Samples.Eur(amount));

    // Elapsed time is what is paid: noon to noon is 23 hours when the clocks go forward and 25 when they go back.
    [Theory]
    [InlineData("2027-03-27T12:00:00+01:00", "2027-03-28T12:00:00+02:00", 23, 6_000)]
    [InlineData("2027-10-30T12:00:00+02:00", "2027-10-31T12:00:00+01:00", 25, 7_200)]
    [InlineData("2027-10-30T12:00:00+02:00", "2027-10-31T11:00:00+01:00", 24, 6_000)]
    public void Total_WhenTheClocksChange_CountsElapsedTime(string from, string to, int hours, long amount)
    {
        TimeRange asked = new(Samples.Utc(from), Samples.Utc(to));
        asked.Duration.ShouldBe(TimeSpan.FromHours(hours));
        Car.Total(asked, withDriver: false).ShouldBe(Samples.Eur(amount));
    }

    [Fact]
    public void Grant_WhenOffered_BlocksTheTurnaroundAndLinesSumToTheTotal()
    {
        TimeRange asked = Samples.Hours(1, 26);
        Grant grant = Car.Grant(2, asked, withDriver: true, Samples.NoDetails, Samples.Now).Value.ShouldNotBeNull();
        grant.Claims.ShouldHaveSingleItem().ShouldBe(new SlotClaim(2, Car.Id, asked, new TimeRange(asked.From, asked.To.AddMinutes(30))));
        grant.Lines.Sum(line => line.Amount.Amount).ShouldBe(Car.Total(asked, withDriver: true).Amount);
        grant.Lines.ShouldAllBe(line => line.Item == 2 && line.TaxRate == 1_900);
        grant.HoldFor.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData(-1, 2, "/from")]
    [InlineData(1, 1.5, "/to")]
    [InlineData(1, 722, "/to")]
    [InlineData(2, 1, "/to")]
    public void Grant_WhenTheRangeIsNotForSale_IsRefused(double from, double to, string pointer) =>
        Car.Grant(0, Samples.Hours(from, to), withDriver: false, Samples.NoDetails, Samples.Now).Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);
}
