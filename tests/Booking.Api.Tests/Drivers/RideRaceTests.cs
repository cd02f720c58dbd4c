namespace Booking.Api.Tests.Drivers;

using Booking.Testing;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

/// <summary><see cref="RideRaceControlTests"/> shows that this test can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class RideRaceTests(BookingApp app, ITestOutputHelper output)
{
    [Fact]
    public async Task Assign_WhenManyEnginesBreakOffAndRepeat_EveryRideHasOneDriverWhoHasNoOtherAtThatTime()
    {
        (RideLedger ledger, int aborted) = await RideEngines.RunAsync(app, rides: 500, drivers: 100, hours: 36);

        output.WriteLine($"{ledger}; {aborted} steps were broken off.");
        ledger.Rides.ShouldBe(500);
        (ledger.Assigned + ledger.Unassigned).ShouldBe(500);
        (ledger.Overlaps, ledger.Doubles, ledger.Open, ledger.Ghosts).ShouldBe((0, 0, 0, 0));
        ledger.Assigned.ShouldBeGreaterThan(ledger.Unassigned);
        aborted.ShouldBeGreaterThan(0);
    }
}
