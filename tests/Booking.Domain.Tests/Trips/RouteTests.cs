namespace Booking.Domain.Tests.Trips;

using Booking.Domain.Common;
using Booking.Domain.Trips;
using Shouldly;
using Xunit;

public sealed class RouteTests
{
    [Theory]
    [InlineData("Köln", "koln")]
    [InlineData("KOLN", "koln")]
    [InlineData("Đà  Nẵng ", "da nang")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Große Straße", "grosse strasse")]
    [InlineData("Zürich HB", "zurich hb")]
    [InlineData("北京", "北京")]
    public void TextKey_WhenWritten_KnowsNoCaseAndNoAccents(string text, string key) => TextKey.Of(text).ShouldBe(key);

    [Fact]
    public void CheckStops_WhenABusCannotDriveThem_PointsAtTheStop()
    {
        StopDetails[] good = [At(0, 0), At(60, 65), At(120, 120)];
        Route.CheckStops(good).IsSuccess.ShouldBeTrue();
        Pointer(good[..1]).ShouldBe("/stops");
        Pointer([At(5, 5), At(60, 60)]).ShouldBe("/stops/0");
        Pointer([At(0, 0), At(60, 50)]).ShouldBe("/stops/1");
        Pointer([At(0, 0), At(60, 65), At(65, 70)]).ShouldBe("/stops/2");
        Pointer([At(0, 0), At(60, 60) with { TimeZone = "Europe/Nowhere" }]).ShouldBe("/stops/1");
        Pointer([At(0, 0), At(60, 60) with { Location = new GeoPoint(91, 0) }]).ShouldBe("/stops/1");
        Pointer([At(0, 0), At(60, Route.MaxMinutes + 1)]).ShouldBe("/stops/1");
        Guid twice = Guid.NewGuid();
        Pointer([At(0, 0) with { Id = twice }, At(60, 60) with { Id = twice }]).ShouldBe("/stops/1");
    }

    [Fact]
    public void Fares_WhenSeveralHold_AreThoseOfTheScheduleThenOfTheSeason()
    {
        Guid from = Guid.NewGuid();
        Guid to = Guid.NewGuid();
        Guid schedule = Guid.NewGuid();
        DateOnly christmas = new(2026, 12, 24);
        FareTable table = new(
        [
            Make(from, to, 1_000), Make(from, to, 2_000, null, christmas, christmas.AddDays(2)), Make(from, to, 800, schedule), Make(from, to, 1_800, schedule, christmas, null),
            Make(to, from, 500),
        ]);

        table.Between(from, to, null, christmas.AddDays(-1))["standard"].ShouldBe(1_000);
        table.Between(from, to, null, christmas)["standard"].ShouldBe(2_000);
        table.Between(from, to, null, christmas.AddDays(3))["standard"].ShouldBe(1_000);
        table.Between(from, to, schedule, christmas.AddDays(-1))["standard"].ShouldBe(800);
        table.Between(from, to, schedule, christmas)["standard"].ShouldBe(1_800);
        table.Between(from, Guid.NewGuid(), null, christmas).ShouldBeEmpty();
    }

    [Fact]
    public void Fares_WhenTwoHoldOnOneDayWithOneRank_AreRefused()
    {
        Line line = new();
        Guid from = line.Stops[0].Id;
        Guid to = line.Stops[2].Id;
        HashSet<Guid> none = [];
        DateOnly day = new(2026, 7, 1);

        new FareTable([Make(from, to, 1), Make(from, to, 2, null, day, day)]).Check(line.Stops, none).IsSuccess.ShouldBeTrue();
        Wrong(Make(from, to, 1), Make(from, to, 2)).ShouldBe("/fares/1");
        Wrong(Make(from, to, 1, null, day, day), Make(from, to, 2, null, day, null)).ShouldBe("/fares/1");
        Wrong(Make(to, from, 1)).ShouldBe("/fares/0");
        Wrong(Make(from, Guid.NewGuid(), 1)).ShouldBe("/fares/0");
        Wrong(Make(from, to, -1)).ShouldBe("/fares/0");
        Wrong(Make(from, to, 1, Guid.NewGuid())).ShouldBe("/fares/0");
        Wrong(Make(from, to, 1, null, day, day.AddDays(-1))).ShouldBe("/fares/0");

        string Wrong(params Fare[] fares) => new FareTable(fares).Check(line.Stops, none).Error.ShouldNotBeNull().Fields.Keys.Single();
    }

    [Fact]
    public void FareRules_WhenFaresAreMade_CoverEveryPair()
    {
        Line line = new();
        FareRules.ByLegs(new LegFares("standard", [700, 900]), line.Stops).Select(pair => (pair.From.Name, pair.To.Name, pair.Amount))
            .ShouldBe([("Berlin", "Schwerin", 700), ("Berlin", "Hamburg", 1_600), ("Schwerin", "Hamburg", 900)]);
        Stop[] far = [Stop.Create(default, Guid.NewGuid(), default, 0, "A", "A", 0, 0, "UTC", 0, 0), Stop.Create(default, Guid.NewGuid(), default, 1, "B", "B", 0, 1, "UTC", 60, 60)];
        FareRules.ByDistance(new DistanceFares("standard", 100, 10), far).Single().Amount.ShouldBe(100 + 1_112);
    }

    private static string Pointer(StopDetails[] stops) => Route.CheckStops(stops).Error.ShouldNotBeNull().Fields.Keys.Single();

    private static StopDetails At(int arrives, int departs) => new(null, "Stop", "City", new GeoPoint(50, 10), "Europe/Berlin", arrives, departs);

    private static Fare Make(Guid from, Guid to, long amount, Guid? schedule = null, DateOnly? validFrom = null, DateOnly? validTo = null) =>
        Fare.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), from, to, "standard", amount, schedule, validFrom, validTo);
}
