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

        JsonObject series = await RepeatAsync(shop.Provider, id, "FREQ=WEEKLY", 30 + 21);

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
        JsonObject series = await RepeatAsync(shop.Provider, id, "FREQ=WEEKLY", 30 + 21);
        JsonArray occurrences = (await shop.Guest.ReadAsync($"api/v1/events?seriesId={series.Text("id")}"))["items"]!.AsArray();
        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(occurrences[2]!["ticketTypes"]![0]!.Text("id"), 1));

        using HttpResponseMessage response = await shop.Provider.ChangeAsync(
            HttpMethod.Patch, $"api/v1/event-series/{series.Text("id")}", new JsonObject { ["scope"] = "following", ["eventId"] = occurrences[1]!.Text("id"), ["startTime"] = "18:30" }, "\"1\"");
        JsonArray items = (await response.ShouldAnswerAsync(HttpStatusCode.OK))["items"]!.AsArray();

        items.Select(item => item!.Text("outcome")).ShouldBe(["changed", "held_or_sold", "changed"]);
        (items[0]!.Time("startsAt") - occurrences[1]!.Time("startsAt")).ShouldBe(TimeSpan.FromMinutes(-90));
        items[1]!.Time("startsAt").ShouldBe(occurrences[2]!.Time("startsAt"));
        using HttpResponseMessage all = await shop.Provider.ChangeAsync(
            HttpMethod.Patch, $"api/v1/event-series/{series.Text("id")}", new JsonObject { ["scope"] = "all", ["title"] = "Weekly Bebop" }, response.Headers.ETag.ShouldNotBeNull().Tag);
        (await all.ShouldAnswerAsync(HttpStatusCode.OK))["items"]!.AsArray().Select(item => item!.Text("outcome")).ShouldAllBe(outcome => outcome == "changed");
        (await shop.Guest.ReadAsync("api/v1/events?q=bebop"))["items"]!.AsArray().Count.ShouldBe(4);
    }

    [Fact]
    public async Task CreateEventSeries_WhenSeatsHaveNames_GivesEachOccurrenceItsOwn()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid id = await shop.SeatedEventAsync();
        await shop.PutPlanAsync(id, SeatedHouse.Plan(SeatedHouse.Hall(), forbidOrphans: true));
        using HttpResponseMessage blocked = await shop.Admin.PostAsync($"api/v1/events/{id}/seats/block", new JsonObject { ["seats"] = Shop.Names(["B-8"]) });
        await blocked.ShouldAnswerAsync(HttpStatusCode.OK);
        await shop.HoldAsync(shop.Guest, SeatedHouse.SeatItem(id, "A-3"));

        JsonObject series = await RepeatAsync(shop.Admin, id.ToString(), "FREQ=DAILY", 23);

        Guid[] occurrences = [.. series["created"]!.AsArray().Select(made => Guid.Parse(made!.Text("eventId")))];
        occurrences.Length.ShouldBe(2);
        string[] seats = await shop.SeatsAsync(occurrences[0]);
        seats.Length.ShouldBe(16);
        seats[..3].ShouldBe(["A-1 free 5000 w", "A-2 free 5000 c:A-1", "A-3 free 5000"]);
        seats[^1].ShouldBe("B-8 free 3000");
        JsonObject sold = await shop.BuyAsync(shop.Customer, SeatedHouse.SeatItem(occurrences[0], "A-3", "A-4"));
        sold.Text("status").ShouldBe("confirmed");
        (await shop.SeatsAsync(occurrences[0]))[2].ShouldBe("A-3 booked 5000");
        (await shop.SeatsAsync(occurrences[1]))[2].ShouldBe("A-3 free 5000");
        using HttpResponseMessage orphan = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(SeatedHouse.SeatItem(occurrences[1], "B-2")));
        (await orphan.ShouldRefuseAsync(422, "rule_violated", "/items/0/seats")).Text("reason").ShouldBe("orphan_seat");
        JsonObject second = await shop.Guest.ReadAsync($"api/v1/events/{occurrences[1]}");
        second.TypeNamed("Gold")["capacity"]!.GetValue<int>().ShouldBe(8);
        using HttpResponseMessage best = await shop.Stranger.HoldBestAsync(SeatedHouse.Best(occurrences[1], 2));
        (await best.ShouldAnswerAsync(HttpStatusCode.Created)).Seats().ShouldStartWith("A-");

        using HttpResponseMessage moved = await shop.Admin.ChangeAsync(
            HttpMethod.Patch, $"api/v1/event-series/{series.Text("id")}", new JsonObject { ["scope"] = "all", ["startTime"] = "18:00" }, "\"1\"");
        (await moved.ShouldAnswerAsync(HttpStatusCode.OK))["items"]!.AsArray().Select(item => item!.Text("outcome")).ShouldAllBe(outcome => outcome == "held_or_sold");
        moved.Headers.ETag.ShouldNotBeNull().Tag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task CreateEventSeries_WhenAPriceIsWithdrawn_CopiesTheOthers()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync(EventDesk.Draft("Tiers"));
        string early = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Early", 1_000, 5));
        string regular = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Regular", 2_000, 5).With("after", early));
        await shop.Provider.AddTypeAsync(id, EventDesk.Type("Late", 3_000, 5).With("after", regular));
        using HttpResponseMessage withdrawn = await shop.Provider.ChangeAsync(HttpMethod.Delete, $"api/v1/events/{id}/ticket-types/{early}", null, await shop.Provider.TagAsync(id));
        await withdrawn.ShouldAnswerAsync(HttpStatusCode.OK);

        JsonObject series = await RepeatAsync(shop.Provider, id, "FREQ=DAILY", 31);

        JsonObject copy = await shop.Guest.ReadAsync($"api/v1/events/{series["created"]![0]!.Text("eventId")}");
        copy.TypeNames().ShouldBe(["Regular", "Late"]);
        copy.TypeNamed("Regular")["availableActions"]!.AsArray().Count.ShouldBe(1);
        copy.TypeNamed("Late")["availableActions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task CreateEventSeries_WhenThereIsNoSeatMapOrTooManySeats_IsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid bare = await shop.SeatedEventAsync();
        Guid large = await shop.SeatedEventAsync();
        await shop.PutPlanAsync(large, SeatedHouse.Plan(SeatedHouse.Hall(1_000)));
        string before = await shop.FootprintAsync();

        using HttpResponseMessage seatless = await shop.Admin.PostAsync($"api/v1/events/{bare}/series", new JsonObject { ["rule"] = "FREQ=DAILY", ["until"] = Day(25) });
        await seatless.ShouldRefuseAsync(422, "rule_violated", "/seatMap");
        using HttpResponseMessage tooMany = await shop.Admin.PostAsync($"api/v1/events/{large}/series", new JsonObject { ["rule"] = "FREQ=DAILY", ["until"] = Day(21 + 101) });
        await tooMany.ShouldRefuseAsync(422, "rule_violated", "/until");
        (await shop.FootprintAsync()).ShouldBe(before);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM event_series WHERE tenant_id = {shop.TenantId}")).ShouldBe(0);
    }

    [Fact]
    public async Task GetEventSeries_WhenItIsKnown_Answers304UntilItIsChanged()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (string id, _) = await shop.Provider.PublishAsync(EventDesk.Draft("Weekly Tango"), EventDesk.Type("Standing", 1_000, 5));
        using HttpResponseMessage created = await shop.Provider.PostAsync($"api/v1/events/{id}/series", new JsonObject { ["rule"] = "FREQ=WEEKLY", ["until"] = Day(37), ["publish"] = true });
        string path = $"api/v1/event-series/{(await created.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id")}";
        created.Headers.Location.ShouldNotBeNull().OriginalString.ShouldBe($"/{path}");
        string tag = created.Headers.ETag.ShouldNotBeNull().Tag;

        JsonObject series = await shop.Provider.ReadAsync(path);
        series.Text("rule").ShouldBe("FREQ=WEEKLY");
        series.Text("templateId").ShouldBe(id);
        series.Text("createdUntil").ShouldStartWith(Day(37));
        series["created"]!.AsArray().ShouldBeEmpty();
        series["availableActions"]!.AsArray().Select(action => (string?)action).ShouldBe(["edit", "extend"]);
        (await StatusAsync(shop.Provider, path, tag)).ShouldBe(HttpStatusCode.NotModified);

        using HttpResponseMessage edited = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["scope"] = "all", ["title"] = "Weekly Milonga" }, tag);
        await edited.ShouldAnswerAsync(HttpStatusCode.OK);
        (await StatusAsync(shop.Provider, path, tag)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(shop.Provider, path, edited.Headers.ETag.ShouldNotBeNull().Tag)).ShouldBe(HttpStatusCode.NotModified);
        using HttpResponseMessage extended = await shop.Provider.PostAsync($"{path}/extend", new JsonObject { ["until"] = Day(44) });
        await extended.ShouldAnswerAsync(HttpStatusCode.OK);
        (await StatusAsync(shop.Provider, path, edited.Headers.ETag.Tag)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(shop.Provider, path, extended.Headers.ETag.ShouldNotBeNull().Tag)).ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task EventSeries_WhenTheCallerMayNotOrIsLate_IsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        (string id, _) = await shop.Admin.PublishAsync(EventDesk.Draft("The house's own"), EventDesk.Type("Standing", 1_000, 5));
        string path = $"api/v1/event-series/{(await RepeatAsync(shop.Admin, id, "FREQ=WEEKLY", 37)).Text("id")}";
        JsonObject change = new() { ["scope"] = "all", ["title"] = "Theirs" };
        string before = await shop.FootprintAsync();

        await RefusesAsync(shop.Guest.GetAsync(new Uri(path, UriKind.Relative)), 401, "not_authenticated");
        await RefusesAsync(shop.Customer.GetAsync(new Uri(path, UriKind.Relative)), 403, "forbidden");
        await RefusesAsync(shop.Provider.GetAsync(new Uri(path, UriKind.Relative)), 403, "not_the_owner");
        await RefusesAsync(shop.Admin.GetAsync(new Uri($"api/v1/event-series/{Guid.NewGuid()}", UriKind.Relative)), 404, "offering_not_found");
        await RefusesAsync(shop.Provider.ChangeAsync(HttpMethod.Patch, path, change, "\"1\""), 403, "not_the_owner");
        await RefusesAsync(shop.Admin.ChangeAsync(HttpMethod.Patch, $"api/v1/event-series/{Guid.NewGuid()}", change, "\"1\""), 404, "offering_not_found");
        await RefusesAsync(shop.Admin.ChangeAsync(HttpMethod.Patch, path, change, null), 428, "precondition_required");
        await RefusesAsync(shop.Admin.ChangeAsync(HttpMethod.Patch, path, change, "\"mine\""), 412, "precondition_failed");
        await RefusesAsync(shop.Admin.ChangeAsync(HttpMethod.Patch, path, change, "\"2\""), 412, "precondition_failed");
        await RefusesAsync(shop.Admin.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["scope"] = "following" }, "\"1\""), 400, "validation_failed", "/eventId");
        await RefusesAsync(shop.Admin.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["scope"] = "following", ["eventId"] = Guid.NewGuid() }, "\"1\""), 422, "rule_violated", "/eventId");
        await RefusesAsync(shop.Admin.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["scope"] = "all", ["startTime"] = "late" }, "\"1\""), 400, "validation_failed", "/startTime");
        await RefusesAsync(shop.Admin.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["scope"] = "all", ["durationMinutes"] = 0 }, "\"1\""), 400, "validation_failed", "/durationMinutes");

        (await shop.FootprintAsync()).ShouldBe(before);
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

    private static async Task<JsonObject> RepeatAsync(HttpClient organiser, string id, string rule, int untilDays)
    {
        using HttpResponseMessage response = await organiser.PostAsync($"api/v1/events/{id}/series", new JsonObject { ["rule"] = rule, ["until"] = Day(untilDays), ["publish"] = true });
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    private static async Task RefusesAsync(Task<HttpResponseMessage> call, int status, string code, string? pointer = null)
    {
        using HttpResponseMessage response = await call;
        await response.ShouldRefuseAsync(status, code, pointer);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient organiser, string path, string tag)
    {
        using HttpResponseMessage response = await organiser.SendAsync(HttpMethod.Get, path, ("If-None-Match", tag));
        return response.StatusCode;
    }

    private static string Day(int days) => Shop.Local(days, 0)[..10];
}
