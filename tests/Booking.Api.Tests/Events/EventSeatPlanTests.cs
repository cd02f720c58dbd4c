namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>An event's seats change while they are on sale.</summary>
[Collection(BookingCollection.Name)]
public sealed class EventSeatPlanTests(BookingApp app)
{
    [Fact]
    public async Task PutEventSeatPlan_WhenFromATemplate_GivesTheEventItsSeats()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        using HttpResponseMessage created = await shop.Admin.PostAsync("api/v1/seat-maps", SeatedHouse.Map(SeatedHouse.Hall(3)), key: "");
        string map = (await created.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id");

        string tag = await shop.PutPlanAsync(happening, new JsonObject { ["seatMapId"] = map });

        tag.ShouldBe("\"1\"");
        (await shop.SeatsAsync(happening)).ShouldBe(["A-1 free 5000 w", "A-2 free 5000 c:A-1", "A-3 free 5000", "B-1 free 3000", "B-2 free 3000", "B-3 free 3000"]);
        JsonObject read = await shop.Guest.ReadAsync($"api/v1/events/{happening}/seat-map");
        read["categories"]!.AsObject().Count.ShouldBe(2);
        JsonArray types = (await shop.Guest.ReadAsync($"api/v1/events/{happening}"))["ticketTypes"]!.AsArray();
        types.Select(type => $"{type!.Text("name")} {type!["capacity"]} {type!["available"]}").ShouldBe(["Gold 3 3", "Silver 3 3"]);
    }

