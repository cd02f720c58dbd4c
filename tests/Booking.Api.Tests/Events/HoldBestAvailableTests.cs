namespace Booking.Api.Tests.Events;

using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class HoldBestAvailableTests(BookingApp app)
{
    [Fact]
    public async Task HoldBestAvailable_WhenSeatsAreFree_TakesTheBest()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await OpenAsync(shop);

        JsonObject hold = await HoldAsync(shop, SeatedHouse.Best(happening, 2));

        hold.Seats().ShouldBe("A-5 A-6");
        hold["price"]!.Amount().ShouldBe(10_000);
        hold.Text("status").ShouldBe("active");
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["seat held", "seat held"]);
        (await HoldAsync(shop, SeatedHouse.Best(happening, 2).With("maxPrice", 4_000))).Seats().ShouldBe("B-5 B-6");
        (await HoldAsync(shop, SeatedHouse.Best(happening, 2).With("categories", Shop.Names(["silver"])).With("sections", Shop.Names(["Stalls"])))).Seats().ShouldStartWith("B-");
        (await HoldAsync(shop, SeatedHouse.Best(happening, 2).With("accessible", 1))).Seats().ShouldBe("A-1 A-2");
    }

    [Fact]
    public async Task HoldBestAvailable_WhenRepeated_IsOneHold()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await OpenAsync(shop);
        using HttpResponseMessage first = await shop.Customer.PostAsync("api/v1/holds/best-available", SeatedHouse.Best(happening, 2), key: $"best-{happening}");
        using HttpResponseMessage second = await shop.Customer.PostAsync("api/v1/holds/best-available", SeatedHouse.Best(happening, 2), key: $"best-{happening}");

        (await second.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id").ShouldBe((await first.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id"));
        second.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
    }

    [Fact]
    public async Task HoldBestAvailable_WhenNobodyFits_SaysWhy()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid happening = await OpenAsync(shop, 6);
        string footprint = await shop.FootprintAsync();
        await RefusesAsync(shop, SeatedHouse.Best(happening, 11), 409, "sold_out");
        (await RefusesAsync(shop, SeatedHouse.Best(happening, 7).With("adjacent", "required"), 409, "inventory_conflict"))["reason"]!.GetValue<string>().ShouldBe("not_together");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 4).With("accessible", 2), 409, "sold_out");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 1).With("maxPrice", 100), 409, "sold_out");
        (await shop.FootprintAsync()).ShouldBe(footprint);

        (await HoldAsync(shop, SeatedHouse.Best(happening, 7))).Seats().Split(' ').Length.ShouldBe(7);
    }

    [Fact]
    public async Task HoldBestAvailable_WhenThePlanForbidsOrphans_StillSellsTheLast()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(5), forbidOrphans: true));

        (await HoldAsync(shop, SeatedHouse.Best(happening, 2).With("categories", Shop.Names(["Gold"])))).Seats().Split(' ').Length.ShouldBe(2);
        (await HoldAsync(shop, SeatedHouse.Best(happening, 1).With("categories", Shop.Names(["Gold"])))).Seats().Split(' ').Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("sale_from = now() + interval '1 day'")]
    [InlineData("sale_until = now() - interval '1 minute'")]
    [InlineData("closes_minutes_before = 60000")]
    [InlineData("is_active = false")]
    public async Task HoldBestAvailable_WhenACategoryIsNotOnSale_TakesOthers(string closed)
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid happening = await OpenAsync(shop);
        await app.ExecuteAsync(FormattableStringFactory.Create($"UPDATE ticket_types SET {closed} WHERE tenant_id = {{0}} AND event_id = {{1}} AND name = 'Gold'", shop.TenantId, happening));

        (await HoldAsync(shop, SeatedHouse.Best(happening, 2))).Seats().ShouldBe("B-5 B-6");
        string footprint = await shop.FootprintAsync();
        (await RefusesAsync(shop, SeatedHouse.Best(happening, 2).With("categories", Shop.Names(["Gold"])), 422, "rule_violated", "/categories")).Text("reason").ShouldBe("not_on_sale");
        using HttpResponseMessage chosen = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(SeatedHouse.SeatItem(happening, "A-5")));
        (await chosen.ShouldRefuseAsync(422, "rule_violated", "/items/0/seats")).Text("reason").ShouldBe("not_on_sale");
        (await shop.FootprintAsync()).ShouldBe(footprint);
        JsonArray seats = (await shop.Guest.ReadAsync($"api/v1/events/{happening}/seats"))["items"]!.AsArray();
        seats.Where(seat => seat!["availableActions"]!.AsArray().Count > 0).Select(seat => seat!.Text("category")).Distinct().ShouldBe(["Silver"]);
    }

    [Fact]
    public async Task HoldBestAvailable_WhenCategoriesHaveOrderLimits_FindsSeatsThatKeepThem()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid happening = await OpenAsync(shop);
        await app.ExecuteAsync($"UPDATE ticket_types SET min_per_order = 3, max_per_order = 4 WHERE tenant_id = {shop.TenantId} AND event_id = {happening} AND name = 'Gold'");

        // Two of Gold are too few, so they are of Silver; of nine four at most are of Gold.
        (await HoldAsync(shop, SeatedHouse.Best(happening, 2))).Seats().ShouldBe("B-5 B-6");
        string[] nine = (await HoldAsync(shop, SeatedHouse.Best(happening, 9))).Seats().Split(' ');
        nine.Count(seat => seat[0] == 'A').ShouldBeInRange(3, 4);
        string footprint = await shop.FootprintAsync();
        (await RefusesAsync(shop, SeatedHouse.Best(happening, 5).With("categories", Shop.Names(["Gold"])), 422, "rule_violated", "/quantity")).Text("reason").ShouldBe("order_limit");
        (await RefusesAsync(shop, SeatedHouse.Best(happening, 2).With("categories", Shop.Names(["Gold"])), 422, "rule_violated", "/quantity")).Text("reason").ShouldBe("order_limit");
        (await shop.FootprintAsync()).ShouldBe(footprint);
    }

    [Fact]
    public async Task HoldBestAvailable_WhenTheRequestIsWrong_IsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid happening = await OpenAsync(shop);
        string footprint = await shop.FootprintAsync();
        await RefusesAsync(shop, SeatedHouse.Best(happening, 0), 400, "validation_failed", "/quantity");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 51), 400, "validation_failed", "/quantity");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 3).With("accessible", 2), 400, "validation_failed", "/accessible");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 3).With("accessible", int.MaxValue), 400, "validation_failed", "/accessible");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 2).With("maxPrice", -1), 400, "validation_failed", "/maxPrice");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 2).With("categories", new JsonArray((JsonNode?)null)), 400, "validation_failed", "/categories");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 2).With("categories", Shop.Names(["Platinum"])), 422, "rule_violated", "/categories");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 2).With("voucherCode", "NO-SUCH-CODE"), 422, "voucher_unknown", "/voucherCode");
        await RefusesAsync(shop, SeatedHouse.Best(Guid.NewGuid(), 2), 404, "offering_not_found");
        await RefusesAsync(shop, SeatedHouse.Best(Shop.Id("event", 1), 2), 422, "rule_violated", "/eventId");
        await RefusesAsync(shop, SeatedHouse.Best(await shop.SeatedEventAsync("draft"), 2), 404, "offering_not_found");
        await RefusesAsync(shop, SeatedHouse.Best(await shop.SeatedEventAsync(), 2), 409, "sold_out");
        await RefusesAsync(shop, SeatedHouse.Best(happening, 2).With("adjacent", "maybe"), 400, "malformed_request");
        using HttpResponseMessage keyless = await shop.Customer.PostAsync("api/v1/holds/best-available", SeatedHouse.Best(happening, 2), key: "");
        await keyless.ShouldRefuseAsync(400, "idempotency_key_required");
        (await shop.FootprintAsync()).ShouldBe(footprint);
    }

    private static async Task<Guid> OpenAsync(Shop shop, int seats = 10)
    {
        Guid happening = await shop.SeatedEventAsync();
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(seats).With("focalPoint", new JsonObject { ["x"] = 45, ["y"] = -30 })));
        return happening;
    }

    private static async Task<JsonObject> HoldAsync(Shop shop, JsonObject wish)
    {
        using HttpClient customer = await shop.NewCustomerAsync();
        using HttpResponseMessage response = await customer.HoldBestAsync(wish);
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    private static async Task<JsonObject> RefusesAsync(Shop shop, JsonObject wish, int status, string code, string? pointer = null)
    {
        using HttpResponseMessage response = await shop.Customer.HoldBestAsync(wish);
        return await response.ShouldRefuseAsync(status, code, pointer);
    }
}
