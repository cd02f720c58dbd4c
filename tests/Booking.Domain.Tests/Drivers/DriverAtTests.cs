namespace Booking.Domain.Tests.Drivers;

using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class DriverAtTests
{
    private static readonly GeoPoint Berlin = new(52.52, 13.40);
    private static readonly GeoPoint Potsdam = new(52.39, 13.06);
    private static readonly GeoPoint Munich = new(48.14, 11.56);
    private static readonly DispatchRules Rules = new();

    // Samples.Now is noon UTC on a Monday; the shift begins then and lasts eight hours.
    private static readonly Driver Driver = Create([LicenceClasses.B]);

    [Fact]
    public void Fit_WhenTheShiftCoversRideAndWay_IsAYes()
    {
        DriverFit fit = At(Driver, Samples.Hours(1, 3)).Fit(Potsdam, LicenceClasses.B);
        fit.IsEligible.ShouldBeTrue();
        fit.FromLocation.ShouldBeFalse();
        fit.Travel.ShouldBe(TimeSpan.FromMinutes(Math.Ceiling(Berlin.DistanceTo(Potsdam) / 50 * 60)));
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(7, 9)]
    public void Fit_WhenTheWayOrTheEndLiesOutsideTheShift_SaysDriverShift(double from, double to) =>
        At(Driver, Samples.Hours(from, to)).Fit(Potsdam, LicenceClasses.B).Reasons.ShouldBe([Reason.DriverShift]);

    [Fact]
    public void Fit_WhenTheLicenceIsTooSmall_SaysLicence()
    {
        At(Driver, Samples.Hours(1, 3)).Fit(Berlin, LicenceClasses.D1).Reasons.ShouldBe([Reason.Licence]);
        At(Create([LicenceClasses.D]), Samples.Hours(1, 3)).Fit(Berlin, LicenceClasses.D1).IsEligible.ShouldBeTrue();
    }

    [Fact]
    public void Fit_WhenAnotherRideRunsIntoTheWay_SaysBooked()
    {
        TimeRange other = Samples.Hours(0, 0.75);
        At(Driver, Samples.Hours(1, 3), taken: [other]).Fit(Potsdam, LicenceClasses.B).Reasons.ShouldBe([Reason.Booked]);
        At(Driver, Samples.Hours(1, 3), taken: [other]).Fit(Berlin, LicenceClasses.B).IsEligible.ShouldBeTrue();
    }

    [Fact]
    public void Fit_WhenTheRideBeginsFarAway_SaysDistance() =>
        At(Driver, Samples.Hours(1, 3)).Fit(Munich, LicenceClasses.B).Reasons.ShouldBe([Reason.DriverShift, Reason.Distance]);

    [Theory]
    [InlineData(0.1, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(0.1, 5, false)]
    public void Fit_WhenThereIsALocation_CountsIfItIsFreshAndTheRideBeginsSoon(double hoursOld, double startsIn, bool counts)
    {
        DriverLocation seen = DriverLocation.Report(Guid.CreateVersion7(), Driver.Id, Potsdam, Samples.Now.AddHours(-hoursOld), null, Rules, Samples.Now).Value.ShouldNotBeNull();
        DriverFit fit = At(Driver, Samples.Hours(startsIn, startsIn + 1), location: seen).Fit(Potsdam, LicenceClasses.B);
        fit.FromLocation.ShouldBe(counts);
        (fit.DistanceKm < 1).ShouldBe(counts);
    }

    [Fact]
    public void Fit_WhenTheDriverIsOffDuty_SaysDriverShift()
    {
        Driver off = Create([LicenceClasses.B]);
        off.Edit(off.ToDetails() with { IsActive = false }).IsSuccess.ShouldBeTrue();
        At(off, Samples.Hours(1, 3)).Fit(Berlin, LicenceClasses.B).Reasons.ShouldBe([Reason.DriverShift]);
    }

    [Fact]
    public void Report_WhenOlderOrImpossible_IsRefused()
    {
        DriverLocation first = Report(Berlin, 0, null).Value.ShouldNotBeNull();
        Report(Berlin, -1, first).Answer().ShouldBe("stale_location");
        Report(Berlin, 0, first).Answer().ShouldBe("ok");
        Report(Munich, 1, first).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/lat"]);
        Report(Munich, 180, first, now: 180).Answer().ShouldBe("ok");
        Report(Berlin, 3, null).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/at"]);
        Report(Berlin, -25 * 60, null).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/at"]);
    }

    [Fact]
    public void Create_WhenADetailIsBroken_PointsAtIt()
    {
        ShiftPlan none = new("Europe/Berlin", [], []);
        DriverDetails details = Driver.ToDetails();
        string Refused(DriverDetails asked, ShiftPlan shifts) =>
            Driver.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), asked, shifts).Error.ShouldNotBeNull().Fields.Keys.ShouldHaveSingleItem();
        Refused(details with { LicenceClasses = [] }, none).ShouldBe("/licenceClasses");
        Refused(details with { LicenceClasses = ["B", "B"] }, none).ShouldBe("/licenceClasses");
        Refused(details with { LicenceClasses = ["X"] }, none).ShouldBe("/licenceClasses");
        Refused(details with { Base = new GeoPoint(0, 200) }, none).ShouldBe("/base");
        Refused(details, none with { TimeZone = "?" }).ShouldBe("/shift/timeZone");
    }

    [Theory]
    [InlineData("B", "B", true)]
    [InlineData("BE", "B", true)]
    [InlineData("D", "D1", true)]
    [InlineData("D1", "D", false)]
    [InlineData("C", "C1", true)]
    [InlineData("C", "D1", false)]
    [InlineData("B", "BE", false)]
    public void Fit_WhenALicenceIsHigher_IsForTheLowerOnesToo(string held, string needed, bool fits) => LicenceClasses.Fit([held], needed).ShouldBe(fits);

    private static Result<DriverLocation> Report(GeoPoint point, double minutes, DriverLocation? last, double now = 0) =>
        DriverLocation.Report(Guid.CreateVersion7(), Driver.Id, point, Samples.Now.AddMinutes(minutes), last, Rules, Samples.Now.AddMinutes(now));

    private static DriverAt At(Driver driver, TimeRange time, IReadOnlyList<TimeRange>? taken = null, DriverLocation? location = null) =>
        new(driver, time, taken ?? [], location, Rules, Samples.Now);

    private static Driver Create(IReadOnlyList<string> licences) => Driver.Create(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(),
        new DriverDetails("Dora", licences, Berlin, "Alexanderplatz 1", ["de"], IsActive: true),
        new ShiftPlan("Europe/Berlin", [new WeeklyShift(DayOfWeek.Monday, 13 * 60, 21 * 60)], [])).Value.ShouldNotBeNull();
}
