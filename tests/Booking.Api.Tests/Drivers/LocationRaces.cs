namespace Booking.Api.Tests.Drivers;

using System.Globalization;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Cars;
using Booking.Api.Tests.Holds.Races;
using Booking.Api.Tests.Http;
using Booking.Testing;

/// <summary>
/// A device sends its locations all at once, as after a tunnel, and they come in any order. The tests run it against the system as it is, and
/// the control against one that does not know when the last one was recorded.
/// </summary>
internal sealed class LocationRaces
{
    private const int Reports = 32;

    /// <summary>About a metre, which nobody is too fast for.</summary>
    private const double Step = 0.00001;

    private readonly Shop _shop;
    private DateTimeOffset _last = DateTimeOffset.UtcNow.AddMinutes(-1);

    private LocationRaces(Shop shop) => _shop = shop;

    public static async Task<LocationRaces> OpenAsync(BookingApp app) => new(await Shop.OpenAsync(app));

    /// <summary>The answers in the order of the device's own times, and how many of its locations are newer than the one that stands.</summary>
    public async Task<(Answer[] Answers, int Newer)> ReportAsync()
    {
        DateTimeOffset first = _last.AddMilliseconds(10);
        _last = first.AddMilliseconds(Reports - 1);
        int[] order = [.. Enumerable.Range(0, Reports)];
        Random.Shared.Shuffle(order);
        TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<(int Place, Answer Answer)>[] running = [.. order.Select(async place =>
        {
            await start.Task;
            using HttpResponseMessage response = await _shop.Driver.ChangeAsync(HttpMethod.Put, "api/v1/drivers/me/location", Location(place, first.AddMilliseconds(place)), null);
            return (place, await Answer.ReadAsync(response));
        })];
        start.SetResult();
        (int Place, Answer Answer)[] answers = await Task.WhenAll(running);
        double latitude = (double)(await _shop.Driver.ReadAsync("api/v1/drivers/me"))["location"]!["lat"]!;
        return ([.. answers.OrderBy(answer => answer.Place).Select(answer => answer.Answer)], Reports - 1 - (int)Math.Round((latitude - 52.5) / Step));
    }

    private static JsonObject Location(int place, DateTimeOffset at) =>
        new() { ["lat"] = Math.Round(52.5 + place * Step, 5), ["lng"] = 13.4, ["at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) };
}
