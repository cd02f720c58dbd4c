namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ManageEventTests(BookingApp app)
{
    [Fact]
    public async Task CreateEvent_WhenItIsADraft_OnlyItsOrganisersSeeIt()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync();

        JsonObject draft = await shop.Provider.ReadAsync($"api/v1/events/{id}?managed=true");
        draft.Text("status").ShouldBe("draft");
        draft.Text("ownerId").ShouldBe(Shop.Id("user", 4).ToString());
        draft["tags"]!.AsArray().Count.ShouldBe(2);
        draft["availableActions"]!.AsArray().Select(action => (string?)action).ShouldBe(["edit", "publish", "cancel"]);
        (await shop.Admin.ReadAsync($"api/v1/events/{id}?managed=true")).Text("id").ShouldBe(id);
        using HttpResponseMessage hidden = await shop.Customer.GetAsync(new Uri($"api/v1/events/{id}", UriKind.Relative));
        await hidden.ShouldRefuseAsync(404, "offering_not_found");
        using HttpResponseMessage curious = await shop.Customer.GetAsync(new Uri($"api/v1/events/{id}?managed=true", UriKind.Relative));
        await curious.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage guest = await shop.Guest.GetAsync(new Uri($"api/v1/events/{id}?managed=true", UriKind.Relative));
        await guest.ShouldRefuseAsync(401, "not_authenticated");
    }

    [Fact]
    public async Task CreateEvent_WhenTheCallerIsNoOrganiser_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage guest = await shop.Guest.PostAsync("api/v1/events", EventDesk.Draft());
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        using HttpResponseMessage customer = await shop.Customer.PostAsync("api/v1/events", EventDesk.Draft());
        await customer.ShouldRefuseAsync(403, "forbidden");
    }

    [Theory]
    [InlineData("title", "\"\"", 400, "validation_failed", "/title")]
    [InlineData("title", "null", 400, "malformed_request", null)]
    [InlineData("startsAt", "\"tomorrow\"", 400, "validation_failed", "/startsAt")]
    [InlineData("startsAt", "\"2020-01-01T20:00:00\"", 422, "rule_violated", "/startsAt")]
    [InlineData("startsAt", "\"2030-03-31T02:30:00\"", 422, "rule_violated", "/startsAt")]
    [InlineData("endsAt", "\"2020-01-01T20:00:00\"", 422, "rule_violated", "/endsAt")]
    [InlineData("doorsAt", "\"2020-01-01T20:00:00\"", 422, "rule_violated", "/doorsAt")]
    [InlineData("timeZone", "\"Mars/Olympus\"", 422, "rule_violated", "/startsAt")]
    [InlineData("location", "{ \"lat\": 91, \"lng\": 0 }", 400, "validation_failed", "/location/lat")]
    [InlineData("pictures", "[\"javascript:alert(1)\"]", 400, "validation_failed", "/pictures")]
    [InlineData("tags", "[\"\"]", 400, "validation_failed", "/tags")]
    [InlineData("holdMinutes", "121", 400, "validation_failed", "/holdMinutes")]
    [InlineData("minimumAge", "-1", 400, "validation_failed", "/minimumAge")]
    [InlineData("cancellationPolicy", "{ \"tiers\": [{ \"hoursBefore\": 1, \"refundPercent\": 101 }] }", 422, "rule_violated", "/cancellationPolicy/tiers/0/refundPercent")]
    [InlineData("seating", "\"floating\"", 400, "malformed_request", null)]
    [InlineData("price", "1", 400, "malformed_request", null)]
    public async Task CreateEvent_WhenAMemberIsWrong_PointsAtItAndKeepsNothing(string member, string json, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OpenAsync(app);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Provider.PostAsync("api/v1/events", EventDesk.Draft().With(member, JsonNode.Parse(json)));

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task EditEvent_WhenTheCopyIsStaleOrForeign_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync();
        string path = $"api/v1/events/{id}";
        string first = await shop.Provider.TagAsync(id);
        JsonObject body = new() { ["title"] = "Night of Swing" };

        using (HttpResponseMessage edited = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, body, first))
        {
            (await edited.ShouldAnswerAsync(HttpStatusCode.OK)).Text("title").ShouldBe("Night of Swing");
            edited.Headers.ETag.ShouldNotBeNull().Tag.ShouldBe(await shop.Provider.TagAsync(id));
        }

        using HttpResponseMessage stale = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, body, first);
        await stale.ShouldRefuseAsync(412, "precondition_failed");
        using HttpResponseMessage blind = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, body, null);
        await blind.ShouldRefuseAsync(428, "precondition_required");
        string ofTenant = await shop.Admin.DraftAsync();
        using HttpResponseMessage foreign = await shop.Provider.ChangeAsync(HttpMethod.Patch, $"api/v1/events/{ofTenant}", body, await shop.Admin.TagAsync(ofTenant));
        await foreign.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage unknown = await shop.Provider.ChangeAsync(HttpMethod.Patch, $"api/v1/events/{Guid.NewGuid()}", body, first);
        await unknown.ShouldRefuseAsync(404, "offering_not_found");
    }

    [Fact]
    public async Task PublishEvent_WhenNothingCanBeSold_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync();
        using (HttpResponseMessage bare = await shop.Provider.PostAsync($"api/v1/events/{id}/publish", content: null))
        {
            await bare.ShouldRefuseAsync(422, "rule_violated", "/ticketTypes");
        }

        await shop.Provider.AddTypeAsync(id, EventDesk.Type("Too late", 1_000, 10).With("saleUntil", "2024-01-01T00:00:00Z"));
        using (HttpResponseMessage over = await shop.Provider.PostAsync($"api/v1/events/{id}/publish", content: null))
        {
            await over.ShouldRefuseAsync(422, "rule_violated", "/ticketTypes");
        }

        await shop.Provider.AddTypeAsync(id, EventDesk.Type("In time", 1_000, 10));
        using HttpResponseMessage published = await shop.Provider.PostAsync($"api/v1/events/{id}/publish", content: null);
        (await published.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("published");
        using HttpResponseMessage again = await shop.Provider.PostAsync($"api/v1/events/{id}/publish", content: null);
        await again.ShouldRefuseAsync(409, "illegal_transition");
        (await shop.MessagesAsync("event.published", id)).ShouldBe(1);
    }

    [Fact]
    public async Task PostponeEvent_WhenItIsPublished_MovesItAndOpensACase()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (string id, string[] types) = await shop.Provider.PublishAsync(null, EventDesk.Type("Standing", 2_000, 10));
        JsonObject time = new() { ["startsAt"] = Shop.Local(40, 18), ["endsAt"] = Shop.Local(40, 21), ["note"] = "The saxophone is ill." };

        using (HttpResponseMessage patched = await shop.Provider.PatchEventAsync(id, "", new JsonObject { ["startsAt"] = Shop.Local(40, 18) }))
        {
            await patched.ShouldRefuseAsync(422, "rule_violated", "/startsAt");
        }

        using (HttpResponseMessage past = await shop.Provider.PostAsync($"api/v1/events/{id}/postpone", new JsonObject { ["startsAt"] = Shop.Local(-3, 18), ["endsAt"] = Shop.Local(-3, 21) }))
        {
            (await past.ShouldRefuseAsync(422, "rule_violated", "/startsAt")).Text("reason").ShouldBe("past");
        }

        using HttpResponseMessage moved = await shop.Provider.PostAsync($"api/v1/events/{id}/postpone", time);
        JsonObject happening = await moved.ShouldAnswerAsync(HttpStatusCode.OK);
        happening.Text("status").ShouldBe("published");
        (happening.Time("startsAt") - happening.Time("doorsAt")).ShouldBe(TimeSpan.FromHours(1));
        (await shop.MessagesAsync("event.postponed", id)).ShouldBe(1);
        (await shop.MessagesAsync("offering.disrupted", id)).ShouldBe(1);
        (await shop.HoldAsync(shop.Guest, EventDesk.Tickets(types[0], 1)))["items"]![0]!.Time("from").ShouldBe(happening.Time("startsAt"));
    }

    [Fact]
    public async Task CancelEvent_WhenItIsPublished_EndsTheSaleForGood()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (string id, string[] types) = await shop.Provider.PublishAsync(null, EventDesk.Type("Standing", 2_000, 10));

        using (HttpResponseMessage cancelled = await shop.Provider.PostAsync($"api/v1/events/{id}/cancel", new JsonObject { ["note"] = "The roof leaks." }))
        {
            (await cancelled.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("cancelled");
        }

        (await shop.MessagesAsync("offering.disrupted", id)).ShouldBe(1);
        (await shop.MessagesAsync("event.cancelled", id)).ShouldBe(1);
        using HttpResponseMessage hold = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(types[0], 1)));
        (await hold.ShouldRefuseAsync(422, "rule_violated", "/items/0/ticketTypeId")).Text("reason").ShouldBe("not_on_sale");
        using HttpResponseMessage twice = await shop.Provider.PostAsync($"api/v1/events/{id}/cancel", new JsonObject());
        await twice.ShouldRefuseAsync(409, "illegal_transition");
        using HttpResponseMessage postponed = await shop.Provider.PostAsync($"api/v1/events/{id}/postpone", new JsonObject { ["startsAt"] = Shop.Local(40, 18), ["endsAt"] = Shop.Local(40, 21) });
        await postponed.ShouldRefuseAsync(409, "illegal_transition");
        using HttpResponseMessage edited = await shop.Provider.PatchEventAsync(id, "", new JsonObject { ["title"] = "Never" });
        await edited.ShouldRefuseAsync(409, "illegal_transition");
        using HttpResponseMessage typed = await shop.Provider.PostAsync($"api/v1/events/{id}/ticket-types", EventDesk.Type("Late", 100, 1));
        await typed.ShouldRefuseAsync(409, "illegal_transition");
        (await shop.Guest.ReadAsync($"api/v1/events/{id}")).Text("status").ShouldBe("cancelled");
    }
}
