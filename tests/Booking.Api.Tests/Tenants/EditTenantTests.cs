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
