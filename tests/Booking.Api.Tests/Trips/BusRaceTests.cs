namespace Booking.Api.Tests.Trips;

using Booking.Api.Tests.Holds.Races;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary><see cref="BusRaceControlTests"/> shows that this test can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class BusRaceTests(BookingApp app)
{
    [Fact]
    public async Task EditBus_WhenItsSeatsAreBeingHeld_SeesThemOrTheyAreRefused()
    {
        using BusRaces races = await BusRaces.OpenAsync(app);
        for (int round = 0; round < 10; round++)
        {
            (Answer change, Answer[] holds, long lost) = await races.SeatsLeaveAsync();

            lost.ShouldBe(0);
            change.Flaw.ShouldBeNull();
            holds.Select(hold => hold.Flaw).OfType<string>().ShouldBeEmpty();
            if (change.Status == 200)
            {
                holds.ShouldAllBe(hold => !hold.IsWon, change.ToString());
            }
            else
            {
                change.Code.ShouldBe("seats_taken");
                holds.Count(hold => hold.IsWon).ShouldBe(10);
            }
        }
    }

    [Fact]
    public async Task EditTrip_WhenItsSeatsAreBeingHeld_MovesThemOrTheyAreRefused()
    {
        using BusRaces races = await BusRaces.OpenAsync(app);
        for (int round = 0; round < 10; round++)
        {
            (Answer change, Answer[] holds, long lost, long live) = await races.BusIsSwappedAsync();

            change.Status.ShouldBe(200, change.ToString());
            lost.ShouldBe(0);
            holds.Select(hold => hold.Flaw).OfType<string>().ShouldBeEmpty();
            holds.Count(hold => hold.IsWon).ShouldBe((int)live);
        }
    }
}
