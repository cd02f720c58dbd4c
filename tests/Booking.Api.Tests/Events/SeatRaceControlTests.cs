namespace Booking.Api.Tests.Events;

using Booking.Api.Tests.Holds.Races;
using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The races of <see cref="SeatRaceTests"/> without the guard.</summary>
[Collection(ScratchCollection.Name)]
public sealed class SeatRaceControlTests(ScratchApp app)
{
    [Fact]
    public async Task HoldBestAvailable_WithoutTheSeatsConstraint_SellsASeatTwice() => await app.WithoutAsync(
        "DROP INDEX seat_claims_one_owner", await app.DefinitionAsync("seat_claims_one_owner"), async () =>
        {
            using SeatRaces races = await SeatRaces.OpenAsync(app);

            (_, int[] sold) = await races.BestPairsAsync();

            sold.ShouldContain(times => times > 1);
            (await ClaimLedger.FaultsAsync(app, races.CustomerIds)).ShouldNotBeEmpty();
        });

    [Fact]
    public async Task PutEventSeatPlan_WithoutThePlansLock_TakesAwaySeatsThatAreHeld()
    {
        string guard = await app.ScalarAsync<string>($"SELECT pg_get_functiondef('lock_seat_plans'::regproc)");
        await app.WithoutAsync(
            "CREATE OR REPLACE FUNCTION lock_seat_plans(events uuid[], is_change boolean) RETURNS integer LANGUAGE sql AS 'SELECT 0'",
            guard,
            async () =>
            {
                using SeatRaces races = await SeatRaces.OpenAsync(app);
                long lost = 0;
                for (int round = 0; round < 200 && lost == 0; round++)
                {
                    lost += (await races.RowLeavesAsync()).Lost;
                }

                lost.ShouldBeGreaterThan(0);
            });
    }
}
