namespace Booking.Api.Tests.Drivers;

using Booking.Api.Tests.Holds.Races;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary><see cref="LocationRaceControlTests"/> shows that this test can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class LocationRaceTests(BookingApp app)
{
    [Fact]
    public async Task ReportLocation_WhenReportsComeOutOfOrder_TheNewestByItsOwnTimeStands()
    {
        LocationRaces races = await LocationRaces.OpenAsync(app);
        for (int round = 0; round < 10; round++)
        {
            (Answer[] answers, int newer) = await races.ReportAsync();

            newer.ShouldBe(0);
            answers[^1].Status.ShouldBe(204, answers[^1].ToString());
            answers.ShouldAllBe(answer => answer.Status == 204 || (answer.Status == 409 && answer.Code == "stale_location"));
        }
    }
}
