namespace Booking.Api.Tests.Holds.Overdue;

using Booking.Api.Tests.Holds.Races;
using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>A hold is booked in the moment its time runs out, while somebody else reaches for its unit.</summary>
[Collection(ScratchCollection.Name)]
public sealed class BookingVersusTakingTests(ScratchApp app)
{
    private const int Rounds = 52;
    private const int MaxAttempts = 400;

    [Fact]
    public async Task MakeBooking_WhenTheHoldRunsOutAndSomebodyTakesTheUnit_ExactlyOneWins()
    {
        using OverdueHolds holds = await OverdueHolds.OpenAsync(app);
        int booked = 0;
        int taken = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] body = await holds.FreshAsync((ClaimKind)(round % 4));
            Guid hold = await holds.HoldAsync(body, client: 0);

            // From past to well ahead, so that the end falls before, into and after the two transactions.
            int step = round / 4;
            await holds.EndInAsync(hold, TimeSpan.FromMilliseconds(3 * step * step - 3));
            Task<Answer> booking = holds.Racers.PostAsync("api/v1/bookings", Items.Booking(hold), client: 0);
            Task<Answer> taking = TakeAsync(holds, body, booking);

            Answer confirmed = await booking;
            Answer took = await taking;

            confirmed.Flaw.ShouldBeNull();
            took.Flaw.ShouldBeNull();
            string both = $"round {round}: booking {confirmed}, taking {took}";
            (confirmed.IsWon ^ took.IsWon).ShouldBeTrue(both);
            if (confirmed.IsWon)
            {
                took.Status.ShouldBe(409, both);
                booked++;
            }
            else
            {
                (confirmed.Status, confirmed.Code).ShouldBe((410, "hold_expired"), both);
                taken++;
            }
        }

        // Otherwise there was no race.
        booked.ShouldBeGreaterThan(0);
        taken.ShouldBeGreaterThan(0);
        (await ClaimLedger.FaultsAsync(app, holds.Racers.CustomerIds)).ShouldBeEmpty();
    }

    /// <summary>Reaches for the unit until it is had, or the booking has been answered and one more attempt has failed.</summary>
    private static async Task<Answer> TakeAsync(OverdueHolds holds, byte[] body, Task<Answer> booking)
    {
        for (int attempt = 1; ; attempt++)
        {
            bool isLast = booking.IsCompleted;
            Answer answer = await holds.Racers.HoldAsync(body, client: 1);
            if (answer.IsWon || answer.Status >= 500 || attempt == MaxAttempts || (isLast && (await booking).IsWon))
            {
                return answer;
            }
        }
    }
}
