namespace Booking.Api.Tests.Tenants;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class EditTenantTests(BookingApp app)
{
    [Fact]
    public async Task EditTenant_WhenAnAdminChangesSettings_KeepsTheRest()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject before = await shop.Admin.GetJsonAsync("api/v1/tenant");
        (before.Text("slug"), before.Text("taxMode"), before.Text("taxRounding"), (int)before["feeTaxRate"]!).ShouldBe((shop.Slug, "inclusive", "by_sum", 1_900));

        using HttpResponseMessage edited = await shop.Admin.PatchAsync("api/v1/tenant", new JsonObject { ["name"] = " Zoë's Halls ", ["taxMode"] = "exclusive", ["address"] = "One\nTwo" }, "\"1\"");

        JsonObject after = await edited.ShouldAnswerAsync(HttpStatusCode.OK);
        edited.Headers.ETag!.ToString().ShouldBe("\"2\"");
        after.ToJsonString().ShouldBe(before.With("name", "Zoë's Halls").With("taxMode", "exclusive").With("address", "One\nTwo").ToJsonString());
        (await shop.Admin.GetJsonAsync("api/v1/tenant")).ToJsonString().ShouldBe(after.ToJsonString());
    }

    [Fact]
    public async Task EditTenant_WhenItSaysHowPeopleAreTold_KeepsTheRestAndGoesBackToTheInstallations()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonNode usual = (await shop.Admin.GetJsonAsync("api/v1/tenant"))["notifications"]!;
        usual.ToJsonString().ShouldBe("""{"language":null,"timeZone":null,"reminderMinutes":null,"quietHours":null,"effective":{"language":"en","timeZone":"UTC","reminderMinutes":[1440,120],"quietHours":null}}""");

        await shop.SetTenantAsync(JsonNode.Parse("""{ "notifications": { "language": "de", "reminderMinutes": [2880, 60], "quietHours": { "from": "22:00", "to": "06:30" } } }""")!.AsObject());
        await shop.SetTenantAsync(JsonNode.Parse("""{ "notifications": { "timeZone": "Asia/Kathmandu", "language": null } }""")!.AsObject());
        JsonNode chosen = (await shop.Admin.GetJsonAsync("api/v1/tenant"))["notifications"]!;
        chosen.ToJsonString().ShouldBe("""{"language":null,"timeZone":"Asia/Kathmandu","reminderMinutes":[2880,60],"quietHours":{"from":"22:00","to":"06:30"},"effective":{"language":"en","timeZone":"Asia/Kathmandu","reminderMinutes":[2880,60],"quietHours":{"from":"22:00","to":"06:30"}}}""");

        await shop.SetTenantAsync(new JsonObject { ["notifications"] = null });
        (await shop.Admin.GetJsonAsync("api/v1/tenant"))["notifications"]!.ToJsonString().ShouldBe(usual.ToJsonString());

        JsonArray entries = (await shop.Admin.GetJsonAsync($"api/v1/admin/audit?subject={shop.TenantId}"))["items"]!.AsArray();
        string[] changes = [.. entries.SelectMany(entry => entry!["changes"]!.AsArray()).Select(change => $"{change!["field"]}: {change["before"]} → {change["after"]} {change["isWithheld"]}")];
        changes.ShouldContain("reminderMinutes:  → 2880, 60 false");
        changes.ShouldContain("notificationTimeZone: Asia/Kathmandu →  false");
        changes.ShouldContain("quietFrom:  → 22:00 false");
    }

    [Fact]
    public async Task EditTenant_WhenManyStartFromTheSameCopy_OneIsTaken()
    {
        Shop shop = await Shop.OpenAsync(app);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shop.Admin.PatchAsync("api/v1/tenant", new JsonObject { ["feeTaxRate"] = i }, "\"1\"")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(7);
    }

    [Theory]
    [InlineData("""{ "name": "" }""", 400, "validation_failed", "/name")]
    [InlineData("""{ "name": "a\nb" }""", 400, "validation_failed", "/name")]
    [InlineData("""{ "address": "a\u0000b" }""", 400, "validation_failed", "/address")]
    [InlineData("""{ "feeTaxRate": 10001 }""", 422, "rule_violated", "/feeTaxRate")]
    [InlineData("""{ "taxMode": "none" }""", 400, "malformed_request", null)]
    [InlineData("""{ "notifications": { "language": "xx" } }""", 422, "rule_violated", "/notifications/language")]
    [InlineData("""{ "notifications": { "timeZone": "Mars/Olympus" } }""", 422, "rule_violated", "/notifications/timeZone")]
    [InlineData("""{ "notifications": { "timeZone": "Europe/Berlin\u0000" } }""", 400, "validation_failed", "/notifications/timeZone")]
    [InlineData("""{ "notifications": { "reminderMinutes": [60, 60] } }""", 422, "rule_violated", "/notifications/reminderMinutes")]
    [InlineData("""{ "notifications": { "reminderMinutes": [1, 2, 3, 4, 5, 6] } }""", 422, "rule_violated", "/notifications/reminderMinutes")]
    [InlineData("""{ "notifications": { "reminderMinutes": [43201] } }""", 422, "rule_violated", "/notifications/reminderMinutes")]
    [InlineData("""{ "notifications": { "reminderMinutes": [null] } }""", 400, "malformed_request", null)]
    [InlineData("""{ "notifications": { "quietHours": { "from": "22:00", "to": "22:00" } } }""", 422, "rule_violated", "/notifications/quietHours")]
    [InlineData("""{ "notifications": { "quietHours": { "from": "25:00", "to": "06:00" } } }""", 400, "validation_failed", "/notifications/quietHours/from")]
    [InlineData("""{ "notifications": { "colour": "red" } }""", 400, "malformed_request", null)]
    [InlineData("""{ "slug": "demo" }""", 400, "malformed_request", null)]
    [InlineData("""{ "currency": "USD" }""", 400, "malformed_request", null)]
    public async Task EditTenant_WhenItIsAskedForWrongly_IsRefused(string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Admin.PatchAsync("api/v1/tenant", JsonNode.Parse(body)!, "\"1\"");

        await response.ShouldRefuseAsync(status, code, pointer);
    }

    [Fact]
    public async Task EditTenant_WhenTheCallerIsNoAdmin_IsForbidden()
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await shop.Customer.PatchAsync("api/v1/tenant", new JsonObject { ["name"] = "Mine" }, "\"1\"");
        await response.ShouldRefuseAsync(403, "forbidden");
    }

    /// <summary>Beside the use case too: the row of another tenant cannot be reached with the role of the API.</summary>
    [Fact]
    public async Task Tenants_WhenTheRoleOfTheApiChangesAll_ChangesItsOwnOnly()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using Npgsql.NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using Npgsql.NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using Npgsql.NpgsqlCommand change = new($"SET LOCAL ROLE booking_app; SELECT set_config('app.tenant_id', '{shop.TenantId}', true); UPDATE tenants SET name = 'Taken over' RETURNING slug", connection, transaction);
        await using Npgsql.NpgsqlDataReader reader = await change.ExecuteReaderAsync();
        List<string> changed = [];
        do
        {
            while (await reader.ReadAsync())
            {
                changed.Add(reader.GetString(0));
            }
        }
        while (await reader.NextResultAsync());

        changed.ShouldBe([shop.TenantId.ToString(), shop.Slug]);
    }
}
