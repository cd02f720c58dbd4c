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
    private static readonly CarDetails Details = new(
        "Compact", "compact", 4, [], [], "Berlin", "Street 1", new GeoPoint(52.5, 13.4), "Europe/Berlin", "EUR", RateCard.Of(1_200, 6_000), TaxRate: 1_900)
    {
        DriverFeePerDay = 10_000,
        BufferMinutes = 30,
    };

    private static readonly Car Car = Create(Details);

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
        Car.Total(Samples.Hours(0, hours), new CarRide(WithDriver: false)).ShouldBe(Samples.Eur(amount));

    [Theory]
    [InlineData(1, 11_200)]
    [InlineData(24, 16_000)]
    [InlineData(25, 27_200)]
    public void Total_WhenWithDriver_AddsAFeePerStartedDay(double hours, long amount) =>
        Car.Total(Samples.Hours(0, hours), new CarRide(WithDriver: true)).ShouldBe(Samples.Eur(amount));

    // A day is one by the wall clock: noon to noon costs a day and one fee, also over the change of the clocks.
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T12:00:00+01:00", "2027-03-28T12:00:00+02:00", 16_000)]
    [InlineData("Europe/Berlin", "2027-10-30T12:00:00+02:00", "2027-10-31T12:00:00+01:00", 16_000)]
    [InlineData("Europe/Berlin", "2027-10-30T12:00:00+02:00", "2027-10-31T12:01:00+01:00", 27_200)]
    [InlineData("America/New_York", "2027-03-13T12:00:00-05:00", "2027-03-14T12:00:00-04:00", 16_000)]
    [InlineData("America/New_York", "2027-11-06T12:00:00-04:00", "2027-11-07T12:00:00-05:00", 16_000)]
    [InlineData("Australia/Lord_Howe", "2027-04-03T12:00:00+11:00", "2027-04-04T12:00:00+10:30", 16_000)]
    [InlineData("Australia/Lord_Howe", "2027-10-02T12:00:00+10:30", "2027-10-03T12:00:00+11:00", 16_000)]
    [InlineData("Asia/Kathmandu", "2027-03-27T12:00:00+05:45", "2027-03-29T12:00:00+05:45", 32_000)]
    public void Total_WhenTheClocksChange_CountsDaysOfTheWall(string zone, string from, string to, long amount) =>
        Create(Details with { TimeZone = zone }).Total(new TimeRange(Samples.Utc(from), Samples.Utc(to)), new CarRide(WithDriver: true)).ShouldBe(Samples.Eur(amount));

    [Fact]
    public void Grant_WhenOffered_BlocksTheTurnaroundAndLinesSumToTheTotal()
    {
        TimeRange asked = Samples.Hours(1, 26);
        Grant grant = Car.Grant(2, asked, new CarRide(WithDriver: true), Samples.NoDetails, Samples.Now).Value.ShouldNotBeNull();
        grant.Claims.ShouldHaveSingleItem().ShouldBe(new SlotClaim(2, Car.Id, asked, new TimeRange(asked.From, asked.To.AddMinutes(30))));
        grant.Lines.Sum(line => line.Amount.Amount).ShouldBe(Car.Total(asked, new CarRide(WithDriver: true)).Amount);
        grant.Lines.ShouldAllBe(line => line.Item == 2 && line.TaxRate == 1_900);
        grant.HoldFor.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData(-1, 2, "/from")]
    [InlineData(1, 1.5, "/to")]
    [InlineData(1, 722, "/to")]
    [InlineData(2, 1, "/to")]
    public void Grant_WhenTheRangeIsNotForSale_IsRefused(double from, double to, string pointer) =>
        Car.Grant(0, Samples.Hours(from, to), new CarRide(WithDriver: false), Samples.NoDetails, Samples.Now).Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);

    private static readonly GeoPoint Potsdam = new(52.39, 13.06);
    private static readonly GeoPoint Leipzig = new(51.34, 12.37);

    [Fact]
    public void Quote_WhenItIsBroughtBackFarAway_StatesDistanceAndFee()
    {
        Car car = Create(Details with { IncludedKmPerDay = 100, PricePerExtraKm = 30, OneWayFee = 9_900 });

        IReadOnlyList<PriceLine> lines = car.Quote(0, Samples.Hours(1, 5), new CarRide(WithDriver: false, DropOff: Leipzig));

        int kilometres = (int)Math.Ceiling(new GeoPoint(52.5, 13.4).DistanceTo(Leipzig));
        lines.Select(line => (line.Code, line.Amount.Amount, line.Quantity)).ShouldBe([("rental", 4_800, 4), ("distance", (kilometres - 100) * 30, kilometres - 100), ("one_way", 9_900, 1)]);
    }

    [Fact]
    public void Quote_WhenItIsBroughtBackNearHome_HasNoFee() =>
        Create(Details with { PricePerExtraKm = 30, IncludedKmPerDay = 100, OneWayFee = 9_900, OneWayFreeKm = 40 })
            .Quote(0, Samples.Hours(1, 5), new CarRide(WithDriver: false, DropOff: Potsdam)).Select(line => line.Code).ShouldBe(["rental"]);

    [Fact]
    public void Quote_WhenAPointLiesInAnotherCity_TakesTheOneWayFeeHoweverNearItIs() =>
        Create(Details with { OneWayFee = 9_900, OneWayFreeKm = 100, DropOffPoints = [new CarPoint("Potsdam Hbf", "Potsdam", Potsdam.Latitude, Potsdam.Longitude)] })
            .Quote(0, Samples.Hours(1, 5), new CarRide(WithDriver: false, DropOff: Potsdam)).Select(line => line.Code).ShouldBe(["rental", "one_way"]);

    [Fact]
    public void Quote_WhenAWeekendHasItsOwnRate_NamesItOnALine()
    {
        Car car = Create(Details with { Rates = new RateCard([.. Details.Rates.Rates, new Rate(RateUnit.Day, 8_000, "weekend", [DayOfWeek.Saturday, DayOfWeek.Sunday], null, null)]) });

        IReadOnlyList<PriceLine> lines = car.Quote(0, new TimeRange(Samples.Utc("2027-03-05T09:00:00+01:00"), Samples.Utc("2027-03-08T09:00:00+01:00")), new CarRide(WithDriver: false));

        lines.Select(line => (line.Label, line.Quantity, line.Amount.Amount)).ShouldBe([("Compact, days", 1, 6_000), ("Compact, days, weekend", 2, 16_000)]);
    }

    [Theory]
    [InlineData(DriverMode.Required, false)]
    [InlineData(DriverMode.SelfDriveOnly, true)]
    public void Grant_WhenADriverIsNotForTheCustomerToChoose_IsRefused(DriverMode mode, bool withDriver) =>
        Create(Details with { DriverMode = mode }).Grant(0, Samples.Hours(1, 5), new CarRide(withDriver), Samples.NoDetails, Samples.Now).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/withDriver"]);

    [Fact]
    public void Grant_WhenTooSoonForTheOwner_SaysNotice() =>
        Create(Details with { NoticeMinutes = 120 }).Grant(0, Samples.Hours(1.9, 5), new CarRide(WithDriver: false), Samples.NoDetails, Samples.Now).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.Notice);

    [Fact]
    public void Grant_WhenAPlaceIsTooFarAway_SaysDistance()
    {
        Car car = Create(Details with { MaxPickUpKm = 10, MaxDropOffKm = 50, PickUpPoints = [new CarPoint("Leipzig Hbf", "Leipzig", Leipzig.Latitude, Leipzig.Longitude)] });
        Result<Grant> Grant(GeoPoint? pickUp, GeoPoint? dropOff) => car.Grant(0, Samples.Hours(1, 5), new CarRide(WithDriver: false, pickUp, dropOff), Samples.NoDetails, Samples.Now);

        Grant(Potsdam, null).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/pickUp"]);
        Grant(null, Leipzig).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.Distance);
        Grant(Leipzig, Potsdam).IsSuccess.ShouldBeTrue();
        Create(Details with { DropOffPoints = [new CarPoint("Leipzig Hbf", "Leipzig", Leipzig.Latitude, Leipzig.Longitude)] })
            .Grant(0, Samples.Hours(1, 5), new CarRide(WithDriver: false, DropOff: Potsdam), Samples.NoDetails, Samples.Now).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/dropOff"]);
    }

    [Fact]
    public void Grant_WhenWithdrawn_IsRefused()
    {
        Car car = Create(Details);
        car.Offer(isActive: false);
        car.Grant(0, Samples.Hours(1, 5), new CarRide(WithDriver: false), Samples.NoDetails, Samples.Now).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.NotOnSale);
    }

    [Fact]
    public void Edit_WhenRefused_ChangesNothing()
    {
        Car car = Create(Details);
        car.Edit(Details with { Name = "Other", Seats = 0 }).IsFailure.ShouldBeTrue();
        car.Name.ShouldBe("Compact");
    }

    [Fact]
    public void Create_WhenThereIsNoDayRate_SortsByTwentyFourHours()
    {
        Car car = Create(Details with { Rates = new RateCard([Rate.Always(RateUnit.Hour, 1_000)]) });
        (car.PricePerDay, car.LowestPerDay).ShouldBe((24_000, 1_000));
    }

    public static TheoryData<CarDetails, string> Broken => new()
    {
        { Details with { Seats = 0 }, "/seats" },
        { Details with { TimeZone = "Mars/Olympus" }, "/timeZone" },
        { Details with { Location = new GeoPoint(91, 0) }, "/location" },
        { Details with { LicenceClass = "Z" }, "/licenceClass" },
        { Details with { Rates = new RateCard([]) }, "/rates" },
        { Details with { Rates = RateCard.Of(1, long.MaxValue) }, "/rates/1/price/amount" },
        { Details with { Rates = RateCard.Of(-1, 1) }, "/rates/0/price/amount" },
        { Details with { Rates = new RateCard([.. Details.Rates.Rates, Rate.Always(RateUnit.Day, 1)]) }, "/rates/2" },
        { Details with { DriverFeePerDay = -1 }, "/driverFeePerDay/amount" },
        { Details with { OneWayFee = long.MaxValue }, "/oneWayFee/amount" },
        { Details with { TaxRate = 10_001 }, "/taxRate" },
        { Details with { MinMinutes = 120, MaxMinutes = 60 }, "/maxMinutes" },
        { Details with { HoldMinutes = 121 }, "/holdMinutes" },
        { Details with { BufferMinutes = -1 }, "/bufferMinutes" },
        { Details with { PickUpPoints = [new CarPoint("A", "B", 0, 0), new CarPoint("a", "B", 1, 1)] }, "/pickUpPoints/1/name" },
        { Details with { DropOffPoints = [new CarPoint("A", "B", 0, 181)] }, "/dropOffPoints/0" },
        { Details with { Policy = new CancellationPolicy([new CancellationTier(24, 50), new CancellationTier(48, 100)]) }, "/cancellationPolicy/tiers/1/hoursBefore" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Create_WhenATermIsBroken_PointsAtIt(CarDetails details, string pointer) =>
        Car.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), details).Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);

    private static Car Create(CarDetails details) => Car.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), details).Value.ShouldNotBeNull();
}
