namespace Booking.Api.Tests.Attribution;

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Notifications;
using Booking.Api.Tests.Tenants;
using Booking.Application.Tenants;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ConversionSettingsTests(BookingApp app)
{
    [Theory]
    [InlineData("""{ "accessToken": "token" }""", 400, "malformed_request", null)]
    [InlineData("""{ "eventSourceId": "", "accessToken": "token" }""", 400, "validation_failed", "/eventSourceId")]
    [InlineData("""{ "eventSourceId": "PIX\nEL", "accessToken": "token" }""", 400, "validation_failed", "/eventSourceId")]
    [InlineData("""{ "eventSourceId": "PIXEL", "accessToken": "" }""", 400, "validation_failed", "/accessToken")]
    [InlineData("""{ "eventSourceId": "PIXEL", "accessToken": "to\r\nken" }""", 400, "validation_failed", "/accessToken")]
    [InlineData("""{ "eventSourceId": "PIXEL", "accessToken": "tökén" }""", 400, "validation_failed", "/accessToken")]
    [InlineData("""{ "eventSourceId": "PIXEL", "accessToken": "token", "testEventCode": " " }""", 400, "validation_failed", "/testEventCode")]
    [InlineData("""{ "eventSourceId": "PIXEL", "accessToken": "token", "baseUrl": "https://evil.example/" }""", 400, "malformed_request", null)]
    [InlineData("""{ "eventSourceId": "PIXEL" }""", 422, "rule_violated", "/accessToken")]
    public async Task PutConversionSettings_WhenTheRequestIsBad_RefusesIt(string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await PutAsync(shop.Admin, body);
        await response.ShouldRefuseAsync(status, code, pointer);
        using HttpResponseMessage none = await shop.Admin.GetAsync(ConversionDesk.Settings);
        await none.ShouldRefuseAsync(404, "conversion_settings_not_found");
    }

    [Fact]
    public async Task Settings_WhenReadBack_NeverHaveTheToken()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        string token = await shop.TellConversionsAsync();

        JsonObject settings = await shop.Admin.ReadAsync(ConversionDesk.Settings);
        settings.Select(member => member.Key).ShouldBe(["network", "eventSourceId", "accessTokenSetAt", "testEventCode", "isActive"]);
        settings.ToJsonString().ShouldNotContain(token);
        string kept = await app.ScalarAsync<string>($"SELECT access_token FROM conversion_settings WHERE tenant_id = {shop.TenantId}");
        kept.ShouldStartWith("sealed.v1.local.");
        kept.ShouldNotContain(token);

        // Without a token the old one stays; what else is left out is emptied.
        using HttpResponseMessage changed = await PutAsync(shop.Admin, """{ "eventSourceId": "OTHER", "testEventCode": "TEST1", "isActive": false }""");
        JsonObject after = await changed.ShouldAnswerAsync(HttpStatusCode.OK);
        (after.Text("eventSourceId"), after.Text("testEventCode"), (bool?)after["isActive"], after.Text("accessTokenSetAt")).ShouldBe(("OTHER", "TEST1", false, settings.Text("accessTokenSetAt")));
        (await app.ScalarAsync<string>($"SELECT access_token FROM conversion_settings WHERE tenant_id = {shop.TenantId}")).ShouldBe(kept);

        foreach (HttpClient caller in (HttpClient[])[shop.Customer, shop.Provider, shop.Driver])
        {
            using HttpResponseMessage read = await caller.GetAsync(ConversionDesk.Settings);
            await read.ShouldRefuseAsync(403, "forbidden");
            using HttpResponseMessage write = await PutAsync(caller, """{ "eventSourceId": "MINE", "accessToken": "mine" }""");
            await write.ShouldRefuseAsync(403, "forbidden");
            using HttpResponseMessage log = await caller.GetAsync(ConversionDesk.Deliveries);
            await log.ShouldRefuseAsync(403, "forbidden");
        }

        using HttpResponseMessage guest = await shop.Guest.DeleteAsync(ConversionDesk.Settings);
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        using HttpResponseMessage foreign = await other.Admin.DeleteAsync(ConversionDesk.Settings);
        await foreign.ShouldRefuseAsync(404, "conversion_settings_not_found");
        using HttpResponseMessage word = await shop.Admin.GetAsync($"{ConversionDesk.Deliveries}?status=gone");
        await word.ShouldRefuseAsync(400, "validation_failed", "/status");
    }

    /// <summary>Those from before there were keys lie open; they are used as they are and sealed when the worker comes to it.</summary>
    [Fact]
    public async Task WebhookSecrets_WhenTheyLieOpen_SignAndAreSealed()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using WebhookReceiver receiver = new();
        JsonObject endpoint = await shop.AddEndpointAsync(receiver.Url, "receipt.issued");
        Guid id = Guid.Parse(endpoint.Text("id"));
        string secret = endpoint.Text("secret");
        (await SecretAsync(id)).ShouldStartWith("sealed.v1.local.");
        await app.ExecuteAsync($"UPDATE webhook_endpoints SET secret = {secret} WHERE tenant_id = {shop.TenantId} AND id = {id}");

        await shop.PingAsync(endpoint);
        (await receiver.HasGotAsync(_ => true)).Single().IsSignedWith(secret).ShouldBeTrue();

        await using TenantPool pool = await TenantPool.OpenAsync(app);
        (await pool.SendAsync(shop.TenantId, new ResealSecretsCommand())).Value.ShouldBe(1);
        (await SecretAsync(id)).ShouldStartWith("sealed.v1.local.");
        (await pool.SendAsync(shop.TenantId, new ResealSecretsCommand())).Value.ShouldBe(0);
        await shop.PingAsync(endpoint);
        (await receiver.HasGotAsync(_ => true, 2)).Last().IsSignedWith(secret).ShouldBeTrue();

        Task<string> SecretAsync(Guid endpointId) => app.ScalarAsync<string>($"SELECT secret FROM webhook_endpoints WHERE tenant_id = {shop.TenantId} AND id = {endpointId}");
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient http, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        return await http.PutAsync(ConversionDesk.Settings, content);
    }
}
