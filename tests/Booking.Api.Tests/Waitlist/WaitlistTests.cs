namespace Booking.Api.Tests.Waitlist;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class WaitlistTests(BookingApp app)
{
    public static TheoryData<string> Kinds => ["ticket", "seats", "category", "car", "class", "hall", "service", "product", "tripSeat", "anyTripSeat"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Waitlist_WhenWhatIsWantedComesFree_OffersItAsAHoldThatCanBeBooked(string kind)
    {
        Shop shop = await Shop.OpenAsync(app);
        (JsonObject Taken, JsonObject Wanted) items = await ItemsAsync(shop, kind);
        JsonObject taken = await shop.HoldAsync(shop.Stranger, items.Taken);

        JsonObject entry = await shop.Customer.JoinAsync(items.Wanted, sameClass: kind == "class");

        entry.Text("status").ShouldBe("waiting");
        ((int)entry["position"]!).ShouldBe(1);
        entry["availableActions"]!.AsArray().Select(action => (string)action!).ShouldBe(["leave"]);
        await shop.Stranger.ReleaseAsync(taken);
        JsonObject offered = await shop.Customer.BecomesAsync(entry, "offered");
        string hold = offered["offer"]!.Text("holdId");
        (await shop.ClaimsAsync(hold)).ShouldAllBe(claim => claim.EndsWith("held", StringComparison.Ordinal));
        (offered["offer"]!.Time("expiresAt") - offered["offer"]!.Time("offeredAt")).TotalMinutes.ShouldBe(15, tolerance: 0.1);
        using HttpResponseMessage accept = await shop.Customer.AnswerAsync(entry, "accept");
        (await accept.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("accepted");
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold));
        await booked.ShouldAnswerAsync(HttpStatusCode.Created);
        foreach (string type in (string[])["joined", "offered", "accepted"])
        {
            (await shop.MessagesAsync($"waitlist.{type}", entry.Text("id"))).ShouldBe(1);
        }
    }

    [Fact]
    public async Task JoinWaitlist_WhenItCanBeHad_IsRefusedAndTakesNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage join = await shop.Customer.TryJoinAsync(shop.TicketItem());
        await join.ShouldRefuseAsync(409, "still_available");
        using HttpResponseMessage some = await shop.Customer.TryJoinAsync(shop.Scarce(3), allOrNone: false);
        await some.ShouldRefuseAsync(409, "still_available");

        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task JoinWaitlist_WhenBad_PointsAtIt()
    {
        Shop shop = await Shop.OpenAsync(app);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage unknown = await shop.Customer.TryJoinAsync(shop.TicketItem().With("ticketTypeId", Guid.NewGuid()));
        await unknown.ShouldRefuseAsync(404, "offering_not_found");
        using HttpResponseMessage none = await shop.Customer.TryJoinAsync(shop.TicketItem(0));
        await none.ShouldRefuseAsync(400, "validation_failed", "/item/quantity");
        using HttpResponseMessage many = await shop.Customer.TryJoinAsync(SoldOut(shop, 11));
        await many.ShouldRefuseAsync(422, "rule_violated", "/item/quantity");
        using HttpResponseMessage past = await shop.Customer.TryJoinAsync(shop.HallItem(days: -3));
        await past.ShouldRefuseAsync(422, "rule_violated");
        using HttpResponseMessage time = await shop.Customer.TryJoinAsync(shop.HallItem().With("from", "soon"));
        await time.ShouldRefuseAsync(400, "validation_failed", "/item/from");
        using HttpResponseMessage empty = await shop.Customer.PostAsync("api/v1/waitlist", new JsonObject { ["item"] = null });
        await empty.ShouldRefuseAsync(400, "malformed_request", "/item");
        using HttpResponseMessage guest = await shop.Guest.TryJoinAsync(SoldOut(shop, 1));
        await guest.ShouldRefuseAsync(401, "not_authenticated");

        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task JoinWaitlist_WhenWaitingForTheSameAlready_IsRefusedInAnyQuantity()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject entry = await shop.Customer.JoinAsync(SoldOut(shop, 1));

        using HttpResponseMessage again = await shop.Customer.TryJoinAsync(SoldOut(shop, 2));

        ((string?)(await again.ShouldRefuseAsync(409, "already_waiting"))["entryId"]).ShouldBe(entry.Text("id"));
        await shop.Stranger.JoinAsync(SoldOut(shop, 2));
        ((int)(await shop.Stranger.ReadAsync("api/v1/waitlist"))["items"]![0]!["position"]!).ShouldBe(2);
        await LeaveAsync(shop.Customer, entry);
        await LeaveAsync(shop.Customer, entry);
        ((int)(await shop.Stranger.ReadAsync("api/v1/waitlist"))["items"]![0]!["position"]!).ShouldBe(1);
        (await shop.Customer.EntryAsync(entry)).Text("status").ShouldBe("left");
        await shop.Customer.JoinAsync(SoldOut(shop, 2));
    }

    [Fact]
    public async Task JoinEventWaitlist_WhenTheEventHasOneType_NeedsNoName()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid soldOut = await app.ScalarAsync<Guid>($"SELECT event_id FROM ticket_types WHERE tenant_id = {shop.TenantId} AND id = {shop.SoldOutTicketType}");

        using HttpResponseMessage joined = await shop.Customer.PostAsync($"api/v1/events/{soldOut}/waitlist", new JsonObject { ["quantity"] = 2, ["ticketTypeId"] = shop.SoldOutTicketType });
        (await joined.ShouldAnswerAsync(HttpStatusCode.Created)).Text("offeringId").ShouldBe(shop.SoldOutTicketType.ToString());
        using HttpResponseMessage several = await shop.Customer.PostAsync($"api/v1/events/{shop.SeatedEvent}/waitlist", new JsonObject { ["quantity"] = 2 });
        await several.ShouldRefuseAsync(422, "rule_violated", "/ticketTypeId");
        using HttpResponseMessage many = await shop.Stranger.PostAsync($"api/v1/events/{soldOut}/waitlist", new JsonObject { ["quantity"] = 11, ["ticketTypeId"] = shop.SoldOutTicketType });
        await many.ShouldRefuseAsync(422, "rule_violated", "/quantity");
        using HttpResponseMessage unknown = await shop.Customer.PostAsync($"api/v1/events/{Guid.NewGuid()}/waitlist", new JsonObject { ["quantity"] = 2 });
        await unknown.ShouldRefuseAsync(404, "offering_not_found");
    }

    [Fact]
    public async Task Waitlist_WhenAnOfferIsDeclinedOrLapses_GoesToTheNext()
    {
        Shop shop = await Shop.OpenAsync(app);
        HttpClient third = await shop.NewCustomerAsync();
        JsonObject taken = await shop.HoldAsync(shop.Admin, shop.Scarce(2));
        JsonObject one = await shop.Customer.JoinAsync(shop.Scarce(2));
        JsonObject two = await shop.Stranger.JoinAsync(shop.Scarce(2));
        JsonObject three = await third.JoinAsync(shop.Scarce(2));
        ((int)three["position"]!).ShouldBe(3);
        await shop.Admin.ReleaseAsync(taken);
        await shop.Customer.BecomesAsync(one, "offered");

        using HttpResponseMessage declined = await shop.Customer.AnswerAsync(one, "decline");
        (await declined.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("declined");
        JsonObject offered = await shop.Stranger.BecomesAsync(two, "offered");
        await LapseAsync(shop, offered);
        using HttpResponseMessage late = await shop.Stranger.AnswerAsync(two, "accept");
        (await late.Content.ReadAsStringAsync()).ShouldContain(late.StatusCode == HttpStatusCode.Gone ? "offer_expired" : "illegal_transition");

        await third.BecomesAsync(three, "offered");
        (await shop.Stranger.BecomesAsync(two, "expired")).Text("status").ShouldBe("expired");
        await Eventually.SatisfiesAsync(() => shop.MessagesAsync("waitlist.expired", two.Text("id")), count => count == 1);
        ((int)(await shop.Customer.ReadAsync($"api/v1/waitlist/{one.Text("id")}/explain"))["skips"]!.AsArray().Count).ShouldBe(0);
    }

    [Fact]
    public async Task Waitlist_WhenTheOfferIsBookedDirectly_CountsAsAccepted()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject taken = await shop.HoldAsync(shop.Stranger, shop.Scarce(2));
        JsonObject entry = await shop.Customer.JoinAsync(shop.Scarce(1));
        await shop.Stranger.ReleaseAsync(taken);
        JsonObject offered = await shop.Customer.BecomesAsync(entry, "offered");

        using HttpResponseMessage extend = await shop.Customer.PostAsync($"api/v1/holds/{offered["offer"]!.Text("holdId")}/extend", new JsonObject());
        await extend.ShouldRefuseAsync(409, "hold_cap_reached");
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(offered["offer"]!.Text("holdId")));
        await booked.ShouldAnswerAsync(HttpStatusCode.Created);

        await PromoteAsync(shop.Admin, new JsonObject { ["entryId"] = entry.Text("id") });
        (await shop.Customer.EntryAsync(entry)).Text("status").ShouldBe("accepted");
    }

    [Fact]
    public async Task Waitlist_WhenAGroupDoesNotFit_IsPassedAndToldWhy()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject taken = await shop.HoldAsync(shop.Admin, shop.Scarce(1));
        JsonObject rest = await shop.HoldAsync(shop.Admin, shop.Scarce(1));
        JsonObject group = await shop.Customer.JoinAsync(shop.Scarce(2));
        JsonObject single = await shop.Stranger.JoinAsync(shop.Scarce(5), allOrNone: false);

        await shop.Admin.ReleaseAsync(taken);

        JsonObject offered = await shop.Stranger.BecomesAsync(single, "offered");
        ((int)offered["offer"]!["quantity"]!).ShouldBe(1);
        JsonObject explained = await shop.Customer.ReadAsync($"api/v1/waitlist/{group.Text("id")}/explain");
        JsonObject skip = explained["skips"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        (skip.Text("reason"), (int)skip["needed"]!, (int)skip["offered"]!).ShouldBe(("quota", 2, 1));
        ((int)explained["passes"]!).ShouldBe(1);
        await shop.Admin.ReleaseAsync(rest);
        (await shop.Customer.EntryAsync(group)).Text("status").ShouldBe("waiting");
    }

    [Fact]
    public async Task Waitlist_WhenSomebodyElses_IsNotThere()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        JsonObject entry = await shop.Customer.JoinAsync(SoldOut(shop, 1));
        string path = $"api/v1/waitlist/{entry.Text("id")}";

        foreach (HttpClient http in (HttpClient[])[shop.Stranger, other.Admin])
        {
            using HttpResponseMessage read = await http.SendAsync(HttpMethod.Get, path);
            await read.ShouldRefuseAsync(404, "waitlist_entry_not_found");
            using HttpResponseMessage explain = await http.SendAsync(HttpMethod.Get, $"{path}/explain");
            await explain.ShouldRefuseAsync(404, "waitlist_entry_not_found");
            using HttpResponseMessage accept = await http.AnswerAsync(entry, "accept");
            await accept.ShouldRefuseAsync(404, "waitlist_entry_not_found");
            using HttpResponseMessage leave = await http.SendAsync(HttpMethod.Delete, path);
            await leave.ShouldRefuseAsync(404, "waitlist_entry_not_found");
        }

        (await shop.Stranger.ReadAsync("api/v1/waitlist"))["items"]!.AsArray().ShouldBeEmpty();
        using HttpResponseMessage managed = await shop.Stranger.SendAsync(HttpMethod.Get, "api/v1/waitlist?managed=true");
        await managed.ShouldRefuseAsync(403, "forbidden");
        (await shop.Admin.ReadAsync($"api/v1/waitlist?managed=true&offeringId={shop.SoldOutTicketType}"))["items"]!.AsArray().ShouldHaveSingleItem();
        using HttpResponseMessage promote = await shop.Customer.PostAsync("api/v1/waitlist/promotions", new JsonObject { ["entryId"] = entry.Text("id") });
        await promote.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage nothing = await shop.Admin.PostAsync("api/v1/waitlist/promotions", new JsonObject());
        await nothing.ShouldRefuseAsync(400, "validation_failed", "/entryId");
        using HttpResponseMessage early = await shop.Customer.AnswerAsync(entry, "accept");
        await early.ShouldRefuseAsync(409, "illegal_transition");
    }

    private static JsonObject SoldOut(Shop shop, int quantity) => new() { ["kind"] = "ticket", ["ticketTypeId"] = shop.SoldOutTicketType, ["quantity"] = quantity };

    private static async Task LeaveAsync(HttpClient http, JsonObject entry)
    {
        using HttpResponseMessage response = await http.SendAsync(HttpMethod.Delete, $"api/v1/waitlist/{entry.Text("id")}");
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync());
    }

    private static async Task PromoteAsync(HttpClient admin, JsonObject body)
    {
        using HttpResponseMessage response = await admin.PostAsync("api/v1/waitlist/promotions", body);
        await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    private async Task LapseAsync(Shop shop, JsonObject offered)
    {
        Guid id = Guid.Parse(offered.Text("id"));
        await app.ExecuteAsync($"UPDATE waitlist_entries SET offer_expires_at = now() - interval '1 second' WHERE tenant_id = {shop.TenantId} AND id = {id}");
        await shop.LapseAsync(offered["offer"]!.Text("holdId"));
    }

    /// <summary>Something that can be taken away, and what then has to be waited for.</summary>
    private async Task<(JsonObject Taken, JsonObject Wanted)> ItemsAsync(Shop shop, string kind)
    {
        switch (kind)
        {
            case "ticket":
                await app.ExecuteAsync($"UPDATE pools SET sold = capacity - 2 WHERE tenant_id = {shop.TenantId} AND id IN (SELECT pool_id FROM ticket_types WHERE tenant_id = {shop.TenantId} AND id = {shop.TicketType})");
                return (shop.TicketItem(), shop.TicketItem());
            case "seats":
                return (shop.SeatItem("A-3", "A-4"), shop.SeatItem("A-3"));
            case "category":
                Guid category = await app.ScalarAsync<Guid>($"SELECT ticket_type_id FROM event_seats WHERE tenant_id = {shop.TenantId} AND event_id = {shop.SeatedEvent} AND seat = 'A-1'");
                await app.ExecuteAsync(
                    $"UPDATE event_seats SET is_blocked = true WHERE tenant_id = {shop.TenantId} AND event_id = {shop.SeatedEvent} AND ticket_type_id = {category} AND seat NOT IN ('A-1', 'A-2')");
                return (shop.SeatItem("A-1", "A-2"), new JsonObject { ["kind"] = "ticket", ["ticketTypeId"] = category, ["quantity"] = 2 });
            case "car":
                return (shop.CarItem(), shop.CarItem(hour: 11));
            case "class":
                await app.ExecuteAsync($"UPDATE cars SET is_active = false WHERE tenant_id = {shop.TenantId} AND id <> {shop.Car}");
                return (shop.CarItem(), shop.CarItem(hour: 11));
            case "hall":
                return (shop.HallItem(), shop.HallItem(hour: 11));
            case "service":
                return (shop.ServiceItem(), shop.ServiceItem());
            case "product":
                return (shop.Scarce(2), shop.Scarce(1));
            case "tripSeat":
                return (shop.LegItem(0, 3, "5A"), shop.LegItem(1, 2, "5A"));
            default:
                Guid bus = await app.ScalarAsync<Guid>($"SELECT bus_id FROM trips WHERE tenant_id = {shop.TenantId} AND id = {shop.Trip}");
                await app.ExecuteAsync(
                    $"""
                    UPDATE buses SET seats = (SELECT jsonb_agg(CASE WHEN s->>'seat' IN ('5A', '5B') THEN s ELSE s || jsonb_build_object('isBlocked', true) END) FROM jsonb_array_elements(seats) AS s)
                    WHERE tenant_id = {shop.TenantId} AND id = {bus}
                    """);
                return (shop.LegItem(0, 3, "5A", "5B"), new JsonObject { ["kind"] = "tripSeat", ["tripId"] = shop.Trip, ["fromStopId"] = Shop.Stop(1), ["toStopId"] = Shop.Stop(2), ["quantity"] = 2 });
        }
    }
}
