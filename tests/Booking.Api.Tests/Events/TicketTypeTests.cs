namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class TicketTypeTests(BookingApp app)
{
    [Fact]
    public async Task Types_WhenTheyShareARoom_TakeFromItAndFromTheirOwn()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync();
        string room = await shop.Provider.AddPoolAsync(id, "The room", 10);
        string adult = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Adult", 3_000, 8).With("poolIds", Shop.Names([room])));
        string child = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Child", 1_000, 8).With("poolIds", Shop.Names([room])));
        string any = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Any", 2_000, null).With("poolIds", Shop.Names([room])));
        await PublishAsync(shop, id);

        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(adult, 7), EventDesk.Tickets(child, 1));

        JsonObject happening = await shop.Guest.ReadAsync($"api/v1/events/{id}");
        ((int)happening.TypeNamed("Adult")["available"]!).ShouldBe(1);
        ((int)happening.TypeNamed("Child")["available"]!).ShouldBe(2);
        ((int)happening.TypeNamed("Any")["available"]!).ShouldBe(2);
        using HttpResponseMessage tooMany = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(child, 2), EventDesk.Tickets(any, 1)));
        await tooMany.ShouldRefuseAsync(409, "sold_out");
        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(child, 1), EventDesk.Tickets(any, 1));
        using HttpResponseMessage gone = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(adult, 1)));
        await gone.ShouldRefuseAsync(409, "sold_out");
    }

    [Fact]
    public async Task Types_WhenOnePriceFollowsAnother_AreSoldOneAfterTheOther()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync();
        string early = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Early", 2_900, 3));
        string late = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Late", 3_900, 5).With("after", early));
        await PublishAsync(shop, id);

        using (HttpResponseMessage soon = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(late, 1))))
        {
            (await soon.ShouldRefuseAsync(422, "rule_violated", "/items/0/ticketTypeId")).Text("reason").ShouldBe("not_on_sale");
        }

        // Two at the first price, then the last one of it together with one at the second.
        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(early, 2));
        JsonObject both = await shop.HoldAsync(shop.Guest, EventDesk.Tickets(early, 1), EventDesk.Tickets(late, 1));
        both["price"]!.Amount().ShouldBe(6_800);
        using (HttpResponseMessage gone = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(early, 1))))
        {
            await gone.ShouldRefuseAsync(409, "sold_out");
        }

        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(late, 2));
        JsonObject happening = await shop.Guest.ReadAsync($"api/v1/events/{id}");
        happening.TypeNamed("Late").Text("tierOf").ShouldBe(early);
        ((int)happening.TypeNamed("Late")["available"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Types_WhenThePriceBeforeIsOver_AreOnSale()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync();
        string early = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Until yesterday", 2_900, 3).With("saleUntil", Shop.Hour(-1, 12)));
        string late = await shop.Provider.AddTypeAsync(id, EventDesk.Type("From now on", 3_900, 5).With("after", early));
        await PublishAsync(shop, id);

        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(late, 1));
        using HttpResponseMessage over = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(early, 1)));
        await over.ShouldRefuseAsync(422, "rule_violated", "/items/0/ticketTypeId");
    }

    [Fact]
    public async Task FirstPrice_WhenManyWantIt_IsSoldAsOftenAsItIsThere()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync();
        string early = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Early", 2_900, 5));
        await shop.Provider.AddTypeAsync(id, EventDesk.Type("Late", 3_900, 50).With("after", early));
        await PublishAsync(shop, id);

        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(async _ =>
        {
            using HttpResponseMessage response = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(early, 1)));
            return response.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(5);
        answers.Count(status => status == HttpStatusCode.Conflict).ShouldBe(19);
    }

    [Fact]
    public async Task HiddenType_WithoutItsCode_IsAsIfItDidNotExist()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync();
        await shop.Provider.AddTypeAsync(id, EventDesk.Type("Everybody", 3_000, 10));
        string friends = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Friends", 1_000, 10).With("hidden", true));
        using (HttpResponseMessage added = await shop.Provider.PostAsync($"api/v1/events/{id}/access-codes", new JsonObject { ["code"] = "Friends-2026", ["maxUses"] = 3 }))
        {
            (await added.ShouldAnswerAsync(HttpStatusCode.Created)).ToJsonString().ShouldNotContain("Friends-2026");
        }

        using (HttpResponseMessage again = await shop.Provider.PostAsync($"api/v1/events/{id}/access-codes", new JsonObject { ["code"] = "FRIENDS-2026" }))
        {
            await again.ShouldRefuseAsync(409, "access_code_taken");
        }

        await PublishAsync(shop, id);

        (await shop.Guest.ReadAsync($"api/v1/events/{id}")).TypeNames().ShouldBe(["Everybody"]);
        (await shop.Guest.ReadAsync($"api/v1/events/{id}?accessCode=wrong")).TypeNames().ShouldBe(["Everybody"]);
        (await shop.Guest.ReadAsync($"api/v1/events/{id}?accessCode=friends-2026")).TypeNames().ShouldBe(["Everybody", "Friends"]);
        (await shop.Guest.ReadAsync($"api/v1/events/{id}"))["priceFrom"]!["amount"]!.GetValue<long>().ShouldBe(3_000);
        foreach (string? code in (string?[])[null, "wrong"])
        {
            using HttpResponseMessage unknown = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(friends, 1, code)));
            await unknown.ShouldRefuseAsync(404, "offering_not_found", "/items/0/ticketTypeId");
        }

        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(friends, 2, "friends-2026"));
        using HttpResponseMessage spent = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(friends, 2, "FRIENDS-2026")));
        await spent.ShouldRefuseAsync(409, "sold_out");
        JsonNode listed = (await shop.Provider.ReadAsync($"api/v1/events/{id}/access-codes"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)listed["used"]!).ShouldBe(2);
        using HttpResponseMessage withdrawn = await shop.Provider.ChangeAsync(HttpMethod.Delete, $"api/v1/events/{id}/access-codes/{listed.Text("id")}", null, null);
        withdrawn.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage closed = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(friends, 1, "FRIENDS-2026")));
        await closed.ShouldRefuseAsync(404, "offering_not_found");
    }

    [Fact]
    public async Task Orders_WhenTheyAreTooSmallOrTooLarge_AreRefusedAsAWhole()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (_, string[] types) = await shop.Provider.PublishAsync(null, EventDesk.Type("Group", 1_000, 100).With("minPerOrder", 3).With("maxPerOrder", 6));

        using HttpResponseMessage few = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(types[0], 2)));
        (await few.ShouldRefuseAsync(422, "rule_violated", "/items/0/quantity")).Text("reason").ShouldBe("order_limit");
        using HttpResponseMessage twice = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(types[0], 4), EventDesk.Tickets(types[0], 3)));
        (await twice.ShouldRefuseAsync(422, "rule_violated", "/items/0/quantity")).Text("reason").ShouldBe("order_limit");
        await shop.HoldAsync(shop.Guest, EventDesk.Tickets(types[0], 2), EventDesk.Tickets(types[0], 1));
    }

    [Fact]
    public async Task SaleWindow_WhenItIsNotOpen_RefusesNewHoldsAndLeavesOldOnes()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (string id, string[] types) = await shop.Provider.PublishAsync(
            null, EventDesk.Type("Now", 1_000, 10), EventDesk.Type("Later", 1_000, 10).With("saleFrom", Shop.Hour(5, 12)), EventDesk.Type("No more", 1_000, 10).With("closesMinutesBefore", 500_000));
        JsonObject hold = await shop.HoldAsync(shop.Customer, EventDesk.Tickets(types[0], 1));

        foreach (string closed in types[1..])
        {
            using HttpResponseMessage refused = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(closed, 1)));
            (await refused.ShouldRefuseAsync(422, "rule_violated", "/items/0/ticketTypeId")).Text("reason").ShouldBe("not_on_sale");
        }

        using (HttpResponseMessage ended = await shop.Provider.PatchEventAsync(id, $"/ticket-types/{types[0]}", new JsonObject { ["saleUntil"] = Shop.Hour(-1, 12) }))
        {
            await ended.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        using HttpResponseMessage late = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(types[0], 1)));
        await late.ShouldRefuseAsync(422, "rule_violated", "/items/0/ticketTypeId");
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        await booked.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task EditTicketType_WhenThePriceChangesDuringAHold_TheHoldKeepsItsOwn()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (string id, string[] types) = await shop.Provider.PublishAsync(null, EventDesk.Type("Standing", 2_000, 10));
        JsonObject hold = await shop.HoldAsync(shop.Customer, EventDesk.Tickets(types[0], 2));

        using (HttpResponseMessage dearer = await shop.Provider.PatchEventAsync(id, $"/ticket-types/{types[0]}", new JsonObject { ["price"] = new JsonObject { ["amount"] = 2_500, ["currency"] = "EUR" } }))
        {
            await dearer.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        (await booked.ShouldAnswerAsync(HttpStatusCode.Created))["price"]!.Amount().ShouldBe(4_000);
        (await shop.HoldAsync(shop.Customer, EventDesk.Tickets(types[0], 1)))["price"]!.Amount().ShouldBe(2_500);
    }

    [Fact]
    public async Task EditTicketType_WhenMoreIsTakenThanTheCapacityWouldLeave_SaysHowMany()
    {
        Shop shop = await Shop.OpenAsync(app);
        (string id, string[] types) = await shop.Provider.PublishAsync(null, EventDesk.Type("Standing", 0, 10));
        await shop.BookAsync(shop.Guest, EventDesk.Tickets(types[0], 3));
        JsonObject held = await shop.HoldAsync(shop.Guest, EventDesk.Tickets(types[0], 2));

        using (HttpResponseMessage refused = await shop.Provider.PatchEventAsync(id, $"/ticket-types/{types[0]}", new JsonObject { ["capacity"] = 4 }))
        {
            ((int)(await refused.ShouldRefuseAsync(422, "capacity_below_sold", "/capacity"))["taken"]!).ShouldBe(5);
        }

        ((int)(await shop.Provider.ReadAsync($"api/v1/events/{id}?managed=true")).TypeNamed("Standing")["capacity"]!).ShouldBe(10);
        await shop.LapseAsync(held.Text("id"));
        using HttpResponseMessage shrunk = await shop.Provider.PatchEventAsync(id, $"/ticket-types/{types[0]}", new JsonObject { ["capacity"] = 4 });
        JsonObject type = (await shrunk.ShouldAnswerAsync(HttpStatusCode.OK)).TypeNamed("Standing");
        ((int)type["capacity"]!).ShouldBe(4);
        ((int)type["available"]!).ShouldBe(1);
    }

    [Fact]
    public async Task EditTicketType_WhenItShrinksWhileManyBuy_NeverLeavesLessThanIsTaken()
    {
        Shop shop = await Shop.OpenAsync(app);
        (string id, string[] types) = await shop.Provider.PublishAsync(null, EventDesk.Type("Standing", 1_000, 40));
        string path = $"api/v1/events/{id}/ticket-types/{types[0]}";

        Task<HttpStatusCode>[] buyers = [.. Enumerable.Range(0, 40).Select(async _ =>
        {
            using HttpResponseMessage response = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(types[0], 1)));
            return response.StatusCode;
        })];
        List<HttpStatusCode> shrinks = [];
        for (int capacity = 35; capacity >= 5; capacity -= 5)
        {
            using HttpResponseMessage response = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["capacity"] = capacity }, await shop.Provider.TagAsync(id));
            shrinks.Add(response.StatusCode);
        }

        HttpStatusCode[] answers = await Task.WhenAll(buyers);
        shrinks.ShouldAllBe(status => status == HttpStatusCode.OK || status == HttpStatusCode.UnprocessableEntity);
        answers.ShouldAllBe(status => status == HttpStatusCode.Created || status == HttpStatusCode.Conflict);
        Guid type = Guid.Parse(types[0]);
        int held = await app.ScalarAsync<int>($"SELECT held FROM pools p JOIN ticket_types t ON t.tenant_id = p.tenant_id AND t.pool_id = p.id WHERE t.tenant_id = {shop.TenantId} AND t.id = {type}");
        int left = await app.ScalarAsync<int>($"SELECT p.capacity FROM pools p JOIN ticket_types t ON t.tenant_id = p.tenant_id AND t.pool_id = p.id AND t.capacity = p.capacity WHERE t.tenant_id = {shop.TenantId} AND t.id = {type}");
        held.ShouldBe(answers.Count(status => status == HttpStatusCode.Created));
        held.ShouldBeLessThanOrEqualTo(left);
    }

    [Theory]
    [InlineData("name", "\"\"", 400, "validation_failed", "/name")]
    [InlineData("price", "{ \"amount\": -1, \"currency\": \"EUR\" }", 400, "validation_failed", "/price")]
    [InlineData("price", "{ \"amount\": 1, \"currency\": \"eur\" }", 400, "validation_failed", "/price")]
    [InlineData("capacity", "-1", 400, "validation_failed", "/capacity")]
    [InlineData("capacity", "null", 422, "rule_violated", "/capacity")]
    [InlineData("minPerOrder", "11", 422, "rule_violated", "/maxPerOrder", "maxPerOrder", "10")]
    [InlineData("saleFrom", "\"soon\"", 400, "validation_failed", "/saleFrom")]
    [InlineData("saleUntil", "\"2027-01-01T00:00:00Z\"", 422, "rule_violated", "/saleUntil", "saleFrom", "\"2027-01-02T00:00:00Z\"")]
    [InlineData("poolIds", "[\"0197a3f2-4201-7d88-8d35-6f708192a3b4\"]", 422, "rule_violated", "/poolIds")]
    [InlineData("sharedWith", "\"0197a3f2-4201-7d88-8d35-6f708192a3b4\"", 422, "rule_violated", "/capacity")]
    [InlineData("after", "\"0197a3f2-4201-7d88-8d35-6f708192a3b4\"", 422, "rule_violated", "/after")]
    [InlineData("taxRate", "10001", 400, "validation_failed", "/taxRate")]
    public async Task AddTicketType_WhenAMemberIsWrong_PointsAtIt(string member, string json, int status, string code, string pointer, string? other = null, string? otherJson = null)
    {
        Shop shop = await Shop.OfFileAsync(app);
        string id = await shop.Provider.DraftAsync();
        JsonObject type = EventDesk.Type("Standing", 1_000, 10).With(member, JsonNode.Parse(json));
        if (other is not null)
        {
            type.With(other, JsonNode.Parse(otherJson!));
        }

        using HttpResponseMessage response = await shop.Provider.PostAsync($"api/v1/events/{id}/ticket-types", type);

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.Provider.ReadAsync($"api/v1/events/{id}?managed=true")).TypeNames().ShouldBeEmpty();
    }

    [Fact]
    public async Task WithdrawTicketType_WhenSomeIsSold_KeepsWhatIsSold()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (string id, string[] types) = await shop.Provider.PublishAsync(null, EventDesk.Type("Standing", 2_000, 10), EventDesk.Type("Seat", 3_000, 10));
        JsonObject bought = await shop.BuyAsync(shop.Customer, EventDesk.Tickets(types[0], 1));

        using (HttpResponseMessage withdrawn = await shop.Provider.ChangeAsync(HttpMethod.Delete, $"api/v1/events/{id}/ticket-types/{types[0]}", null, await shop.Provider.TagAsync(id)))
        {
            await withdrawn.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        (await shop.Guest.ReadAsync($"api/v1/events/{id}")).TypeNames().ShouldBe(["Seat"]);
        using HttpResponseMessage hold = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(EventDesk.Tickets(types[0], 1)));
        await hold.ShouldRefuseAsync(422, "rule_violated");
        (await shop.Customer.ReadAsync($"api/v1/bookings/{bought.Text("id")}")).Text("status").ShouldBe("confirmed");
        using HttpResponseMessage again = await shop.Provider.ChangeAsync(HttpMethod.Delete, $"api/v1/events/{id}/ticket-types/{types[0]}", null, await shop.Provider.TagAsync(id));
        await again.ShouldRefuseAsync(404, "ticket_type_not_found");
    }

    private static async Task PublishAsync(Shop shop, string id)
    {
        using HttpResponseMessage response = await shop.Provider.PostAsync($"api/v1/events/{id}/publish", content: null);
        await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }
}
