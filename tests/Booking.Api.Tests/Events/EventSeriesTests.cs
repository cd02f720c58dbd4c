namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class EventSeriesTests(BookingApp app)
{
    [Fact]
    public async Task CreateEventSeries_WhenPublished_MakesEventsWithPoolsOfTheirOwn()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (string id, _) = await shop.Provider.PublishAsync(EventDesk.Draft("Weekly Jam"), EventDesk.Type("Standing", 1_000, 5));

        JsonObject series = await RepeatAsync(shop, id, "FREQ=WEEKLY", 30 + 21);

        series["created"]!.AsArray().Count.ShouldBe(3);
        JsonArray occurrences = (await shop.Guest.ReadAsync($"api/v1/events?seriesId={series.Text("id")}"))["items"]!.AsArray();
        occurrences.Count.ShouldBe(4);
        string second = occurrences[1]!["ticketTypes"]![0]!.Text("id");
        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(second, 5));
        JsonArray again = (await shop.Provider.ReadAsync($"api/v1/events?seriesId={series.Text("id")}&managed=true"))["items"]!.AsArray();
        again.Select(happening => (int)happening!["ticketTypes"]![0]!["available"]!).ShouldBe([5, 0, 5, 5]);

        using HttpResponseMessage extended = await shop.Provider.PostAsync($"api/v1/event-series/{series.Text("id")}/extend", new JsonObject { ["until"] = Day(30 + 28), ["publish"] = false });
        (await extended.ShouldAnswerAsync(HttpStatusCode.OK))["created"]!.AsArray().Count.ShouldBe(1);
        using HttpResponseMessage twice = await shop.Provider.PostAsync($"api/v1/events/{id}/series", new JsonObject { ["rule"] = "FREQ=DAILY", ["until"] = Day(33) });
        await twice.ShouldRefuseAsync(409, "illegal_transition");
    }

    [Fact]
    public async Task EditEventSeries_WhenSomeAreTaken_MovesTheOthersAndSaysSo()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (string id, _) = await shop.Provider.PublishAsync(EventDesk.Draft("Weekly Swing"), EventDesk.Type("Standing", 1_000, 5));
        JsonObject series = await RepeatAsync(shop, id, "FREQ=WEEKLY", 30 + 21);
        JsonArray occurrences = (await shop.Guest.ReadAsync($"api/v1/events?seriesId={series.Text("id")}"))["items"]!.AsArray();
        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(occurrences[2]!["ticketTypes"]![0]!.Text("id"), 1));

        using HttpResponseMessage response = await shop.Provider.ChangeAsync(
            HttpMethod.Patch, $"api/v1/event-series/{series.Text("id")}", new JsonObject { ["scope"] = "following", ["eventId"] = occurrences[1]!.Text("id"), ["startTime"] = "18:30" }, null);
        JsonArray items = (await response.ShouldAnswerAsync(HttpStatusCode.OK))["items"]!.AsArray();

        items.Select(item => item!.Text("outcome")).ShouldBe(["changed", "held_or_sold", "changed"]);
        (items[0]!.Time("startsAt") - occurrences[1]!.Time("startsAt")).ShouldBe(TimeSpan.FromMinutes(-90));
        items[1]!.Time("startsAt").ShouldBe(occurrences[2]!.Time("startsAt"));
        using HttpResponseMessage all = await shop.Provider.ChangeAsync(
            HttpMethod.Patch, $"api/v1/event-series/{series.Text("id")}", new JsonObject { ["scope"] = "all", ["title"] = "Weekly Bebop" }, null);
        (await all.ShouldAnswerAsync(HttpStatusCode.OK))["items"]!.AsArray().Select(item => item!.Text("outcome")).ShouldAllBe(outcome => outcome == "changed");
        (await shop.Guest.ReadAsync("api/v1/events?q=bebop"))["items"]!.AsArray().Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("{ \"rule\": \"FREQ=HOURLY\", \"until\": \"2030-01-01\" }", 422, "rule_violated", "/rule")]
    [InlineData("{ \"rule\": \"FREQ=DAILY\", \"until\": \"soon\" }", 400, "validation_failed", "/until")]
    [InlineData("{ \"rule\": \"FREQ=DAILY\", \"until\": \"2099-01-01\" }", 422, "rule_violated", "/until")]
    [InlineData("{ \"rule\": \"FREQ=DAILY;COUNT=2\", \"until\": \"2030-01-01\", \"exclude\": [\"never\"] }", 400, "validation_failed", "/exclude")]
    [InlineData("{ \"rule\": \"FREQ=DAILY;COUNT=2\", \"until\": \"2030-01-01\", \"publish\": true }", 422, "rule_violated", "/ticketTypes")]
    public async Task CreateEventSeries_WhenAMemberIsWrong_PointsAtItAndMakesNothing(string body, int status, string code, string pointer)
    {
        Shop shop = await Shop.OpenAsync(app);
        string id = await shop.Provider.DraftAsync();
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Provider.PostAsync($"api/v1/events/{id}/series", JsonNode.Parse(body)!);

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM event_series WHERE tenant_id = {shop.TenantId}")).ShouldBe(0);
    }

    private static async Task<JsonObject> RepeatAsync(Shop shop, string id, string rule, int untilDays)
    {
        using HttpResponseMessage response = await shop.Provider.PostAsync($"api/v1/events/{id}/series", new JsonObject { ["rule"] = rule, ["until"] = Day(untilDays), ["publish"] = true });
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    private static string Day(int days) => Shop.Local(days, 0)[..10];
}
