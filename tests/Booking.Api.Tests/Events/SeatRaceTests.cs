namespace Booking.Api.Tests.Events;

using Booking.Api.Tests.Holds.Races;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Many want seats of one hall at one moment. <see cref="SeatRaceControlTests"/> shows that these tests can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class SeatRaceTests(BookingApp app)
{
    [Fact]
    public async Task HoldBestAvailable_When64WantPairsOf100Seats_All50PairsAreSold()
    {
        using SeatRaces races = await SeatRaces.OpenAsync(app);
        for (int round = 0; round < 5; round++)
        {
            (Answer[] answers, int[] sold) = await races.BestPairsAsync();

            string tally = string.Join(", ", answers.GroupBy(answer => answer.ToString()).Select(group => $"{group.Count()} × {group.Key}"));
            answers.Select(answer => answer.Flaw).OfType<string>().ShouldBeEmpty(tally);
            answers.Count(answer => answer.IsWon).ShouldBe(50, tally);
            answers.Where(answer => !answer.IsWon).ShouldAllBe(answer => answer.Status == 409 && answer.Code == "sold_out", tally);
            sold.Length.ShouldBe(100);
            sold.ShouldAllBe(times => times == 1);
        }

        (await ClaimLedger.FaultsAsync(app, races.CustomerIds)).ShouldBeEmpty();
    }

    [Fact]
    public async Task PutEventSeatPlan_WhenItsSeatsAreBeingHeld_SeesThemOrTheyAreRefused()
    {
        using SeatRaces races = await SeatRaces.OpenAsync(app);
        for (int round = 0; round < 20; round++)
        {
            (Answer change, Answer[] holds, long lost) = await races.RowLeavesAsync();

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
}
