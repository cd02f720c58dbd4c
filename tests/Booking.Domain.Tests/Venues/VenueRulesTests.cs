namespace Booking.Domain.Tests.Venues;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Venues;
using Shouldly;
using Xunit;

public sealed class VenueRulesTests
{
    private static readonly VenueDetails Details = VenueDetails.Usual("EUR") with
    {
        Name = "Hall",
        City = "Berlin",
        Address = "Street 1",
        TimeZone = "Europe/Berlin",
        Capacity = 100,
        Layouts = [new VenueLayout("theatre", 100), new VenueLayout("banquet", 60)],
        Rates = RateCard.Of(5_000, 30_000),
        StepMinutes = 30,
        MinNoticeMinutes = 24 * 60,
        MaxNoticeDays = 60,
        MaxMinutes = 10 * 60,
    };

    [Theory]
    [InlineData(48, 2, 60, "banquet", null, "ok")]
    [InlineData(48, 2, 61, "banquet", "capacity", "/guests")]
    [InlineData(48, 2, 61, "theatre", null, "ok")]
    [InlineData(48, 2, 101, null, "capacity", "/guests")]
    [InlineData(48, 2, 10, "circus", null, "/layout")]
    [InlineData(23, 2, 10, null, "notice", "/from")]
    [InlineData(24, 2, 10, null, null, "ok")]
    [InlineData(61 * 24, 2, 10, null, "horizon", "/from")]
    [InlineData(48, 0.5, 10, null, "duration", "/to")]
    [InlineData(48, 10.5, 10, null, "duration", "/to")]
    [InlineData(48, 1.25, 10, null, "duration", "/to")]
    [InlineData(48, 1.5, 10, null, null, "ok")]
    public void Check_WhenARuleIsBroken_SaysWhichAndWhy(double from, double hours, int guests, string? layout, string? reason, string pointer)
    {
        Error? error = Of(Details).Check(Samples.Hours(from, from + hours), new VenueUse(guests, layout, []), Samples.Now);
        (error?.Fields.Keys.Single() ?? "ok").ShouldBe(pointer);
        error?.Reason.ShouldBe(reason);
    }

    [Fact]
    public void Grant_WhenWithExtras_TakesThemFromTheirPoolsAndPricesThem()
    {
        Venue venue = Of(Details);
        VenueExtra buffet = Extra(venue, ExtraPricing.PerGuest, 2_000, ExtraStock.PerDay, 3);
        VenueExtra light = Extra(venue, ExtraPricing.PerHour, 1_000, ExtraStock.Overall, 5);
        VenueExtra flowers = Extra(venue, ExtraPricing.Fixed, 700, ExtraStock.Unlimited, null);
        TimeRange asked = new(Samples.Utc("2027-03-05T20:00+01:00"), Samples.Utc("2027-03-06T01:30+01:00"));

        Grant grant = venue.Grant(
            2, asked, new VenueUse(40, "banquet", [new(buffet.Id, 1), new(light.Id, 2), new(flowers.Id, 3)]),
            new Dictionary<Guid, VenueExtra> { [buffet.Id] = buffet, [light.Id] = light, [flowers.Id] = flowers }, Samples.Now).Value.ShouldNotBeNull();

        grant.Lines.Select(line => (line.Code, line.Amount.Amount, line.Quantity)).ShouldBe([("venue", 30_000, 1), ("extra", 80_000, 1), ("extra", 12_000, 2), ("extra", 2_100, 3)]);
        grant.Claims.OfType<QuotaClaim>().Select(claim => claim.PoolId).ShouldBe([.. buffet.PoolsFor(asked, "Europe/Berlin"), light.Id]);
        buffet.DaysOf(asked, "Europe/Berlin").Select(day => day.Day).ShouldBe([new DateOnly(2027, 3, 5), new DateOnly(2027, 3, 6)]);
    }

    [Fact]
    public void Grant_WhenAnExtraIsNotTheHalls_IsRefused()
    {
        VenueExtra other = Extra(Of(Details), ExtraPricing.Fixed, 1, ExtraStock.Unlimited, null);
        Of(Details).Grant(0, Samples.Hours(48, 50), new VenueUse(1, null, [new(other.Id, 1)]), new Dictionary<Guid, VenueExtra> { [other.Id] = other }, Samples.Now)
            .Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/extras/0/extraId"]);
    }

    [Fact]
    public void Grant_WhenTheHallIsEditedAfterwards_StaysWhatItWas()
    {
        Venue venue = Of(Details);
        Grant grant = venue.Grant(0, Samples.Hours(48, 50), VenueUse.For(10), new Dictionary<Guid, VenueExtra>(), Samples.Now).Value.ShouldNotBeNull();
        venue.Edit(Details with { Rates = RateCard.Of(9_000, 90_000), CancellationPolicy = new CancellationPolicy([]) }).Answer().ShouldBe("ok");
        (grant.Lines[0].Amount, grant.Item.Policy).ShouldBe((Samples.Eur(10_000), CancellationPolicy.Default));
        venue.PricePerHour.ShouldBe(9_000);
    }

    [Fact]
    public void Edit_WhenARuleIsBroken_ChangesNothing()
    {
        Venue venue = Of(Details);
        venue.Edit(Details with { Name = "Other", Layouts = [new VenueLayout("theatre", 101)] }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/layouts/0/capacity"]);
        venue.Name.ShouldBe("Hall");
    }

    [Theory]
    [InlineData(ExtraStock.Unlimited, 5, "/stock")]
    [InlineData(ExtraStock.PerDay, null, "/stock")]
    [InlineData(ExtraStock.Overall, -1, "/stock")]
    public void Create_WhenTheStockDoesNotFitItsKind_IsRefused(ExtraStock kind, int? stock, string pointer) =>
        VenueExtra.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), new ExtraDetails("Light", "", ExtraPricing.Fixed, 1, 0, kind, stock, 1)).Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);

    private static Venue Of(VenueDetails details) => Venue.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), null, details).Value.ShouldNotBeNull();

    private static VenueExtra Extra(Venue venue, ExtraPricing pricing, long amount, ExtraStock kind, int? stock) =>
        VenueExtra.Create(Guid.CreateVersion7(), venue.TenantId, venue.Id, new ExtraDetails("Extra", "", pricing, amount, 1_900, kind, stock, 10)).Value.ShouldNotBeNull();
}