    [Fact]
    public async Task PutEventSeatPlan_WhenOnlyFreeSeatsGo_ChangesTheLayout()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        string tag = await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(4)));
        JsonObject released = await shop.HoldAsync(shop.Customer, SeatedHouse.SeatItem(happening, "B-4"));
        using HttpResponseMessage given = await shop.Customer.SendAsync(HttpMethod.Delete, $"api/v1/holds/{released.Text("id")}");
        JsonObject lapsed = await shop.HoldAsync(shop.Customer, SeatedHouse.SeatItem(happening, "A-4"));
        await shop.LapseAsync(lapsed.Text("id"));
        await shop.BookAsync(shop.Customer, SeatedHouse.SeatItem(happening, "A-3", "B-1"));

        tag = await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(3)), tag);

        tag.ShouldBe("\"2\"");
        (await shop.SeatsAsync(happening)).ShouldBe(["A-1 free 5000 w", "A-2 free 5000 c:A-1", "A-3 held 5000", "B-1 held 3000", "B-2 free 3000", "B-3 free 3000"]);

        // Who lost the seat by it learns so, and a seat that comes back is a seat like others.
        using HttpResponseMessage late = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(lapsed.Text("id")));
        await late.ShouldRefuseAsync(410, "hold_expired");
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(5)), tag);
        (await shop.HoldAsync(shop.Customer, SeatedHouse.SeatItem(happening, "A-4", "A-5"))).Seats().ShouldBe("A-4 A-5");
    }

    [Fact]
    public async Task PutEventSeatPlan_WhenTakenSeatsWouldVanishOrBePricedAnew_ChangesNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        string tag = await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(40)));
        await shop.BookAsync(shop.Customer, SeatedHouse.SeatItem(happening, [.. Enumerable.Range(11, 25).Select(n => $"A-{n}")]));
        await shop.HoldAsync(shop.Customer, SeatedHouse.SeatItem(happening, "B-1"));
        string[] before = await shop.SeatsAsync(happening);
        string footprint = await shop.FootprintAsync();

        using HttpResponseMessage smaller = await shop.Admin.PutAsync($"api/v1/events/{happening}/seat-map", SeatedHouse.Plan(SeatedHouse.Hall(10)), tag);
        JsonObject refused = await smaller.ShouldRefuseAsync(409, "seats_taken");
        ((int?)refused["takenCount"]).ShouldBe(25);
        refused["taken"]!.AsArray().Count.ShouldBe(20);
        using HttpResponseMessage dearer = await shop.Admin.PutAsync($"api/v1/events/{happening}/seat-map", SeatedHouse.Plan(SeatedHouse.Hall(40, silver: "Gold")), tag);
        (await dearer.ShouldRefuseAsync(409, "seats_taken"))["taken"]!.AsArray().Select(seat => (string?)seat).ShouldBe(["B-1"]);

        (await shop.SeatsAsync(happening)).ShouldBe(before);
        (await shop.FootprintAsync()).ShouldBe(footprint);
    }

    [Fact]
    public async Task PutEventSeatPlan_WhenItDoesNotStartFromTheLastOne_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        string path = $"api/v1/events/{happening}/seat-map";
        using HttpResponseMessage none = await shop.Admin.SendAsync(HttpMethod.Get, path);
        await none.ShouldRefuseAsync(404, "seat_map_not_found");
        string tag = await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall()));
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall()), tag);

        using HttpResponseMessage blind = await shop.Admin.PutAsync(path, SeatedHouse.Plan(SeatedHouse.Hall()));
        await blind.ShouldRefuseAsync(428, "precondition_required");
        using HttpResponseMessage stale = await shop.Admin.PutAsync(path, SeatedHouse.Plan(SeatedHouse.Hall()), tag);
        await stale.ShouldRefuseAsync(412, "precondition_failed");
    }

    [Fact]
    public async Task PutEventSeatPlan_WhenTheRequestIsWrong_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        await RefusesAsync(shop, happening, new JsonObject(), 400, "validation_failed", "/layout");
        await RefusesAsync(shop, happening, SeatedHouse.Plan(SeatedHouse.Hall()).With("seatMapId", Guid.NewGuid()), 400, "validation_failed", "/layout");
        await RefusesAsync(shop, happening, new JsonObject { ["seatMapId"] = Guid.NewGuid() }, 404, "seat_map_not_found");
        await RefusesAsync(shop, happening, SeatedHouse.Plan(SeatedHouse.Hall(silver: "Platinum")), 422, "rule_violated", "/categories");
        await RefusesAsync(shop, happening, SeatedHouse.Plan(SeatedHouse.Hall()).With("categories", new JsonObject { ["Silver"] = shop.TicketType }), 422, "rule_violated", "/categories");
        await RefusesAsync(shop, Guid.NewGuid(), SeatedHouse.Plan(SeatedHouse.Hall()), 404, "offering_not_found");
        await RefusesAsync(shop, Shop.Id("event", 1), SeatedHouse.Plan(SeatedHouse.Hall()), 422, "rule_violated", "/seating");
        (await shop.SeatsAsync(happening)).ShouldBeEmpty();
    }

    [Fact]
    public async Task BlockEventSeats_WhenSeatsAreFree_TakesThemOffSaleUntilTheyAreReleased()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(3)));
        await shop.HoldAsync(shop.Customer, SeatedHouse.SeatItem(happening, "A-3"));

        JsonObject blocked = await BlockAsync(shop, happening, new JsonObject { ["rows"] = new JsonArray(new JsonObject { ["section"] = "Stalls", ["row"] = "B" }), ["reason"] = "House seats" });
        ((int?)blocked["seats"]).ShouldBe(3);
        ((int?)blocked["changed"]).ShouldBe(3);
        ((int?)(await BlockAsync(shop, happening, new JsonObject { ["seats"] = Shop.Names(["B-1"]), ["reason"] = "House seats" }))["changed"]).ShouldBe(0);
        (await shop.SeatsAsync(happening)).Count(seat => seat.Contains(" blocked ", StringComparison.Ordinal)).ShouldBe(3);
        using HttpResponseMessage refused = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(SeatedHouse.SeatItem(happening, "B-2")));
        (await refused.ShouldRefuseAsync(422, "rule_violated"))["reason"]!.GetValue<string>().ShouldBe("not_on_sale");

        using HttpResponseMessage taken = await shop.Admin.PostAsync($"api/v1/events/{happening}/seats/block", new JsonObject { ["sections"] = Shop.Names(["Stalls"]) }, key: "");
        (await taken.ShouldRefuseAsync(409, "seats_taken"))["taken"]!.AsArray().Select(seat => (string?)seat).ShouldBe(["A-3"]);

        using HttpResponseMessage released = await shop.Admin.PostAsync($"api/v1/events/{happening}/seats/unblock", new JsonObject { ["seats"] = Shop.Names(["B-2"]) }, key: "");
        await released.ShouldAnswerAsync(HttpStatusCode.OK);
        await shop.HoldAsync(shop.Customer, SeatedHouse.SeatItem(happening, "B-2"));
    }

    [Theory]
    [InlineData("""{"seats":["Z-9"]}""", 422, "/seats")]
    [InlineData("""{"rows":[{"section":"Stalls","row":"Z"}]}""", 422, "/rows")]
    [InlineData("""{"sections":["Balcony"]}""", 422, "/sections")]
    [InlineData("""{}""", 400, "/seats")]
    [InlineData("""{"seats":[null]}""", 400, "/seats/0")]
    public async Task BlockEventSeats_WhenTheyAreNotThere_IsRefused(string body, int status, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(3)));

        using HttpResponseMessage refused = await shop.Admin.PostTextAsync($"api/v1/events/{happening}/seats/block", body, key: "");

        await refused.ShouldRefuseAsync(status, status == 400 ? "validation_failed" : "rule_violated", pointer);
    }

    [Fact]
    public async Task PlaceHold_WhenThePlanForbidsOrphans_LeavesNone()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(6), forbidOrphans: true));

        using HttpResponseMessage refused = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(SeatedHouse.SeatItem(happening, "B-2", "B-3")));
        (await refused.ShouldRefuseAsync(422, "rule_violated", "/items/0/seats"))["reason"]!.GetValue<string>().ShouldBe("orphan_seat");

        // Two items may fill a gap together.
        await shop.HoldAsync(shop.Customer, SeatedHouse.SeatItem(happening, "B-2"), SeatedHouse.SeatItem(happening, "B-1"));
        await shop.HoldAsync(shop.Customer, SeatedHouse.SeatItem(happening, "B-3", "B-4"));
    }

    [Fact]
    public async Task PayBooking_WhenItLapsedAndItsSeatIsGone_IsRefunded()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid happening = await shop.SeatedEventAsync();
        string tag = await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(4)));
        JsonObject booking = await shop.BookAsync(shop.Customer, SeatedHouse.SeatItem(happening, "A-4"));
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        await shop.LapseAsync(booking.Text("holdId"));
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(SeatedHouse.Hall(3)), tag);

        await shop.PlayAsync(payment.Text("id"), "late");

        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["seat expired"]);
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldNotBe("confirmed");
    }

    private static async Task<JsonObject> BlockAsync(Shop shop, Guid happening, JsonObject body)
    {
        using HttpResponseMessage response = await shop.Admin.PostAsync($"api/v1/events/{happening}/seats/block", body, key: "");
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    private static async Task RefusesAsync(Shop shop, Guid happening, JsonObject plan, int status, string code, string? pointer = null)
    {
        using HttpResponseMessage response = await shop.Admin.PutAsync($"api/v1/events/{happening}/seat-map", plan);
        await response.ShouldRefuseAsync(status, code, pointer);
    }
}
