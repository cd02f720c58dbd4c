namespace Booking.Api.Tests.Venues;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The races for a series without their guards.</summary>
[Collection(ScratchCollection.Name)]
public sealed class VenueSeriesRaceControlTests(ScratchApp app)
{
    private const int MaxRounds = 10;

    [Fact]
    public async Task ConfirmVenueSeriesCancellation_WithoutTheBookingsLocks_IsCarriedOutMoreThanOnce()
    {
        int most = 0;
        for (int round = 0; round < MaxRounds && most <= 2; round++)
        {
            most = Math.Max(most, (await VenueSeriesRaces.CancelAsync(app, app.WithoutLocksOfBookingsAsync)).Confirmed);
        }

        most.ShouldBeGreaterThan(2);
    }

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
