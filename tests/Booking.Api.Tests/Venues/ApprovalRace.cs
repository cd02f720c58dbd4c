namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;

/// <summary>Two overlapping requests that two managers approve at the same moment, again and again on other days.</summary>
internal static class ApprovalRace
{
    private const int Rounds = 10;

    /// <returns>How many of the two became a booking, for each round.</returns>
    public static async Task<int[]> RunAsync(BookingApp app)
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Provider.NewHallAsync(Halls.Body().With("approval", "required").With("pendingBlocks", "soft"))).Text("id");
        List<int> approved = [];
        for (int round = 0; round < Rounds; round++)
        {
            HttpClient customer = await shop.NewCustomerAsync();
            JsonObject one = await customer.BookHallAsync(hall, Halls.Wish(days: 20 + round, hour: 9));
            JsonObject two = await customer.BookHallAsync(hall, Halls.Wish(days: 20 + round, hour: 10));
            HttpResponseMessage[] answers = await Task.WhenAll(
                shop.Admin.PostAsync(Path(one), new JsonObject()), shop.Provider.PostAsync(Path(two), new JsonObject()));
            approved.Add(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        }

        return [.. approved];
    }

    private static string Path(JsonObject made) => $"api/v1/venue-requests/{made["request"]!.Text("id")}/approve";
}
