namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Managers set services, classes and products up; customers find, hold, pay and rate; and things change meanwhile.</summary>
[Collection(BookingCollection.Name)]
public sealed class CatalogStoryTests(BookingApp app)
{
    [Fact]
    public async Task Services_FromTheFirstHourToTheRating_AreOneStory()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);

        // The provider sets the own hours: a long day with a break, and one day off.
        JsonObject hours = new()
        {
            ["hours"] = CatalogDesk.Week("09:00", "17:00"),
            ["breaks"] = CatalogDesk.Week("12:00", "13:00"),
            ["exceptions"] = new JsonArray(new JsonObject { ["from"] = CatalogDesk.Day(11), ["kind"] = "off", ["note"] = "Dentist" }),
        };
        using (HttpResponseMessage set = await desk.ChangeAsync(HttpMethod.Put, "providers/me/hours", hours, "providers/me", desk.Petra))
        {
            (await set.ShouldAnswerAsync(HttpStatusCode.OK))["breaks"]!.AsArray().Count.ShouldBe(7);
        }

        string petra = shop.Petra.ToString();
        string ben = (await desk.ProviderAsync("Ben", "09:00", "12:00")).Text("id");
        JsonObject service = await desk.ServiceAsync("Thai massage", [petra, ben], new() { ["bufferMinutes"] = 15, ["stepMinutes"] = 30, ["languages"] = Shop.Names(["de", "th"]) });
        string id = service.Text("id");
        JsonObject withOil = await desk.AddAsync($"services/{id}", "add-ons", new() { ["name"] = "Hot oil", ["price"] = CatalogDesk.Money(1_500), ["extraMinutes"] = 30, ["stock"] = 1 });
        string oil = withOil["addOns"]![0]!.Text("id");

        // A customer finds it by the beginning of a word, and sees its free days.
        JsonObject found = await shop.Guest.ShowAsync("api/v1/services?q=THAI%20mass&city=berlin&priceMax=5000&provider=" + petra);
        found["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(id);
        (await shop.Guest.ShowAsync("api/v1/services?q=thai%20haircut"))["items"]!.AsArray().ShouldBeEmpty();
        JsonObject slots = await shop.Guest.ShowAsync($"api/v1/services/{id}/slots?from={CatalogDesk.Day(10)}&to={CatalogDesk.Day(11)}&providerId={petra}");
        slots["items"]!.AsArray().Count.ShouldBe(5 + 7);
        slots["days"]!.AsArray().Select(day => (int)day!["slots"]!).ShouldBe([12, 0]);
        slots["days"]![1]!.Text("reason").ShouldBe("opening_hours");

        // Whoever has less to do: Ben has an appointment that day and Petra none; the next customer gets Ben, the third nobody.
        await shop.HoldAsync(shop.Stranger, CatalogDesk.Item(id, Shop.Local(10, 11)).With("providerId", ben));
        JsonObject item = CatalogDesk.Item(id, Shop.Local(10, 9)).With("addOns", new JsonArray(new JsonObject { ["addOnId"] = oil }));
        JsonObject hold = await shop.HoldAsync(shop.Customer, item.DeepClone());
        JsonNode held = hold["items"]![0]!;
        held["details"]!.Text("provider").ShouldBe("Petra Demo");
        held["details"]!.Text("chosenBecause").ShouldStartWith("score 1 (load 1, fairness 1)");
        (held.Time("to") - held.Time("from")).ShouldBe(TimeSpan.FromMinutes(90));
        hold["price"]!["lines"]!.AsArray().Select(line => line!.Text("code")).Take(2).ShouldBe(["service", "add_on"]);
        hold["price"]!.Amount().ShouldBe(6_500);
        (await shop.HoldAsync(shop.Stranger, CatalogDesk.Item(id, Shop.Local(10, 9))))["items"]![0]!["details"]!.Text("provider").ShouldBe("Ben");
        using (HttpResponseMessage third = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(CatalogDesk.Item(id, Shop.Local(10, 9)))))
        {
            (await third.ShouldRefuseAsync(409, "inventory_conflict"))["alternatives"]!.AsArray().ShouldNotBeEmpty();
        }

        // The oil is used up, and an add-on that runs out refuses the whole item.
        using (HttpResponseMessage none = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(item.DeepClone().AsObject().With("from", Shop.Local(12, 9)))))
        {
            await none.ShouldRefuseAsync(409, "sold_out");
        }

        // Price, length, hours and providers change under the hold: what is held stays as it was.
        await desk.PatchAsync($"services/{id}", new() { ["price"] = CatalogDesk.Money(9_000), ["durationMinutes"] = 45, ["providers"] = new JsonArray(new JsonObject { ["providerId"] = ben }) });
        using (HttpResponseMessage set = await desk.ChangeAsync(HttpMethod.Put, "providers/me/hours", new() { ["hours"] = new JsonArray() }, "providers/me", desk.Petra))
        {
            set.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using HttpResponseMessage made = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        string booking = (await made.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id");
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking);
        ((long)payment["amount"]!["amount"]!).ShouldBe(6_500);
        await shop.PlayAsync(payment.Text("id"), "succeed");
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["quota booked", "slot booked"]);
        (await shop.Guest.ShowAsync($"api/v1/services/{id}/slots?date={CatalogDesk.Day(12)}"))["items"]!.AsArray()
            .ShouldAllBe(slot => slot!.Text("provider") == "Ben" && (long)slot!["price"]!["amount"]! == 9_000);

        // Only what has taken place is rated, once, by who has bought it.
        JsonObject stars = new() { ["item"] = 0, ["stars"] = 4, ["comment"] = "Strong hands." };
        await RefusedAsync(shop.Customer, $"bookings/{booking}/ratings", stars, 409, "booking_not_completed");
        await desk.CompleteAsync(booking);
        await RefusedAsync(shop.Stranger, $"bookings/{booking}/ratings", stars, 404, "booking_not_found");
        await RefusedAsync(shop.Admin, $"bookings/{booking}/ratings", stars, 403, "not_the_customer");
        await RefusedAsync(shop.Customer, $"bookings/{booking}/ratings", new() { ["item"] = 0, ["stars"] = 6 }, 400, "validation_failed");
        await RefusedAsync(shop.Customer, $"bookings/{booking}/ratings", new() { ["item"] = 1, ["stars"] = 5 }, 422, "rule_violated");
        string rating = (await desk.CreateAsync($"bookings/{booking}/ratings", stars, shop.Customer)).Text("id");
        await RefusedAsync(shop.Customer, $"bookings/{booking}/ratings", stars, 409, "already_rated");
        await RatingAsync($"services/{id}", 4, 1);
        await RatingAsync($"providers/{petra}", 4, 1);

        // The customer thinks again, the provider replies, an admin hides it and shows it again.
        using (HttpResponseMessage edited = await shop.Customer.SendAsync(Request(HttpMethod.Patch, $"bookings/{booking}/ratings/{rating}", new() { ["stars"] = 5 })))
        {
            ((int)(await edited.ShouldAnswerAsync(HttpStatusCode.OK))["stars"]!).ShouldBe(5);
        }

        using (HttpResponseMessage replied = await desk.Petra.SendAsync(Request(HttpMethod.Put, $"ratings/{rating}/reply", new() { ["text"] = "Thank you!" })))
        {
            (await replied.ShouldAnswerAsync(HttpStatusCode.OK)).Text("reply").ShouldBe("Thank you!");
        }

        using (HttpResponseMessage foreign = await shop.SignIn(Shop.Id("user", 2), Roles.Provider).SendAsync(Request(HttpMethod.Put, $"ratings/{rating}/reply", new() { ["text"] = "No!" })))
        {
            await foreign.ShouldRefuseAsync(403, "not_the_owner");
        }

        JsonNode shown = (await shop.Guest.ShowAsync($"api/v1/services/{id}/ratings?limit=1"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        (shown.Text("author"), shown.Text("comment"), (int)shown["stars"]!).ShouldBe(("Zoë", "Strong hands.", 5));
        await RatingAsync($"services/{id}", 5, 1);
        await RefusedAsync(shop.Customer, $"ratings/{rating}/hide", new() { ["reason"] = "x" }, 403, "forbidden");
        using (HttpResponseMessage hidden = await shop.Admin.PostAsync($"api/v1/ratings/{rating}/hide", new JsonObject { ["reason"] = "Names a person." }))
        {
            hidden.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await shop.Guest.ShowAsync($"api/v1/providers/{petra}/ratings"))["items"]!.AsArray().ShouldBeEmpty();
        (await shop.Guest.ShowAsync($"api/v1/ratings?offeringId={id}"))["items"]!.AsArray().ShouldBeEmpty();
        await RatingAsync($"services/{id}", null, 0);
        using (HttpResponseMessage again = await shop.Admin.PostAsync($"api/v1/ratings/{rating}/show", new JsonObject()))
        {
            again.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await RatingAsync($"services/{id}", 5, 1);

        // Withdrawn: gone for customers, still there for its managers; what is sold stays.
        using (HttpResponseMessage gone = await desk.ChangeAsync(HttpMethod.Delete, $"services/{id}", null, $"services/{id}"))
        {
            gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        (await shop.Guest.StatusAsync($"api/v1/services/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await shop.Admin.ShowAsync("api/v1/services?managed=true&q=thai"))["items"]!.AsArray().ShouldHaveSingleItem()!["isActive"]!.GetValue<bool>().ShouldBeFalse();
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["quota booked", "slot booked"]);

        async Task RatingAsync(string path, double? average, int count)
        {
            JsonNode read = (await shop.Guest.ShowAsync($"api/v1/{path}"))["rating"]!;
            ((double?)read["average"], (int)read["count"]!).ShouldBe((average, count), path);
        }
    }

    [Fact]
    public async Task Classes_FromTheScheduleToTheCancellation_AreOneStory()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);
        string ben = (await desk.ProviderAsync("Ben")).Text("id");
        string yoga = (await desk.ServiceAsync("Yoga", [ben], new() { ["seatsPerSlot"] = 3 })).Text("id");
        string massage = (await desk.ServiceAsync("Massage", [ben])).Text("id");

        // An appointment has the provider at ten on one of the days; that session is left out.
        await shop.BookAsync(shop.Customer, CatalogDesk.Item(massage, Shop.Local(17, 10)));
        JsonObject weekly = new() { ["providerId"] = ben, ["from"] = Shop.Local(10, 10), ["until"] = CatalogDesk.Day(31) };
        using (HttpResponseMessage taken = await shop.Admin.PostAsync($"api/v1/services/{yoga}/sessions", weekly.DeepClone()))
        {
            (await taken.ShouldRefuseAsync(409, "inventory_conflict"))["conflicts"]!.AsArray().ShouldNotBeEmpty();
        }

        JsonObject scheduled = await desk.CreateAsync($"services/{yoga}/sessions", weekly.With("skipTaken", true));
        scheduled["items"]!.AsArray().Count.ShouldBe(3);
        scheduled["skipped"]!.AsArray().ShouldHaveSingleItem()!.Text("date").ShouldBe(CatalogDesk.Day(17));
        string first = scheduled["items"]![0]!.Text("id");

        // The class has the provider now: no appointment overlaps it, and an appointment has no places.
        using (HttpResponseMessage refused = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(CatalogDesk.Item(massage, Shop.Local(10, 10)))))
        {
            await refused.ShouldRefuseAsync(409, "inventory_conflict");
        }

        using (HttpResponseMessage refused = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(CatalogDesk.Item(massage, Shop.Local(11, 10)).With("quantity", 2))))
        {
            await refused.ShouldRefuseAsync(422, "rule_violated", "/items/0/quantity");
        }

        JsonObject bought = await shop.BuyAsync(shop.Customer, CatalogDesk.Item(yoga, Shop.Local(10, 10)).With("quantity", 2));
        bought["price"]!.Amount().ShouldBe(10_000);
        JsonNode left = (await shop.Guest.ShowAsync($"api/v1/services/{yoga}/slots?date={CatalogDesk.Day(10)}"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)left["places"]!, left.Text("sessionId")).ShouldBe((1, first));
        using (HttpResponseMessage full = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(CatalogDesk.Item(yoga, Shop.Local(10, 10)).With("quantity", 2))))
        {
            JsonObject problem = await full.ShouldRefuseAsync(409, "sold_out");
            problem["alternatives"]!.AsArray().ShouldNotBeEmpty();
        }

        JsonObject held = await shop.HoldAsync(shop.Stranger, CatalogDesk.Item(yoga, Shop.Local(10, 10)));
        (await shop.Guest.ShowAsync($"api/v1/services/{yoga}/slots?date={CatalogDesk.Day(10)}"))["days"]![0]!.Text("reason").ShouldBe("quota");

        // Called off: the hold is over, nothing more is sold, a case is opened, the provider has the hour again.
        using (HttpResponseMessage cancelled = await shop.Admin.PostAsync($"api/v1/services/{yoga}/sessions/{first}/cancel", new JsonObject { ["note"] = "Ben is ill." }))
        {
            cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent, await cancelled.Content.ReadAsStringAsync());
        }

        (await shop.MessagesAsync("offering.disrupted", ben)).ShouldBe(1);
        using (HttpResponseMessage late = await shop.Stranger.PostAsync("api/v1/bookings", Shop.BookingOf(held.Text("id"))))
        {
            await late.ShouldRefuseAsync(410, "hold_expired");
        }

        using (HttpResponseMessage refused = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(CatalogDesk.Item(yoga, Shop.Local(10, 10)))))
        {
            (await refused.ShouldRefuseAsync(422, "rule_violated", "/items/0/from")).Text("reason").ShouldBe("not_on_sale");
        }

        await shop.HoldAsync(shop.Stranger, CatalogDesk.Item(massage, Shop.Local(10, 10)));
        (await shop.Guest.ShowAsync($"api/v1/services/{yoga}/sessions"))["items"]!.AsArray().Select(session => session!.Text("status")).ShouldBe(["cancelled", "scheduled", "scheduled"]);
    }

    [Fact]
    public async Task Products_WithVariantsStockAndLimits_AreOneStory()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);
        string id = (await desk.CreateAsync("products", new()
        {
            ["name"] = "Rain jacket",
            ["category"] = "Outdoor",
            ["price"] = CatalogDesk.Money(8_000),
            ["taxRate"] = 1_900,
            ["maxPerOrder"] = 4,
            ["perCustomerLimit"] = 5,
        })).Text("id");
        string path = $"products/{id}";
        await desk.AddAsync(path, "variants", new() { ["sku"] = "RJ-M", ["options"] = new JsonObject { ["size"] = "M" }, ["stock"] = 6 });
        JsonObject product = await desk.AddAsync(path, "variants", new() { ["sku"] = "RJ-L", ["options"] = new JsonObject { ["size"] = "L" }, ["stock"] = 1, ["price"] = CatalogDesk.Money(8_500) });
        string medium = product["variants"]![0]!.Text("id");
        string large = product["variants"]![1]!.Text("id");
        product = await desk.AddAsync(path, "add-ons", new() { ["name"] = "Gift wrap", ["price"] = CatalogDesk.Money(250), ["maxQuantity"] = 4 });
        string wrap = product["addOns"]![0]!.Text("id");

        // Found by option and SKU; counted by category and price.
        (await shop.Guest.ShowAsync("api/v1/products?q=rj-l&inStock=true"))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(id);
        JsonObject facets = await shop.Guest.ShowAsync("api/v1/products/facets?category=outdoor&priceMin=5000");
        ((int)facets["total"]!, (int)facets["inStock"]!, facets["categories"]![0]!.Text("value")).ShouldBe((1, 1, "Outdoor"));

        // A product with variants is not sold without one.
        using (HttpResponseMessage refused = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(Item(null, 1))))
        {
            await refused.ShouldRefuseAsync(422, "rule_violated", "/items/0/variantId");
        }

        JsonObject bought = await shop.BuyAsync(shop.Customer, Item(medium, 3).With("addOns", new JsonArray(new JsonObject { ["addOnId"] = wrap, ["quantity"] = 2 })));
        bought["price"]!.Amount().ShouldBe(24_500);
        bought["items"]![0]!["details"]!.Text("sku").ShouldBe("RJ-M");

        // Five is the limit for one customer, all variants and orders together.
        using (HttpResponseMessage tooMany = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(Item(medium, 2), Item(large, 1))))
        {
            (await tooMany.ShouldRefuseAsync(422, "rule_violated", "/items/0/quantity")).Text("reason").ShouldBe("order_limit");
        }

        using (HttpResponseMessage guest = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(Item(medium, 1))))
        {
            await guest.ShouldRefuseAsync(422, "rule_violated", "/items/0/productId");
        }

        await shop.HoldAsync(shop.Customer, Item(medium, 1), Item(large, 1));

        // The stock goes up and down, never below what is held and sold.
        (await StockAsync(new() { ["variantId"] = medium, ["change"] = 4 }, 10)).ShouldBe((10, 1, 3, 6));
        (await StockAsync(new() { ["variantId"] = medium, ["setTo"] = 4 }, 4)).ShouldBe((4, 1, 3, 0));
        using (HttpResponseMessage low = await shop.Admin.PostAsync($"api/v1/{path}/stock", new JsonObject { ["variantId"] = medium, ["setTo"] = 3 }))
        {
            JsonObject problem = await low.ShouldRefuseAsync(409, "capacity_below_sold");
            ((int)problem["held"]!, (int)problem["sold"]!).ShouldBe((1, 3));
        }

        using (HttpResponseMessage none = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(Item(medium, 1))))
        {
            await none.ShouldRefuseAsync(409, "sold_out");
        }

        async Task<(int Total, int Held, int Sold, int Available)> StockAsync(JsonObject change, int total)
        {
            using HttpResponseMessage response = await shop.Admin.PostAsync($"api/v1/{path}/stock", change);
            JsonObject stock = await response.ShouldAnswerAsync(HttpStatusCode.OK);
            ((int)stock["total"]!).ShouldBe(total);
            return ((int)stock["total"]!, (int)stock["held"]!, (int)stock["sold"]!, (int)stock["available"]!);
        }

        JsonObject Item(string? variant, int quantity)
        {
            JsonObject item = new() { ["kind"] = "product", ["productId"] = id, ["quantity"] = quantity };
            return variant is null ? item : item.With("variantId", variant);
        }
    }

    private static async Task RefusedAsync(HttpClient http, string path, JsonObject body, int status, string code)
    {
        using HttpResponseMessage response = await http.PostAsync($"api/v1/{path}", body.DeepClone());
        await response.ShouldRefuseAsync(status, code);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, JsonObject body) =>
        new(method, $"api/v1/{path}") { Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
}
