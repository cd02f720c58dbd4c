namespace Booking.Api.Tests.Bookings;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The race of <see cref="ReassignmentRaceTests"/> without the constraint on providers' time.</summary>
[Collection(ScratchCollection.Name)]
public sealed class ReassignmentRaceControlTests(ScratchApp app)
{
    [Fact]
    public async Task Reassign_WithoutTheSlotsConstraint_GivesAProviderTwice()
    {
        string restore = await app.DefinitionAsync("slot_claims_no_overlap");
        await app.WithoutAsync("ALTER TABLE slot_claims DROP CONSTRAINT slot_claims_no_overlap", restore, async () => (await ReassignmentRaces.RunAsync(app)).Overlaps.ShouldBeGreaterThan(0));
    }
}
