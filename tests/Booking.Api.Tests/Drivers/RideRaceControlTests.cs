namespace Booking.Api.Tests.Drivers;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The same without the constraint on drivers' time: two engines that look at the same moment take the same driver.</summary>
[Collection(ScratchCollection.Name)]
public sealed class RideRaceControlTests(ScratchApp app)
{
    [Fact]
    public async Task Assign_WithoutTheSlotsConstraint_GivesADriverTwoRidesAtOnce()
    {
        string restore = await app.DefinitionAsync("slot_claims_no_overlap");
        await app.WithoutAsync("ALTER TABLE slot_claims DROP CONSTRAINT slot_claims_no_overlap", restore, async () =>
        {
            long overlaps = 0;
            for (int round = 0; round < 5 && overlaps == 0; round++)
            {
                overlaps = (await RideEngines.RunAsync(app, rides: 60, drivers: 20, hours: 4)).Ledger.Overlaps;
            }

            overlaps.ShouldBeGreaterThan(0);
        });
    }
}
