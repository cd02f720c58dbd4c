namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class SeatMapTests(BookingApp app)
{
    private const string Maps = "api/v1/seat-maps";

    [Fact]
    public async Task SeatMap_WhenDrawn_CanBeReadChangedAndThrownAway()
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage created = await shop.Admin.PostAsync(Maps, SeatedHouse.Map(SeatedHouse.Hall()), key: "");
        JsonObject map = await created.ShouldAnswerAsync(HttpStatusCode.Created);
        string path = $"{Maps}/{map.Text("id")}";
        created.Headers.Location!.OriginalString.ShouldBe("/" + path);
        ((int?)map["seats"]).ShouldBe(16);
        created.Headers.ETag!.Tag.ShouldBe("\"1\"");

        JsonObject read = await shop.Admin.ReadAsync(path);
        read["layout"]!["sections"]![0]!["rows"]![0]!["label"]!.GetValue<string>().ShouldBe("A");
        (await shop.Admin.ReadAsync(Maps))["items"]!.AsArray().Select(item => item!.Text("id")).ShouldContain(map.Text("id"));

        using HttpResponseMessage changed = await shop.Admin.PutAsync(path, SeatedHouse.Map(SeatedHouse.Hall(10)), "\"1\"");
        ((int?)(await changed.ShouldAnswerAsync(HttpStatusCode.OK))["seats"]).ShouldBe(20);
        using HttpResponseMessage stale = await shop.Admin.PutAsync(path, SeatedHouse.Map(SeatedHouse.Hall()), "\"1\"");
        await stale.ShouldRefuseAsync(412, "precondition_failed");
        using HttpResponseMessage blind = await shop.Admin.PutAsync(path, SeatedHouse.Map(SeatedHouse.Hall()));
        await blind.ShouldRefuseAsync(428, "precondition_required");
        using HttpResponseMessage known = await shop.Admin.SendAsync(HttpMethod.Get, path, ("If-None-Match", "\"2\""));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        using HttpResponseMessage gone = await shop.Admin.SendAsync(HttpMethod.Delete, path, ("If-Match", "\"2\""));
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage missing = await shop.Admin.SendAsync(HttpMethod.Get, path);
        await missing.ShouldRefuseAsync(404, "seat_map_not_found");
    }

    [Fact]
    public async Task SeatMap_WhenTheCallerIsNoManager_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage guest = await shop.Guest.PostAsync(Maps, SeatedHouse.Map(SeatedHouse.Hall()), key: "");
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        using HttpResponseMessage customer = await shop.Customer.PostAsync(Maps, SeatedHouse.Map(SeatedHouse.Hall()), key: "");
        await customer.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage plan = await shop.Customer.PutAsync($"api/v1/events/{shop.SeatedEvent}/seat-map", SeatedHouse.Plan(SeatedHouse.Hall()));
        await plan.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage block = await shop.Customer.PostAsync($"api/v1/events/{shop.SeatedEvent}/seats/block", new JsonObject { ["seats"] = Shop.Names(["A-1"]) }, key: "");
        await block.ShouldRefuseAsync(403, "forbidden");
    }

    [Fact]
    public async Task SeatMap_WhenAnotherTenants_IsNotThere()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Shop other = await Shop.OpenAsync(app);
        using HttpResponseMessage created = await shop.Admin.PostAsync(Maps, SeatedHouse.Map(SeatedHouse.Hall()), key: "");
        string id = (await created.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id");
        Guid happening = await shop.SeatedEventAsync();
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall()));

        using HttpResponseMessage read = await other.Admin.SendAsync(HttpMethod.Get, $"{Maps}/{id}");
        await read.ShouldRefuseAsync(404, "seat_map_not_found");
        using HttpResponseMessage changed = await other.Admin.PutAsync($"{Maps}/{id}", SeatedHouse.Map(SeatedHouse.Hall()), "\"1\"");
        await changed.ShouldRefuseAsync(404, "seat_map_not_found");
        using HttpResponseMessage plan = await other.Guest.SendAsync(HttpMethod.Get, $"api/v1/events/{happening}/seat-map");
        await plan.ShouldRefuseAsync(404, "seat_map_not_found");
        using HttpResponseMessage seats = await other.Admin.PostAsync($"api/v1/events/{happening}/seats/block", new JsonObject { ["seats"] = Shop.Names(["A-1"]) }, key: "");
        await seats.ShouldRefuseAsync(404, "offering_not_found");
        using HttpResponseMessage borrowed = await other.Admin.PutAsync($"api/v1/events/{other.SeatedEvent}/seat-map", new JsonObject { ["seatMapId"] = id }, "\"1\"");
        await borrowed.ShouldRefuseAsync(404, "seat_map_not_found");
    }

    [Theory]
    [InlineData("""{"focalPoint":{"x":0,"y":0},"sections":[{"name":"S","category":"Gold","rows":[{"label":"A","seats":2,"x":0,"y":0},{"label":"A","seats":2,"x":0,"y":9}]}]}""", "/layout/sections/0/rows/1/label")]
    [InlineData("""{"focalPoint":{"x":0,"y":0},"sections":[{"name":"S","category":"Gold","rows":[{"label":"A","seats":2,"x":0,"y":0}]},{"name":"S","category":"Gold","rows":[{"label":"B","seats":2,"x":0,"y":0}]}]}""", "/layout/sections/1/name")]
    [InlineData("""{"focalPoint":{"x":0,"y":0},"sections":[{"name":"S","category":"Gold","rows":[{"label":"A","seats":2,"x":0,"y":0}]}],"seats":[{"seat":"A-2","companionOf":"A-9"}]}""", "/layout")]
    [InlineData("""{"focalPoint":{"x":0,"y":0},"sections":[{"name":"S","category":"Gold","rows":[{"label":"1","seats":1000,"count":60,"x":0,"y":0},{"label":"A","seats":1,"x":0,"y":0}]}]}""", "/layout")]
    [InlineData("""{"focalPoint":{"x":0,"y":0},"sections":[{"name":"S","category":"Gold","rows":[{"label":"A","seats":2000000000,"x":0,"y":0}]}]}""", "/layout/sections/0/rows/0/seats")]
    [InlineData("""{"focalPoint":{"x":0,"y":0},"sections":[null]}""", "/layout/sections/0")]
    [InlineData("""{"focalPoint":{"x":0,"y":0},"sections":[{"name":"S","category":"Gold","rows":[null]}]}""", "/layout/sections/0/rows/0/label")]
    [InlineData("""{"focalPoint":{"x":0,"y":0},"sections":[{"name":"S","category":"Gold","rows":[{"label":"A","seats":2,"x":0,"y":0}]}],"seats":[null]}""", "/layout/seats/0/seat")]
    public async Task CreateSeatMap_WhenTheLayoutIsWrong_SaysWhere(string layout, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage refused = await shop.Admin.PostAsync(Maps, SeatedHouse.Map(JsonNode.Parse(layout)!.AsObject()), key: "");

        await refused.ShouldRefuseAsync(422, "rule_violated", pointer);
    }

    [Fact]
    public async Task CreateSeatMap_WhenTheFormIsWrong_Is400()
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage nameless = await shop.Admin.PostAsync(Maps, SeatedHouse.Map(SeatedHouse.Hall()).With("name", ""), key: "");
        await nameless.ShouldRefuseAsync(400, "validation_failed", "/name");
        using HttpResponseMessage unknown = await shop.Admin.PostAsync(Maps, SeatedHouse.Map(SeatedHouse.Hall()).With("colour", "red"), key: "");
        await unknown.ShouldRefuseAsync(400, "malformed_request");
        using HttpResponseMessage numbering = await shop.Admin.PostTextAsync(Maps, """{"name":"S","layout":{"focalPoint":{"x":0,"y":0},"sections":[{"name":"S","rows":[{"label":"A","seats":2,"x":0,"y":0,"numbering":"roman"}]}]}}""", key: "");
        await numbering.ShouldRefuseAsync(400, "malformed_request");
    }

    [Fact]
    public async Task CreateSeatMap_WhenItSaysSomethingOfEverySeat_MayBeLong()
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject layout = SeatedHouse.Hall(1_000);
        layout["seats"] = new JsonArray([.. Enumerable.Range(0, 2_000).Select(n => (JsonNode)new JsonObject { ["seat"] = $"{(n % 2 == 0 ? 'A' : 'B')}-{n / 2 + 1}", ["note"] = new string('n', 190) })]);

        using HttpResponseMessage created = await shop.Admin.PostAsync(Maps, SeatedHouse.Map(layout), key: "");
        await created.ShouldAnswerAsync(HttpStatusCode.Created);

        // Asks before it sends: an answer to a body that is still being sent may be lost.
        using HttpRequestMessage request = new(HttpMethod.Post, Maps) { Content = new StringContent(new string(' ', 9 * 1024 * 1024), Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage huge = await shop.Admin.SendAsync(request);
        await huge.ShouldRefuseAsync(413, "request_too_large");
        using HttpResponseMessage elsewhere = await shop.Admin.PostTextAsync($"api/v1/events/{shop.SeatedEvent}/seats/block", $$"""{"reason":"{{new string('n', 300 * 1024)}}"}""", key: "");
        await elsewhere.ShouldRefuseAsync(413, "request_too_large");
    }
}
