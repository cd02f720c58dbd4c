namespace Booking.Api.Tests.Bookings;

using Booking.Testing;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

/// <summary><see cref="ReassignmentRaceControlTests"/> shows that this test can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class ReassignmentRaceTests(BookingApp app, ITestOutputHelper output)
{
    [Fact]
    public async Task Reassign_WhenEnginesAndCustomersWantTheSameTime_EachIsHadOnceAndEveryAppointmentIsSettledOnce()
    {
        ReassignmentLedger ledger = await ReassignmentRaces.RunAsync(app);

        output.WriteLine(ledger.ToString());
        (ledger.Done + ledger.Failed).ShouldBe(ReassignmentRaces.Appointments);
        (ledger.Told, ledger.Cases).ShouldBe((ledger.Done, ledger.Failed));
        (ledger.Overlaps, ledger.Strays).ShouldBe((0, 0));
    }
}
