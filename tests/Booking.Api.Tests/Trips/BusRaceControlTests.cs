namespace Booking.Api.Tests.Trips;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The race of <see cref="BusRaceTests"/> without the guard.</summary>
[Collection(ScratchCollection.Name)]
public sealed class BusRaceControlTests(ScratchApp app)
{
    private const string Unguarded = "CREATE OR REPLACE FUNCTION share_trips(tenant uuid, trips uuid[]) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'";

    [Fact]
    public Task EditBus_WhenSellersDoNotShareTheTrip_TakesAwaySeatsThatAreHeld() => LosesAsync(async races => (await races.SeatsLeaveAsync()).Lost);

    [Fact]
    public Task EditTrip_WhenSellersDoNotShareTheTrip_LeavesSeatsThatAreHeldBehind() => LosesAsync(async races => (await races.BusIsSwappedAsync()).Lost);

    private async Task LosesAsync(Func<BusRaces, Task<long>> race)
    {
        string guard = await app.ScalarAsync<string>($"SELECT pg_get_functiondef('share_trips'::regproc)");
        await app.WithoutAsync(Unguarded, guard, async () =>
        {
            using BusRaces races = await BusRaces.OpenAsync(app);
            long lost = 0;
            for (int round = 0; round < 200 && lost == 0; round++)
            {
                lost += await race(races);
            }

            lost.ShouldBeGreaterThan(0);
        });
    }
}
