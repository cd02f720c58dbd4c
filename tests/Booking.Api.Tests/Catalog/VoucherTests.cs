namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class VoucherTests(BookingApp app)
{
    [Fact]
    public async Task PlaceHold_WhenAVoucherIsGiven_TakesItOffAndCountsTheUse()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject voucher = await shop.AddVoucherAsync(Ten("SPRING-10").With("usageLimit", 5));

        using HttpResponseMessage response = await shop.Customer.HoldWithAsync(" spring-10 ", shop.ProductItem(2));
        JsonObject hold = await response.ShouldAnswerAsync(HttpStatusCode.Created);

        hold.Lines().ShouldBe(["product 2980", "voucher -298"]);
        hold["price"]!.Amount().ShouldBe(2_682);
        (await UsedAsync(shop, voucher)).ShouldBe(1);
        using HttpResponseMessage released = await shop.Customer.DeleteAsync($"api/v1/holds/{hold.Text("id")}");
        (await UsedAsync(shop, voucher)).ShouldBe(0);
    }

    [Fact]
    public async Task MakeBooking_WhenAVoucherIsGiven_TakesItOffThePriceOfTheHold()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject voucher = await shop.AddVoucherAsync(new JsonObject { ["code"] = "FIVE", ["label"] = "Five", ["kind"] = "fixed", ["amount"] = 500, ["usageLimit"] = 3, ["perCustomerLimit"] = 1 });
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.ProductItem(1), shop.TicketItem(1));

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")).With("voucherCode", "five"));
        JsonObject booking = await response.ShouldAnswerAsync(HttpStatusCode.Created);

        booking.Lines().ShouldBe(["product 1490", "ticket 3900", "voucher -138", "voucher -362"]);
        booking["price"]!.Amount().ShouldBe(4_890);
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["quota held", "quota held", "quota held"]);
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        await shop.PlayAsync(payment.Text("id"), "succeed");
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["quota booked", "quota booked", "quota booked"]);
        (await UsedAsync(shop, voucher)).ShouldBe(1);

        using HttpResponseMessage again = await shop.Customer.HoldWithAsync("FIVE", shop.ProductItem(1));
        await again.ShouldRefuseAsync(409, "voucher_used_up", "/voucherCode");
        using HttpResponseMessage stranger = await shop.Stranger.HoldWithAsync("FIVE", shop.ProductItem(1));
        await stranger.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task MakeBooking_WhenTheVoucherTakesEverything_IsConfirmedAtOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddVoucherAsync(Ten("ALL").With("code", "EVERYTHING").With("rate", 10_000).With("usageLimit", 1));
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.ProductItem(1));

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")).With("voucherCode", "EVERYTHING"));
        JsonObject booking = await response.ShouldAnswerAsync(HttpStatusCode.Created);

        booking.Text("status").ShouldBe("confirmed");
        booking["price"]!.Amount().ShouldBe(0);
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["quota booked", "quota booked"]);
    }

    [Fact]
    public async Task MakeBooking_WhenTheHoldHasTheVoucherAlready_TakesItOffOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddVoucherAsync(Ten("ONCE"));
        await shop.AddVoucherAsync(Ten("OTHER"));
        using HttpResponseMessage held = await shop.Customer.HoldWithAsync("ONCE", shop.ProductItem(2));
        JsonObject hold = await held.ShouldAnswerAsync(HttpStatusCode.Created);

        using HttpResponseMessage other = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")).With("voucherCode", "OTHER"));
        await other.ShouldRefuseAsync(422, "voucher_not_applicable", "/voucherCode");
        using HttpResponseMessage same = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")).With("voucherCode", "once"));
        (await same.ShouldAnswerAsync(HttpStatusCode.Created)).Lines().ShouldBe(["product 2980", "voucher -298"]);
    }

    /// <summary>Whoever keeps a part of the order keeps the voucher; with the last part its use is free for somebody else.</summary>
    [Fact]
    public async Task ConfirmCancellation_WhenAllItemsAreGivenBack_TheUseIsToo()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject voucher = await shop.AddVoucherAsync(Ten("BACK").With("usageLimit", 1));
        using HttpResponseMessage held = await shop.Customer.HoldWithAsync("BACK", shop.ProductItem(1), shop.TicketItem(1));
        JsonObject hold = await held.ShouldAnswerAsync(HttpStatusCode.Created);
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        string booking = (await booked.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id");
        await shop.PlayAsync((await shop.OpenPaymentAsync(shop.Customer, booking)).Text("id"), "succeed");

        await CancelAsync(new JsonObject { ["items"] = new JsonArray(new JsonObject { ["item"] = 0 }) });
        (await UsedAsync(shop, voucher)).ShouldBe(1);
        await CancelAsync(new JsonObject());
        (await UsedAsync(shop, voucher)).ShouldBe(0);
        using HttpResponseMessage next = await shop.Stranger.HoldWithAsync("BACK", shop.ProductItem(1));
        await next.ShouldAnswerAsync(HttpStatusCode.Created);

        async Task CancelAsync(JsonObject parts)
        {
            string path = $"api/v1/bookings/{booking}/cancellations";
            using HttpResponseMessage quoted = await shop.Customer.PostAsync(path, parts);
            string quote = (await quoted.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id");
            using HttpResponseMessage confirmed = await shop.Customer.PostAsync($"{path}/{quote}/confirm", new JsonObject());
            await confirmed.ShouldAnswerAsync(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task PlaceHold_WhenAnItemIsFree_ItIsTheCheapest()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddVoucherAsync(new JsonObject { ["code"] = "GIFT", ["label"] = "Gift", ["kind"] = "free_item", ["kinds"] = new JsonArray("product", "ticket") });

        using HttpResponseMessage response = await shop.Customer.HoldWithAsync("GIFT", shop.ProductItem(3), shop.TicketItem(1));

        (await response.ShouldAnswerAsync(HttpStatusCode.Created)).Lines().ShouldBe(["product 4470", "ticket 3900", "voucher -1490"]);
    }

    /// <summary>A code that was never given out, one that was withdrawn, another tenant's, and texts that cannot be one: all are answered alike.</summary>
    [Fact]
    public async Task PlaceHold_WhenTheCodeIsNotKnown_IsRefusedAlikeAndNothingIsHeld()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        await other.AddVoucherAsync(Ten("FOREIGN"));
        JsonObject withdrawn = await shop.AddVoucherAsync(Ten("WITHDRAWN"));
        using HttpResponseMessage deleted = await shop.Admin.SendAsync(HttpMethod.Delete, $"api/v1/vouchers/{withdrawn.Text("id")}", ("If-Match", "\"1\""));
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        string before = await shop.FootprintAsync();

        HashSet<string> answers = [];
        foreach (string code in (string[])["NOBODY", "FOREIGN", "WITHDRAWN", "", "x", "' OR 1=1 --\0", new string('A', 10_000), "SPRİNG"])
        {
            using HttpResponseMessage response = await shop.Customer.HoldWithAsync(code, shop.ProductItem(1));
            JsonObject problem = await response.ShouldRefuseAsync(422, "voucher_unknown", "/voucherCode");
            problem.Remove("traceId");
            answers.Add(problem.ToJsonString());
        }

        answers.Count.ShouldBe(1);
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task PlaceHold_WhenTheVoucherIsNotForTheOrder_IsRefusedAndNothingIsHeld()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddVoucherAsync(Ten("CARS").With("kinds", new JsonArray("car")));
        await shop.AddVoucherAsync(Ten("LARGE").With("minOrder", 1_000_000));
        await shop.AddVoucherAsync(Ten("OLD").With("code", "OVER").With("validUntil", "2020-01-01T00:00:00Z"));
        await shop.AddVoucherAsync(Ten("SOON").With("validFrom", "2099-01-01T00:00:00Z"));
        await shop.AddVoucherAsync(Ten("MINE").With("perCustomerLimit", 1));
        string before = await shop.FootprintAsync();

        await RefusedAsync(shop.Customer, "CARS", "voucher_not_applicable");
        await RefusedAsync(shop.Customer, "LARGE", "voucher_not_applicable");
        await RefusedAsync(shop.Customer, "OVER", "voucher_expired");
        await RefusedAsync(shop.Customer, "SOON", "voucher_expired");
        await RefusedAsync(shop.Guest, "MINE", "voucher_not_applicable");
        (await shop.FootprintAsync()).ShouldBe(before);

        async Task RefusedAsync(HttpClient http, string code, string expected)
        {
            using HttpResponseMessage response = await http.HoldWithAsync(code, shop.ProductItem(1));
            await response.ShouldRefuseAsync(422, expected, "/voucherCode");
        }
    }

    [Fact]
    public async Task MakeBooking_WhenTheVoucherIsUsedUp_IsRefusedAndTheHoldIsAsBefore()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddVoucherAsync(Ten("SINGLE").With("usageLimit", 1));
        using HttpResponseMessage first = await shop.Stranger.HoldWithAsync("SINGLE", shop.ProductItem(1));
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.ProductItem(1));
        string before = await shop.FootprintAsync();

        using HttpResponseMessage refused = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")).With("voucherCode", "SINGLE"));
        await refused.ShouldRefuseAsync(409, "voucher_used_up", "/voucherCode");
        (await shop.FootprintAsync()).ShouldBe(before);

        // The hold that has it lapses: nobody needs to write that down.
        await shop.LapseAsync((await first.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id"));
        using HttpResponseMessage taken = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")).With("voucherCode", "SINGLE"));
        (await taken.ShouldAnswerAsync(HttpStatusCode.Created)).Lines().ShouldBe(["product 1490", "voucher -149"]);
    }

    [Fact]
    public async Task PlaceHold_WhenTheVoucherIsChangedMeanwhile_KeepsWhatItHas()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject voucher = await shop.AddVoucherAsync(Ten("KEPT").With("usageLimit", 2));
        using HttpResponseMessage held = await shop.Customer.HoldWithAsync("KEPT", shop.ProductItem(2));
        JsonObject hold = await held.ShouldAnswerAsync(HttpStatusCode.Created);
        string path = $"api/v1/vouchers/{voucher.Text("id")}";

        using HttpResponseMessage edited = await shop.Admin.PatchAsync(path, new JsonObject { ["rate"] = 1, ["usageLimit"] = 1, ["isActive"] = false }, "\"1\"");
        JsonObject changed = await edited.ShouldAnswerAsync(HttpStatusCode.OK);
        (((int)changed["usageLimit"]!), ((int)changed["used"]!)).ShouldBe((1, 1));

        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")).With("voucherCode", "KEPT"));
        (await booked.ShouldAnswerAsync(HttpStatusCode.Created)).Lines().ShouldBe(["product 2980", "voucher -298"]);
    }

    [Fact]
    public async Task EditVoucher_WhenItsLimitWouldFallBelowItsUses_IsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject voucher = await shop.AddVoucherAsync(Ten("SHRINK").With("usageLimit", 3));
        foreach (HttpClient customer in (HttpClient[])[shop.Customer, shop.Stranger])
        {
            using HttpResponseMessage held = await customer.HoldWithAsync("SHRINK", shop.ProductItem(1));
            await held.ShouldAnswerAsync(HttpStatusCode.Created);
        }

        string path = $"api/v1/vouchers/{voucher.Text("id")}";
        using HttpResponseMessage refused = await shop.Admin.PatchAsync(path, new JsonObject { ["usageLimit"] = 1 }, "\"1\"");
        await refused.ShouldRefuseAsync(409, "capacity_below_sold");
        using HttpResponseMessage allowed = await shop.Admin.PatchAsync(path, new JsonObject { ["usageLimit"] = 2 }, "\"1\"");
        await allowed.ShouldAnswerAsync(HttpStatusCode.OK);
        using HttpResponseMessage third = await shop.Customer.HoldWithAsync("SHRINK", shop.ProductItem(1));
        await third.ShouldRefuseAsync(409, "voucher_used_up");
    }

    [Fact]
    public async Task CreateVoucher_WhenTheCodeIsTaken_IsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddVoucherAsync(Ten("TAKEN"));

        using HttpResponseMessage again = await shop.Admin.PostAsync("api/v1/vouchers", Ten("taken"), key: "");
        await again.ShouldRefuseAsync(409, "voucher_code_taken");
        HttpResponseMessage[] racing = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Admin.PostAsync("api/v1/vouchers", Ten("RACED"), key: "")));
        racing.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
    }

    [Fact]
    public async Task CreateVoucherBatch_WhenManyCodesAreMade_EachCanBeUsedOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject body = new() { ["label"] = "Fair", ["kind"] = "percent", ["rate"] = 1000, ["count"] = 50, ["prefix"] = "fair-", ["usageLimit"] = 1 };
        using HttpResponseMessage response = await shop.Admin.PostAsync("api/v1/vouchers/batches", body, key: "");
        JsonObject batch = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        string[] codes = [.. batch["codes"]!.AsArray().Select(code => (string)code!)];
        codes.Distinct().Count().ShouldBe(50);
        codes.ShouldAllBe(code => code.StartsWith("FAIR-", StringComparison.Ordinal) && code.Length == 15);

        JsonObject listed = await shop.Admin.GetJsonAsync($"api/v1/vouchers?batchId={batch.Text("batchId")}&limit=200");
        listed["items"]!.AsArray().Select(voucher => voucher!.Text("code")).ShouldBe(codes, ignoreOrder: true);
        (await shop.Admin.GetJsonAsync($"api/v1/vouchers?code={codes[7].ToLowerInvariant()}"))["items"]!.AsArray().ShouldHaveSingleItem();
        using HttpResponseMessage used = await shop.Customer.HoldWithAsync(codes[0], shop.ProductItem(1));
        await used.ShouldAnswerAsync(HttpStatusCode.Created);
        using HttpResponseMessage again = await shop.Customer.HoldWithAsync(codes[0], shop.ProductItem(1));
        await again.ShouldRefuseAsync(409, "voucher_used_up");
    }

    [Fact]
    public async Task PlaceHold_WhenOneCustomerAsksManyTimesAtOnce_TheLimitPerCustomerHolds()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddVoucherAsync(Ten("TWICE").With("perCustomerLimit", 2));

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => shop.Customer.HoldWithAsync("TWICE", shop.ProductItem(1))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(2);
        foreach (HttpResponseMessage refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
        {
            await refused.ShouldRefuseAsync(409, "voucher_used_up");
        }
    }

    private static JsonObject Ten(string code) => new() { ["code"] = code, ["label"] = "Ten", ["kind"] = "percent", ["rate"] = 1000 };

    private static async Task<int> UsedAsync(Shop shop, JsonObject voucher) => (int)(await shop.Admin.GetJsonAsync($"api/v1/vouchers/{voucher.Text("id")}"))["used"]!;
}
