namespace Booking.Api.Tests.Catalog;

using Booking.Api.Tests.Holds.Races;
using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The races of <see cref="CatalogRaceTests"/> without the guard: they must find double sales.</summary>
[Collection(ScratchCollection.Name)]
public sealed class CatalogRaceControlTests(ScratchApp app)
{
    private const int Rounds = 3;

    private const string ForgetHeld =
        """
        ALTER TABLE pools DROP CONSTRAINT pools_never_oversold;
        CREATE FUNCTION forget_held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.held := 0; RETURN NEW; END $$;
        CREATE TRIGGER forget_held BEFORE UPDATE ON pools FOR EACH ROW EXECUTE FUNCTION forget_held()
        """;

    [Fact]
    public async Task PlaceHold_WithoutTheSlotsConstraint_GivesAProviderTwice()
    {
        string constraint = await app.DefinitionAsync("slot_claims_no_overlap");
        await app.WithoutAsync("ALTER TABLE slot_claims DROP CONSTRAINT slot_claims_no_overlap", constraint, async () =>
        {
            RaceReport report = await new CatalogRaces(app).AnyProviderAsync(Rounds);
            report.Oversold.ShouldBeGreaterThan(0);
        });
    }

    [Fact]
    public async Task PlaceHold_WhenThePoolForgetsWhatIsHeld_SellsMorePlacesOfAClassThanThereAre()
    {
        string check = await app.DefinitionAsync("pools_never_oversold");
        await app.WithoutAsync(ForgetHeld, $"DROP TRIGGER forget_held ON pools; DROP FUNCTION forget_held; {check}", async () =>
        {
            RaceReport report = await new CatalogRaces(app).ClassPlacesAsync(Rounds);
            report.Oversold.ShouldBeGreaterThan(0);
        });
    }

    [Fact]
    public async Task AdjustStock_WhenThePoolForgetsWhatIsHeld_TakesWhatIsHeld()
    {
        string check = await app.DefinitionAsync("pools_never_oversold");
        await app.WithoutAsync(ForgetHeld, $"DROP TRIGGER forget_held ON pools; DROP FUNCTION forget_held; {check}", async () =>
        {
            StockRace race = await new CatalogRaces(app).StockAsync();
            (race.Sold + race.WrittenOff).ShouldBeGreaterThan(CatalogRaces.Stock);
        });
    }
}
