namespace Booking.Api.Tests.Http;

using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>What a change names with null is emptied; what it leaves out stays (RFC 7396).</summary>
[Collection(BookingCollection.Name)]
public sealed class ClearedMembersTests(BookingApp app)
{
    [Theory]
    [InlineData("products", "product", 1, "per_customer_limit", "perCustomerLimit", "5")]
    [InlineData("services", "service", 1, "check_in_within_minutes", "checkInWithinMinutes", "30")]
    [InlineData("providers", "provider", 1, "time_zone", "timeZone", "\"Europe/Berlin\"")]
    [InlineData("providers", "provider", 1, "user_id", "userId", "\"{provider}\"")]
    [InlineData("venues", "venue", 1, "check_in_within_minutes", "checkInWithinMinutes", "30")]
    [InlineData("cars", "car", 1, "owner_id", "ownerId", "\"{provider}\"")]
    [InlineData("events", "event", 1, "minimum_age", "minimumAge", "18")]
    [InlineData("events", "event", 1, "doors_at", "doorsAt", "\"{doors}\"")]
    [InlineData("operators", "", 0, "email", "email", "\"bus@example.test\"")]
    [InlineData("operators", "", 0, "phone", "phone", "\"+4930123456\"")]
    [InlineData("operators", "", 0, "owner_id", "ownerId", "\"{provider}\"")]
    [InlineData("buses", "", 0, "plate", "plate", "\"B-US 1\"")]
    [InlineData("schedules", "", 0, "valid_to", "validTo", "\"2099-01-01\"")]
    [InlineData("trips", "trip", 1_050, "driver_id", "driverId", "\"{driver}\"")]
    public async Task Patch_WhenAMemberIsNull_EmptiesItAndOtherwiseKeepsIt(string table, string kind, int number, string column, string member, string json)
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid id = kind.Length > 0 ? Shop.Id(kind, number) : await app.ScalarAsync<Guid>(FormattableStringFactory.Create($"SELECT id FROM {table} WHERE tenant_id = {{0}} ORDER BY id LIMIT 1", shop.TenantId));
        Guid happening = Shop.Id("event", 1);
        DateTime starts = await app.ScalarAsync<DateTime>($"SELECT starts_at FROM events WHERE tenant_id = {shop.TenantId} AND id = {happening}");
        string value = json
            .Replace("{provider}", Shop.Id("user", 4).ToString(), StringComparison.Ordinal).Replace("{driver}", Shop.Id("user", 3).ToString(), StringComparison.Ordinal)
            .Replace("{doors}", starts.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

        await PatchAsync(shop, $"{table}/{id}", new JsonObject { [member] = JsonNode.Parse(value) });
        (await StoredAsync(shop, table, id, column)).ShouldNotBeEmpty();
        await PatchAsync(shop, $"{table}/{id}", []);
        (await StoredAsync(shop, table, id, column)).ShouldNotBeEmpty();
        await PatchAsync(shop, $"{table}/{id}", new JsonObject { [member] = null });
        (await StoredAsync(shop, table, id, column)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Patch_OfVouchersFeesTicketTypesAndVariants_EmptiesWhatIsNull()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);
        JsonObject voucher = await desk.CreateAsync("vouchers", new()
        {
            ["label"] = "Ten",
            ["kind"] = "percent",
            ["rate"] = 1_000,
            ["perCustomerLimit"] = 2,
            ["validFrom"] = "2026-01-01T00:00:00Z",
            ["validUntil"] = "2099-01-01T00:00:00Z",
        });
        JsonObject changed = await PatchAsync(shop, $"vouchers/{voucher.Text("id")}", new JsonObject { ["validUntil"] = null, ["perCustomerLimit"] = null });
        (changed["validUntil"], changed["perCustomerLimit"], changed["validFrom"] is null).ShouldBe((null, null, false));

        JsonObject fee = await desk.CreateAsync("fees", new() { ["label"] = "Service", ["amount"] = 100, ["taxRate"] = 700 });
        ((int?)(await PatchAsync(shop, $"fees/{fee.Text("id")}", new JsonObject { ["label"] = "Desk" }))["taxRate"]).ShouldBe(700);
        (await PatchAsync(shop, $"fees/{fee.Text("id")}", new JsonObject { ["taxRate"] = null }))["taxRate"].ShouldBeNull();

        string type = $"events/{Shop.Id("event", 1)}/ticket-types/{shop.TicketType}";
        foreach ((string member, JsonNode value) in new (string, JsonNode)[] { ("closesMinutesBefore", 60), ("saleFrom", "2026-01-01T00:00:00Z") })
        {
            await PatchAsync(shop, type, new JsonObject { [member] = value.DeepClone() }, $"events/{Shop.Id("event", 1)}?managed=true");
            string column = member == "saleFrom" ? "sale_from" : "closes_minutes_before";
            (await StoredAsync(shop, "ticket_types", shop.TicketType, column)).ShouldNotBeEmpty();
            await PatchAsync(shop, type, new JsonObject { [member] = null }, $"events/{Shop.Id("event", 1)}?managed=true");
            (await StoredAsync(shop, "ticket_types", shop.TicketType, column)).ShouldBeEmpty();
        }

        JsonObject product = await desk.AddAsync(
            $"products/{shop.Product}", "variants", new() { ["sku"] = "CLEAR-1", ["options"] = new JsonObject { ["size"] = "M" }, ["stock"] = 1, ["price"] = CatalogDesk.Money(9_900) });
        JsonNode variant = product["variants"]![0]!;
        ((long)variant["price"]!["amount"]!).ShouldBe(9_900);
        JsonObject plain = await PatchAsync(shop, $"products/{shop.Product}/variants/{variant.Text("id")}", new JsonObject { ["price"] = null }, $"products/{shop.Product}");
        plain["variants"]![0]!["price"]!.ToJsonString().ShouldBe(plain["price"]!.ToJsonString());
    }

    [Fact]
    public async Task EditCar_WhenAProviderGivesTheOwnAway_IsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);

        using HttpResponseMessage response = await desk.ChangeAsync(HttpMethod.Patch, $"cars/{shop.Car}", new JsonObject { ["ownerId"] = null }, $"cars/{shop.Car}", shop.Provider);

        await response.ShouldRefuseAsync(403, "not_the_owner");
    }

    private static async Task<JsonObject> PatchAsync(Shop shop, string path, JsonObject body, string? of = null)
    {
        using HttpResponseMessage response = await new CatalogDesk(shop).ChangeAsync(HttpMethod.Patch, path, body, of ?? (path.StartsWith("events/", StringComparison.Ordinal) ? $"{path}?managed=true" : path));
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    /// <summary>What a row has in a column; empty for nothing.</summary>
    private Task<string> StoredAsync(Shop shop, string table, Guid id, string column) => app.ScalarAsync<string>(
        FormattableStringFactory.Create($"SELECT coalesce({column}::text, '') FROM {table} WHERE tenant_id = {{0}} AND id = {{1}}", shop.TenantId, id));
}
