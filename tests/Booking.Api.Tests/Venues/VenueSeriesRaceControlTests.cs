namespace Booking.Api.Tests.Venues;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The race for the answer to a series without its guard.</summary>
[Collection(ScratchCollection.Name)]
public sealed class VenueSeriesRaceControlTests(ScratchApp app)
{
    private const int MaxRounds = 10;

    [Fact]
    public async Task VenueSeries_WithoutTheRequestsLocks_GetsSeveralAnswers()
    {
        int most = 0;
        for (int round = 0; round < MaxRounds && most <= 1; round++)
        {
            most = Math.Max(most, (await VenueSeriesRaces.AnswerAsync(
                app, run => app.WithoutLocksOfAsync("venue_requests", ["status", "answered_at", "answered_by", "note", "booking_id"], run))).Answered);
        }

        most.ShouldBeGreaterThan(1);
    }
}
