namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class PriceRuleTests(BookingApp app)
{
    [Fact]
    public async Task PlaceHold_WhenRulesAndFeesHold_ShowsEachAsALineOfItsOwn()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddRuleAsync(new JsonObject { ["label"] = "Bulk", ["rate"] = -1000, ["conditions"] = new JsonObject { ["kinds"] = new JsonArray("product"), ["minQuantity"] = 2 } });
        await shop.AddRuleAsync(new JsonObject { ["label"] = "Halls", ["rate"] = 2000, ["conditions"] = new JsonObject { ["kinds"] = new JsonArray("venue") } });
        await shop.AddFeeAsync(new JsonObject { ["label"] = "Booking fee", ["amount"] = 250, ["isRefundable"] = false });
        await shop.AddFeeAsync(new JsonObject { ["label"] = "Per piece", ["amount"] = 10, ["per"] = "unit", ["taxRate"] = 0 });

        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.ProductItem(2));

        hold.Lines().ShouldBe(["product 2980", "rule -298", "fee 250", "fee 20"]);
        hold["price"]!.Amount().ShouldBe(2_952);
        JsonNode fee = hold["price"]!["lines"]![2]!;
        fee.Text("label").ShouldBe("Booking fee");
        ((int?)fee["item"]).ShouldBeNull();
        ((bool)fee["isRefundable"]!).ShouldBeFalse();
        JsonNode price = hold["price"]!;
        ((long)price["net"]!["amount"]! + (long)price["tax"]!["amount"]!).ShouldBe(price.Amount());
    }

    [Fact]
    public async Task PlaceHold_WhenTaxIsAdded_TheTotalIsGrossAndPaid()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject gross = await shop.HoldAsync(shop.Customer, shop.ProductItem(2));
        await shop.SetTenantAsync(new JsonObject { ["taxMode"] = "exclusive", ["taxRounding"] = "by_line" });

        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.ProductItem(2));

        gross["price"]!.Amount().ShouldBe(2_980);
        gross["price"]!["taxRules"]!.Text("mode").ShouldBe("inclusive");
        long tax = (long)hold["price"]!["tax"]!["amount"]!;
        tax.ShouldBeGreaterThan(0);
        ((long)hold["price"]!["net"]!["amount"]!).ShouldBe(2_980);
        hold["price"]!.Amount().ShouldBe(2_980 + tax);
        hold["price"]!["taxRules"]!.ToJsonString().ShouldBe("""{"mode":"exclusive","rounding":"by_line"}""");
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        JsonObject booking = await booked.ShouldAnswerAsync(HttpStatusCode.Created);
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        ((long)payment["amount"]!["amount"]!).ShouldBe(2_980 + tax);
    }

    /// <summary>Everything that makes a price changes while the hold lives: the rule, the fee, the product, the tax.</summary>
    [Fact]
    public async Task MakeBooking_WhenPricesChangeDuringTheHold_ChargesThePriceOfTheHold()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject rule = await shop.AddRuleAsync(new JsonObject { ["label"] = "Season", ["rate"] = 1000 });
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.ProductItem(2));

        using HttpResponseMessage edited = await shop.Admin.PatchAsync($"api/v1/price-rules/{rule.Text("id")}", new JsonObject { ["rate"] = 5000 }, "\"1\"");
        await edited.ShouldAnswerAsync(HttpStatusCode.OK);
        await shop.AddFeeAsync(new JsonObject { ["label"] = "New fee", ["amount"] = 9900 });
        await shop.SetTenantAsync(new JsonObject { ["taxMode"] = "exclusive" });
        Guid product = shop.Product;
        await app.ExecuteAsync($"UPDATE products SET price_amount = 99900 WHERE tenant_id = {shop.TenantId} AND id = {product}");

        (await shop.Customer.GetJsonAsync($"api/v1/holds/{hold.Text("id")}"))["price"]!.ToJsonString().ShouldBe(hold["price"]!.ToJsonString());
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        JsonObject booking = await booked.ShouldAnswerAsync(HttpStatusCode.Created);
        booking["price"]!.ToJsonString().ShouldBe(hold["price"]!.ToJsonString());
        ((long)(await shop.OpenPaymentAsync(shop.Customer, booking.Text("id")))["amount"]!["amount"]!).ShouldBe(3_278);
    }

    [Fact]
    public async Task PlaceHold_WhenThePriceIsTooLargeToWriteDown_IsRefusedAndNothingIsHeld()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid product = shop.Product;
        await app.ExecuteAsync($"UPDATE products SET price_amount = {long.MaxValue / 2} WHERE tenant_id = {shop.TenantId} AND id = {product}");
        string before = await shop.FootprintAsync();

        foreach (int quantity in (int[])[1, 3])
        {
            using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(shop.ProductItem(quantity)));
            await response.ShouldRefuseAsync(422, "rule_violated", "/items");
        }

        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task PriceRules_WhenManaged_AreListedChangedAndTakenAway()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject[] rules = [await shop.AddRuleAsync(Rule("one")), await shop.AddRuleAsync(Rule("two")), await shop.AddRuleAsync(Rule("three"))];
        string path = $"api/v1/price-rules/{rules[1].Text("id")}";

        JsonObject page = await shop.Admin.GetJsonAsync("api/v1/price-rules?limit=2");
        page["items"]!.AsArray().Select(rule => rule!.Text("label")).ShouldBe(["one", "two"]);
        JsonObject rest = await shop.Admin.GetJsonAsync($"api/v1/price-rules?limit=2&cursor={page.Text("nextCursor")}");
        rest["items"]!.AsArray().ShouldHaveSingleItem()!.Text("label").ShouldBe("three");

        using HttpResponseMessage edited = await shop.Admin.PatchAsync(path, new JsonObject { ["conditions"] = new JsonObject { ["days"] = new JsonArray("saturday"), ["seasonFrom"] = "2027-07-01" } }, "\"1\"");
        JsonObject changed = await edited.ShouldAnswerAsync(HttpStatusCode.OK);
        edited.Headers.ETag!.ToString().ShouldBe("\"2\"");
        changed.Text("label").ShouldBe("two");
        changed["conditions"]!["days"]!.ToJsonString().ShouldBe("""["saturday"]""");
        (await shop.Admin.GetJsonAsync(path)).ToJsonString().ShouldBe(changed.ToJsonString());
        using HttpResponseMessage known = await shop.Admin.SendAsync(HttpMethod.Get, path, ("If-None-Match", "\"2\""));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        using HttpResponseMessage stale = await shop.Admin.PatchAsync(path, new JsonObject { ["rate"] = 1 }, "\"1\"");
        await stale.ShouldRefuseAsync(412, "precondition_failed");
        using HttpResponseMessage unsaid = await shop.Admin.PatchAsync(path, new JsonObject { ["rate"] = 1 }, null);
        await unsaid.ShouldRefuseAsync(428, "precondition_required");
        using HttpResponseMessage deleted = await shop.Admin.SendAsync(HttpMethod.Delete, path, ("If-Match", "\"2\""));
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage gone = await shop.Admin.GetAsync(path);
        await gone.ShouldRefuseAsync(404, "price_rule_not_found");
    }

    [Fact]
    public async Task CreatePriceRule_WhenTwoExclusiveOnesOfOnePriorityComeAtOnce_OneIsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject rule = Rule("Exclusive").With("isExclusive", true).With("priority", 5);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Admin.PostAsync("api/v1/price-rules", rule.DeepClone(), key: "")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (HttpResponseMessage refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
        {
            await refused.ShouldRefuseAsync(409, "price_rules_overlap");
        }

        (await shop.AddRuleAsync(rule.DeepClone().AsObject().With("priority", 6))).Text("label").ShouldBe("Exclusive");
    }

    public static TheoryData<string, string, int, string, string?> Wrong => new()
    {
        { "price-rules", """{}""", 400, "validation_failed", "/label" },
        { "price-rules", """{ "label": "x" }""", 422, "rule_violated", "/rate" },
        { "price-rules", """{ "label": "x", "rate": 1, "amount": 1 }""", 422, "rule_violated", "/rate" },
        { "price-rules", """{ "label": "x", "rate": -10001 }""", 422, "rule_violated", "/rate" },
        { "price-rules", """{ "label": "x", "rate": 1e3 }""", 400, "malformed_request", null },
        { "price-rules", """{ "label": "a\nb", "rate": 1 }""", 400, "validation_failed", "/label" },
        { "price-rules", """{ "label": "a\u0000b", "rate": 1 }""", 400, "validation_failed", "/label" },
        { "price-rules", """{ "label": "x", "rate": 1, "per": "order" }""", 422, "rule_violated", "/per" },
        { "price-rules", """{ "label": "x", "rate": 1, "per": "moon" }""", 400, "malformed_request", null },
        { "price-rules", """{ "label": "x", "rate": 1, "conditions": { "kinds": ["boat"] } }""", 422, "rule_violated", "/conditions/kinds" },
        { "price-rules", """{ "label": "x", "rate": 1, "conditions": { "kinds": [null] } }""", 400, "validation_failed", "/conditions/kinds" },
        { "price-rules", """{ "label": "x", "rate": 1, "conditions": { "days": ["someday"] } }""", 400, "malformed_request", null },
        { "price-rules", """{ "label": "x", "rate": 1, "conditions": { "fromMinute": 60 } }""", 422, "rule_violated", "/conditions/fromMinute" },
        { "price-rules", """{ "label": "x", "rate": 1, "conditions": { "seasonFrom": "2027-02-30" } }""", 400, "malformed_request", null },
        { "price-rules", """{ "label": "x", "rate": 1, "conditions": { "seasonFrom": "2027-03-01", "seasonTo": "2027-02-01" } }""", 422, "rule_violated", "/conditions/seasonTo" },
        { "price-rules", """{ "label": "x", "rate": 1, "priority": 1001 }""", 422, "rule_violated", "/priority" },
        { "price-rules", """{ "label": "x", "rate": 1, "id": 1 }""", 400, "malformed_request", null },
        { "fees", """{ "label": "x", "amount": -1 }""", 422, "rule_violated", "/amount" },
        { "fees", """{ "label": "x", "amount": 1, "taxRate": 10001 }""", 422, "rule_violated", "/taxRate" },
        { "fees", """{ "label": "x", "amount": 1, "kinds": ["boat"] }""", 422, "rule_violated", "/kinds" },
        { "fees", """{ "amount": 1 }""", 400, "validation_failed", "/label" },
        { "vouchers", """{ "label": "x" }""", 400, "validation_failed", "/kind" },
        { "vouchers", """{ "label": "x", "kind": "percent" }""", 422, "rule_violated", "/rate" },
        { "vouchers", """{ "label": "x", "kind": "percent", "rate": 10001 }""", 422, "rule_violated", "/rate" },
        { "vouchers", """{ "label": "x", "kind": "fixed", "amount": 0 }""", 422, "rule_violated", "/amount" },
        { "vouchers", """{ "label": "x", "kind": "free_item", "rate": 1 }""", 422, "rule_violated", "/kind" },
        { "vouchers", """{ "label": "x", "kind": "percent", "rate": 1, "code": "a b" }""", 400, "validation_failed", "/code" },
        { "vouchers", """{ "label": "x", "kind": "percent", "rate": 1, "usageLimit": 0 }""", 422, "rule_violated", "/usageLimit" },
        { "vouchers", """{ "label": "x", "kind": "percent", "rate": 1, "validFrom": "2027-01-02T00:00:00Z", "validUntil": "2027-01-01T00:00:00Z" }""", 422, "rule_violated", "/validUntil" },
        { "vouchers", """{ "label": "x", "kind": "percent", "rate": 1, "validUntil": "0001-01-01T00:00:00Z" }""", 400, "validation_failed", "/validUntil" },
        { "vouchers/batches", """{ "label": "x", "kind": "percent", "rate": 1 }""", 400, "malformed_request", null },
        { "vouchers/batches", """{ "label": "x", "kind": "percent", "rate": 1, "count": 1001 }""", 400, "validation_failed", "/count" },
        { "vouchers/batches", """{ "label": "x", "kind": "percent", "rate": 1, "count": 1, "prefix": "ä" }""", 400, "validation_failed", "/prefix" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Pricing_WhenItIsSetWrongly_IsRefused(string what, string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Admin.PostTextAsync($"api/v1/{what}", body, key: "");

        await response.ShouldRefuseAsync(status, code, pointer);
        foreach (string list in (string[])["price-rules", "fees", "vouchers"])
        {
            (await shop.Admin.GetJsonAsync($"api/v1/{list}"))["items"]!.AsArray().ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("tenant")]
    [InlineData("price-rules")]
    [InlineData("fees")]
    [InlineData("vouchers")]
    public async Task Pricing_WhenItIsNotAnAdminWhoAsks_IsForbidden(string what)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage customer = await shop.Customer.GetAsync($"api/v1/{what}");
        await customer.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage guest = await shop.Guest.GetAsync($"api/v1/{what}");
        await guest.ShouldRefuseAsync(401, "not_authenticated");
    }

    [Fact]
    public async Task Pricing_WhenTheIdIsAnotherTenants_Is404()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        foreach ((string what, JsonObject body) in ((string, JsonObject)[])
        [
            ("price-rules", Rule("x")), ("fees", Rule("x")), ("vouchers", Rule("x").With("kind", "percent").With("code", "MINE-1")),
        ])
        {
            using HttpResponseMessage made = await shop.Admin.PostAsync($"api/v1/{what}", body, key: "");
            string path = $"api/v1/{what}/{(await made.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id")}";
            string code = what == "price-rules" ? "price_rule_not_found" : what == "fees" ? "fee_not_found" : "voucher_not_found";
            using HttpResponseMessage read = await other.Admin.GetAsync(path);
            await read.ShouldRefuseAsync(404, code);
            using HttpResponseMessage edited = await other.Admin.PatchAsync(path, new JsonObject(), "\"1\"");
            await edited.ShouldRefuseAsync(404, code);
            using HttpResponseMessage deleted = await other.Admin.SendAsync(HttpMethod.Delete, path, ("If-Match", "\"1\""));
            await deleted.ShouldRefuseAsync(404, code);
        }
    }

    private static JsonObject Rule(string label) => new() { ["label"] = label, ["rate"] = 1000 };
}
