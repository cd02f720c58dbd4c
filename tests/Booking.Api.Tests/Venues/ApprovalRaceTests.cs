namespace Booking.Api.Tests.Venues;

using Booking.Api.Tests.Holds.Scratch;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ApprovalRaceTests(BookingApp app)
{
    [Fact]
    public async Task ApproveVenueRequest_WhenTwoManagersApproveOverlappingRequests_OneBecomesABooking() => (await ApprovalRace.RunAsync(app)).ShouldAllBe(count => count == 1);
}

/// <summary>The same race without the guard.</summary>
[Collection(ScratchCollection.Name)]
public sealed class ApprovalRaceControlTests(ScratchApp app)
{
    [Fact]
    public async Task ApproveVenueRequest_WithoutTheSlotsConstraint_LetsTheHallTwice()
    {
        string restore = await app.DefinitionAsync("slot_claims_no_overlap");
        await app.WithoutAsync("ALTER TABLE slot_claims DROP CONSTRAINT slot_claims_no_overlap", restore, async () => (await ApprovalRace.RunAsync(app)).ShouldContain(2));
    }
}
