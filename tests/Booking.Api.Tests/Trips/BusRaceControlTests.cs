namespace Booking.Api.Tests.Trips;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The race of <see cref="BusRaceTests"/> without the guard.</summary>
[Collection(ScratchCollection.Name)]
public sealed class BusRaceControlTests(ScratchApp app)
{
    [Fact]
    public async Task EditBus_WhenSellersDoNotShareTheTrip_TakesAwaySeatsThatAreHeld()
    {
        string guard = await app.ScalarAsync<string>($"SELECT pg_get_functiondef('share_trips'::regproc)");
        await app.WithoutAsync("CREATE OR REPLACE FUNCTION share_trips(tenant uuid, trips uuid[]) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'", guard, async () =>
        {
            using BusRaces races = await BusRaces.OpenAsync(app);
            long lost = 0;
            for (int round = 0; round < 200 && lost == 0; round++)
            {
                lost += (await races.SeatsLeaveAsync()).Lost;
            }

            lost.ShouldBeGreaterThan(0);
        });
    }
}
