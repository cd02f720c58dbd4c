namespace Booking.Api.Tests.Bookings;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;

/// <summary>Races for one booking and for what it is changed to; the tests run them with their guards, the control without.</summary>
internal static class BookingRaces
{
    /// <summary>So many of each side ask at once.</summary>
    public const int Each = 32;

    /// <summary>The owner of a seat accepts a change to another one while others hold that.</summary>
    public static async Task<ChangeRace> ChangeAgainstHoldsAsync(BookingApp app)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1"));
        string path = $"api/v1/bookings/{booking.Text("id")}/changes";
        JsonObject quote = await CancellationTests.QuoteAsync(shop.Customer, path, AfterTheSaleTests.To(0, shop.SeatItem("A-2")));

        (Reply[] changes, Reply[] holds) = await AtOnceAsync(
            () => shop.Customer.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject()),
            () => shop.Stranger.PostAsync("api/v1/holds", Shop.Items(shop.SeatItem("A-2"))));

        JsonObject after = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        return new ChangeRace(changes, holds, (string?)after["items"]![0]!["seats"]![0], await OwnersAsync(shop, "A-1"), await OwnersAsync(shop, "A-2"));
    }

    /// <summary>One booking is given up and changed.</summary>
    /// <param name="around">Switches something off for as long as they ask.</param>
    public static async Task<CancelRace> CancelAgainstChangeAsync(BookingApp app, Func<Func<Task>, Task>? around = null)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1", "A-2"));
        string path = $"api/v1/bookings/{booking.Text("id")}";
        JsonObject cancellation = await CancellationTests.QuoteAsync(shop.Customer, $"{path}/cancellations", "{}");
        JsonObject change = await CancellationTests.QuoteAsync(shop.Customer, $"{path}/changes", AfterTheSaleTests.To(0, shop.SeatItem("A-1", "A-3")));

        Reply[] cancellations = [];
        Reply[] changes = [];
        await (around ?? (run => run()))(async () => (cancellations, changes) = await AtOnceAsync(
            () => shop.Customer.PostAsync($"{path}/cancellations/{cancellation.Text("id")}/confirm", new JsonObject()),
            () => shop.Customer.PostAsync($"{path}/changes/{change.Text("id")}/confirm", new JsonObject())));

        long[] owners = [await OwnersAsync(shop, "A-1"), await OwnersAsync(shop, "A-2"), await OwnersAsync(shop, "A-3")];
        return new CancelRace(
            cancellations, changes, (await shop.Customer.ReadAsync(path)).Text("status"), string.Join(' ', owners), await CancellationTests.RefundsAsync(shop, booking), booking["price"]!.Amount());
    }

    /// <summary>Both sides behind one barrier, one of each in turn.</summary>
    private static async Task<(Reply[] One, Reply[] Other)> AtOnceAsync(Func<Task<HttpResponseMessage>> one, Func<Task<HttpResponseMessage>> other)
    {
        TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Reply>[] running = [.. Enumerable.Range(0, 2 * Each).Select(async i =>
        {
            await start.Task;
            using HttpResponseMessage answer = await (i % 2 == 0 ? one() : other());
            return new Reply(answer.StatusCode, answer.IsSuccessStatusCode ? "" : JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject().Text("code"));
        })];
        start.SetResult();
        Reply[] replies = await Task.WhenAll(running);
        return ([.. replies.Where((_, i) => i % 2 == 0)], [.. replies.Where((_, i) => i % 2 == 1)]);
    }

    /// <summary>How many have a seat, as a hold or sold.</summary>
    private static Task<long> OwnersAsync(Shop shop, string seat) => shop.App.ScalarAsync<long>(
        $"SELECT count(*) FROM seat_claims WHERE tenant_id = {shop.TenantId} AND event_id = {shop.SeatedEvent} AND seat = {seat} AND state IN ('held', 'booked')");
}

/// <param name="Code">Of the problem; empty for a success.</param>
internal sealed record Reply(HttpStatusCode Status, string Code);

/// <param name="Seat">What the booking has at the end.</param>
/// <param name="OldOwners">How many have the seat that was sold first.</param>
internal sealed record ChangeRace(Reply[] Changes, Reply[] Holds, string? Seat, long OldOwners, long NewOwners);

/// <param name="Owners">How many have each of the three seats.</param>
internal sealed record CancelRace(Reply[] Cancellations, Reply[] Changes, string Status, string Owners, string Refunds, long Paid);
