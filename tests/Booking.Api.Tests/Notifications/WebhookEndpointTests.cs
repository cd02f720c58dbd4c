namespace Booking.Api.Tests.Notifications;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class WebhookEndpointTests(BookingApp app)
{
    private const string Url = "https://shop.example/hooks";

    [Theory]
    [InlineData("""{ "url": "ftp://shop.example/", "eventTypes": ["*"] }""", 422, "rule_violated", "/url")]
    [InlineData("""{ "url": "https://user:pw@shop.example/", "eventTypes": ["*"] }""", 422, "rule_violated", "/url")]
    [InlineData("""{ "url": "https://10.0.0.1/", "eventTypes": ["*"] }""", 422, "rule_violated", "/url")]
    [InlineData("""{ "url": "http://169.254.169.254/latest/meta-data", "eventTypes": ["*"] }""", 422, "rule_violated", "/url")]
    [InlineData("""{ "url": "https://[::ffff:127.0.0.1]/", "eventTypes": ["*"] }""", 422, "rule_violated", "/url")]
    [InlineData("""{ "url": "https://0xa9fea9fe/", "eventTypes": ["*"] }""", 422, "rule_violated", "/url")]
    [InlineData("""{ "url": "https://shop.example/", "eventTypes": [] }""", 422, "rule_violated", "/eventTypes")]
    [InlineData("""{ "url": "https://shop.example/", "eventTypes": ["Booking"] }""", 422, "rule_violated", "/eventTypes")]
    [InlineData("""{ "url": "https://shop.example/", "eventTypes": ["notification.sent"] }""", 422, "rule_violated", "/eventTypes")]
    [InlineData("""{ "url": "https://shop.example/", "eventTypes": [null] }""", 400, "validation_failed", "/eventTypes")]
    [InlineData("""{ "url": "https://shop.example/\u0000", "eventTypes": ["*"] }""", 400, "validation_failed", "/url")]
    [InlineData("""{ "url": "https://shop.example/", "eventTypes": ["*"], "description": "a\nb" }""", 400, "validation_failed", "/description")]
    [InlineData("""{ "eventTypes": ["*"] }""", 400, "malformed_request", null)]
    [InlineData("""{ "url": "https://shop.example/", "eventTypes": ["*"], "secret": "whsec_mine" }""", 400, "malformed_request", null)]
    public async Task CreateWebhookEndpoint_WhenTheRequestIsBad_RefusesIt(string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await shop.Admin.PostTextAsync(WebhookDesk.Path, body);
        await response.ShouldRefuseAsync(status, code, pointer);
    }

    [Fact]
    public async Task Endpoints_WhenSomebodyElseAsks_AreNotTheirs()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Shop other = await Shop.OpenAsync(app);
        JsonObject endpoint = await shop.AddEndpointAsync(Url, "booking.*");
        string path = $"{WebhookDesk.Path}/{endpoint.Text("id")}";
        foreach (HttpClient caller in (HttpClient[])[shop.Customer, shop.Provider, shop.Driver])
        {
            using HttpResponseMessage forbidden = await caller.GetAsync(path);
            await forbidden.ShouldRefuseAsync(403, "forbidden");
            using HttpResponseMessage log = await caller.GetAsync("api/v1/events-log");
            await log.ShouldRefuseAsync(403, "forbidden");
        }

        using HttpResponseMessage guest = await shop.Guest.GetAsync(path);
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        foreach (string call in (string[])["", "/deliveries"])
        {
            using HttpResponseMessage foreign = await other.Admin.GetAsync(path + call);
            await foreign.ShouldRefuseAsync(404, "webhook_endpoint_not_found");
        }

        foreach (string call in (string[])["/ping", "/rotate-secret", $"/deliveries/{Guid.NewGuid()}/replay"])
        {
            using HttpResponseMessage foreign = await other.Admin.PostAsync(path + call, content: null);
            await foreign.ShouldRefuseAsync(404, "webhook_endpoint_not_found");
        }

        using HttpResponseMessage unknown = await shop.Admin.PostAsync($"{path}/deliveries/{Guid.NewGuid()}/replay", content: null);
        await unknown.ShouldRefuseAsync(404, "webhook_delivery_not_found");
    }

    [Fact]
    public async Task EditWebhookEndpoint_WhenTheCopyIsStale_IsRefusedAndTheCurrentOneIsChanged()
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject endpoint = await shop.AddEndpointAsync(Url, "booking.*");
        string tag = await shop.TagAsync(endpoint);
        using HttpResponseMessage without = await shop.SendAsync(HttpMethod.Patch, endpoint, new JsonObject { ["description"] = "New" }, tag: null);
        await without.ShouldRefuseAsync(428, "precondition_required");

        using HttpResponseMessage edited = await shop.EditAsync(endpoint, new JsonObject { ["eventTypes"] = Shop.Names(["payment.*", "payment.*"]), ["isActive"] = false }, tag);
        JsonObject changed = await edited.ShouldAnswerAsync(HttpStatusCode.OK);
        (changed.Text("url"), changed.Text("status"), changed.Text("disabledReason")).ShouldBe((endpoint.Text("url"), "disabled", "by_admin"));
        changed["eventTypes"]!.AsArray().Select(type => (string?)type).ShouldBe(["payment.*"]);
        changed["secret"].ShouldBeNull();
        using HttpResponseMessage stale = await shop.EditAsync(endpoint, new JsonObject { ["description"] = "New" }, tag);
        await stale.ShouldRefuseAsync(412, "precondition_failed");
        using HttpResponseMessage bad = await shop.EditAsync(endpoint, new JsonObject { ["url"] = "https://192.168.0.1/" }, await shop.TagAsync(endpoint));
        await bad.ShouldRefuseAsync(422, "rule_violated", "/url");

        using HttpResponseMessage deleted = await shop.SendAsync(HttpMethod.Delete, endpoint, null, await shop.TagAsync(endpoint));
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage gone = await shop.Admin.GetAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}");
        await gone.ShouldRefuseAsync(404, "webhook_endpoint_not_found");
    }

    /// <summary>Whatever got into the table: the worker that sends looks again.</summary>
    [Fact]
    public async Task Delivery_WhenTheAddressIsNotPublic_IsNotSent()
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject endpoint = await shop.AddEndpointAsync(Url, "receipt.issued");
        Guid id = Guid.Parse(endpoint.Text("id"));
        await app.ExecuteAsync($"UPDATE webhook_endpoints SET url = 'http://169.254.169.254/latest/meta-data' WHERE tenant_id = {shop.TenantId} AND id = {id}");

        await shop.PingAsync(endpoint);

        JsonObject refused = await shop.DeliveryAsync(endpoint, delivery => (int?)delivery["attemptCount"] == 1);
        JsonNode attempt = refused["attempts"]!.AsArray().ShouldHaveSingleItem().ShouldNotBeNull();
        (attempt.Text("error"), attempt["statusCode"]).ShouldBe(("address_refused", null));
    }

    [Fact]
    public async Task Lists_WhenPaged_ShowEverythingOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        for (int i = 0; i < 3; i++)
        {
            await shop.AddEndpointAsync($"{Url}/{i}", "receipt.issued");
        }

        JsonObject first = await shop.Admin.ReadAsync($"{WebhookDesk.Path}?limit=2");
        JsonObject second = await shop.Admin.ReadAsync($"{WebhookDesk.Path}?limit=2&cursor={first.Text("nextCursor")}");
        first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => item!.Text("url")).ShouldBe([$"{Url}/0", $"{Url}/1", $"{Url}/2"]);
        second["nextCursor"].ShouldBeNull();

        JsonObject endpoint = first["items"]![0]!.AsObject();
        using HttpResponseMessage off = await shop.Admin.GetAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}/deliveries?status=lost");
        await off.ShouldRefuseAsync(400, "validation_failed", "/status");
        List<string> pings = [];
        for (int i = 0; i < 3; i++)
        {
            pings.Insert(0, (await shop.PingAsync(endpoint)).Text("id"));
        }

        string log = $"{WebhookDesk.Path}/{endpoint.Text("id")}/deliveries?limit=2";
        JsonObject latest = await shop.Admin.ReadAsync(log);
        JsonObject oldest = await shop.Admin.ReadAsync($"{log}&cursor={latest.Text("nextCursor")}");
        latest["items"]!.AsArray().Concat(oldest["items"]!.AsArray()).Select(item => item!.Text("id")).ShouldBe(pings);
    }

    [Fact]
    public async Task CreateWebhookEndpoint_WhenThereAreTwenty_RefusesAnother()
    {
        Shop shop = await Shop.OpenAsync(app);
        await app.ExecuteAsync(
            $"""
            INSERT INTO webhook_endpoints (tenant_id, id, url, description, event_types, secret, status, created_at, version)
            SELECT {shop.TenantId}, gen_random_uuid(), {Url}, '', ARRAY['receipt.issued'], 'whsec_', 'active', now(), 1 FROM generate_series(1, 20)
            """);
        using HttpResponseMessage response = await shop.Admin.PostAsync(WebhookDesk.Path, WebhookDesk.EndpointOf(Url, "*"));
        await response.ShouldRefuseAsync(409, "too_many_webhook_endpoints");
    }
}
