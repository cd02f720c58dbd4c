namespace Booking.Api.Tests.Holds.Races;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>
/// The races of <see cref="PlaceHoldRaceTests"/> without the guards: they must find double sales, and the ledger must see them. There are
/// two, a constraint that decides and locks that make replicas look one after the other; each suffices alone.
/// </summary>
[Collection(ScratchCollection.Name)]
public sealed class PlaceHoldRaceControlTests(ScratchApp app)
{
    private const int Rounds = 3;

    // The moment between looking and writing is stretched, so that the replicas meet in it for certain.
    private const string NobodyLocks =
        """
        CREATE OR REPLACE FUNCTION lock_in_order(keys bigint[]) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 0; END $$;
        CREATE FUNCTION write_slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$;
        CREATE TRIGGER write_slowly BEFORE INSERT ON holds FOR EACH ROW EXECUTE FUNCTION write_slowly();
        """;

    [Fact]
    public Task PlaceHold_WithoutTheSeatsConstraint_SellsASeatTwice() => WithoutIndexAsync("seat_claims_one_owner", races => races.OneSeatAsync());

    [Fact]
    public Task PlaceHold_WithoutTheSlotsConstraint_SellsAHallTwice() =>
        WithoutConstraintAsync("slot_claims", "slot_claims_no_overlap", races => races.OverlappingHallTimesAsync());

    [Fact]
    public Task PlaceHold_WithoutTheSlotsConstraint_SellsACarTwice() => WithoutConstraintAsync("slot_claims", "slot_claims_no_overlap", races => races.OneCarAsync());

    [Fact]
    public Task PlaceHold_WithoutTheLegsConstraint_SellsABusSeatTwice() => WithoutConstraintAsync("leg_claims", "leg_claims_no_overlap", races => races.OverlappingLegsAsync());

    [Fact]
    public async Task PlaceHold_WhenThePoolForgetsWhatIsHeld_SellsMorePlacesThanThereAre()
    {
        string check = await app.DefinitionAsync("pools_never_oversold");
        await OversellsAsync(
            """
            ALTER TABLE pools DROP CONSTRAINT pools_never_oversold;
            CREATE FUNCTION forget_held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.held := 0; RETURN NEW; END $$;
            CREATE TRIGGER forget_held BEFORE UPDATE ON pools FOR EACH ROW EXECUTE FUNCTION forget_held()
            """,
            $"DROP TRIGGER forget_held ON pools; DROP FUNCTION forget_held; {check}",
            races => races.LastTenPlacesAsync());
    }

    [Fact]
    public async Task PlaceHold_WithoutAnyConstraint_SellsMixedHoldsTwice()
    {
        string slots = await app.DefinitionAsync("slot_claims_no_overlap");
        string legs = await app.DefinitionAsync("leg_claims_no_overlap");
        string seats = await app.DefinitionAsync("seat_claims_one_owner");
        string pools = await app.DefinitionAsync("pools_never_oversold");
        await OversellsAsync(
            """
            ALTER TABLE slot_claims DROP CONSTRAINT slot_claims_no_overlap;
            ALTER TABLE leg_claims DROP CONSTRAINT leg_claims_no_overlap;
            DROP INDEX seat_claims_one_owner;
            ALTER TABLE pools DROP CONSTRAINT pools_never_oversold;
            CREATE FUNCTION forget_held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.held := 0; RETURN NEW; END $$;
            CREATE TRIGGER forget_held BEFORE UPDATE ON pools FOR EACH ROW EXECUTE FUNCTION forget_held()
            """,
            $"DROP TRIGGER forget_held ON pools; DROP FUNCTION forget_held; {slots}; {legs}; {seats}; {pools}",
            races => races.MixedHoldsAsync());
    }

    private async Task WithoutConstraintAsync(string table, string constraint, Func<HoldRaces, Task<RaceReport>> run) =>
        await OversellsAsync($"ALTER TABLE {table} DROP CONSTRAINT {constraint}", await app.DefinitionAsync(constraint), run);

    private async Task WithoutIndexAsync(string index, Func<HoldRaces, Task<RaceReport>> run) => await OversellsAsync($"DROP INDEX {index}", await app.DefinitionAsync(index), run);

    private async Task OversellsAsync(string drop, string restore, Func<HoldRaces, Task<RaceReport>> run)
    {
        string locks = await app.ScalarAsync<string>($"SELECT pg_get_functiondef('lock_in_order'::regproc)");
        await app.WithoutAsync(NobodyLocks + drop, $"DROP TRIGGER write_slowly ON holds; DROP FUNCTION write_slowly; {locks}; {restore}", async () =>
        {
            using HoldRaces races = await HoldRaces.OpenAsync(app, Rounds);

            RaceReport report = await run(races);

            report.Oversold.ShouldBeGreaterThan(0);
            (await ClaimLedger.FaultsAsync(app, races.CustomerIds)).ShouldNotBeEmpty();
        });
    }
}
