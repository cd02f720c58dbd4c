namespace Booking.Api.Tests.Venues;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The races for the dates of a series without their guards.</summary>
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

    /// <summary>Two guards stand behind each other: the bookings' locks, and the payments' locks, behind which nothing is left to pay back.</summary>
    [Fact]
    public async Task VenueSeries_WithoutTheLocksOfBookingsAndPayments_IsPaidBackTwice()
    {
        SeriesCancelRace race = new(0, 0, 0, 0);
        for (int round = 0; round < MaxRounds && race.Refunded <= race.Cancelled * 10_000; round++)
        {
            race = await VenueSeriesRaces.CancelAsync(app, run => app.WithoutLocksOfBookingsAsync(() => app.WithoutLocksOfPaymentsAsync(run)));
        }

        race.Refunded.ShouldBeGreaterThan(race.Cancelled * 10_000);
    }
}
