namespace Booking.Api.Tests.Trips;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Another bus comes for a departure that is sold already.</summary>
[Collection(BookingCollection.Name)]
public sealed class BusSwapTests(BookingApp app)
{
    [Fact]
    public async Task EditTrip_WhenSeatsAreNotInTheBusThatComes_MovesWhoSatThere()
    {
        Shop shop = await Shop.OpenAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string trip = await desk.DepartureAsync(line);
        JsonObject pair = await BuyAsync(shop, shop.Customer, line.Seats(trip, 0, 2, "4A", "4B"), "4A", "4B");
        JsonObject stays = await shop.BuyAsync(shop.Customer, line.Seats(trip, 0, 3, "1A"));
        JsonObject held = await shop.HoldAsync(shop.Stranger, line.Seats(trip, 0, 3, "4D"));
        JsonObject later = await shop.BookAsync(shop.Stranger, line.Seats(trip, 2, 3, "4A"));
        string spare = await BusAsync(desk, line, Block(1, 1, "AB CD"), Block(11, 2, "AB CD"));

        JsonObject swapped = await desk.EditAsync($"trips/{trip}", new() { ["busId"] = spare });

        (swapped.Text("busId"), (int)swapped["seats"]!).ShouldBe((spare, 12));
        JsonObject moved = await shop.Customer.ReadAsync($"api/v1/bookings/{pair.Text("id")}");
        string[] seats = Seats(moved);
        seats.Select(seat => seat[..^1]).Distinct().ShouldHaveSingleItem().ShouldBeOneOf("1", "11", "12");
        moved["passengers"]!.AsArray().Select(passenger => (passenger!.Text("name"), passenger!.Text("seat"))).ShouldBe([("Passenger 4A", seats[0]), ("Passenger 4B", seats[1])]);
        moved["price"]!.Amount().ShouldBe(pair["price"]!.Amount());
        Seats(await shop.Customer.ReadAsync($"api/v1/bookings/{stays.Text("id")}")).ShouldBe(["1A"]);
        JsonObject hold = await shop.Stranger.ReadAsync($"api/v1/holds/{held.Text("id")}");
        hold.Text("status").ShouldBe("active");
        string now = Seats(hold).ShouldHaveSingleItem();

        // Who waits for the payment has moved too, and the claims say the same as the papers.
        string laterSeat = Seats(await shop.Stranger.ReadAsync($"api/v1/bookings/{later.Text("id")}")).ShouldHaveSingleItem();
        await shop.PlayAsync((await shop.OpenPaymentAsync(shop.Stranger, later.Text("id"))).Text("id"), "succeed");
        JsonArray stops = (await desk.Manager.ReadAsync($"api/v1/trips/{trip}/boarding-list"))["stops"]!.AsArray();
        stops[0]!["gettingOn"]!.AsArray().Select(passenger => (passenger!.Text("seat"), passenger!.Text("name"))).ShouldBe(
            [("1A", "Zoë Ångström"), (seats[0], "Passenger 4A"), (seats[1], "Passenger 4B")], ignoreOrder: true);
        stops[2]!["gettingOn"]!.AsArray().ShouldHaveSingleItem()!.Text("seat").ShouldBe(laterSeat);
        JsonObject[] status = [.. (await shop.Guest.ReadAsync($"api/v1/trips/{trip}/seats?from={line.Stops[0]}&to={line.Stops[1]}"))["items"]!.AsArray().Select(seat => seat!.AsObject())];
        status.Where(seat => seat.Text("status") == "booked").Select(seat => seat.Text("seat")).ShouldBe(["1A", .. seats], ignoreOrder: true);
        status.Where(seat => seat.Text("status") == "held").Select(seat => seat.Text("seat")).ShouldBe([now]);

        // What was told: who from where to where; nobody needs a case.
        JsonArray told = JsonNode.Parse(await app.ScalarAsync<string>(
            $"SELECT data ->> 'seats' FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND type = 'trip.seats_moved' AND subject = {Guid.Parse(trip)}"))!.AsArray();
        told.Select(move => (move!["bookingId"]?.ToString() ?? move["holdId"]!.ToString(), move.Text("from"), move.Text("to"))).ShouldBe(
            [(pair.Text("id"), "4A", seats[0]), (pair.Text("id"), "4B", seats[1]), (later.Text("id"), "4A", laterSeat), (held.Text("id"), "4D", now)], ignoreOrder: true);
        (await shop.MessagesAsync("offering.disrupted", trip)).ShouldBe(0);

        // The hold is booked on its new seat, and a part of the booking is cancelled at what that seat has cost.
        Seats(await shop.BookAsync(shop.Stranger, line.Seats(trip, 0, 1, status.First(seat => seat.Text("status") == "free").Text("seat")))).Length.ShouldBe(1);
        using (HttpResponseMessage made = await shop.Stranger.PostAsync("api/v1/bookings", Shop.BookingOf(held.Text("id"))))
        {
            Seats(await made.ShouldAnswerAsync(HttpStatusCode.Created)).ShouldBe([now]);
        }

        using HttpResponseMessage quoted = await shop.Customer.PostAsync(
            $"api/v1/bookings/{pair.Text("id")}/cancellations", new JsonObject { ["items"] = new JsonArray(new JsonObject { ["item"] = 0, ["seats"] = Shop.Names([seats[1]]) }) });
        (await quoted.ShouldAnswerAsync(HttpStatusCode.Created))["refund"]!["amount"]!.GetValue<long>().ShouldBe(2_000);
    }

    [Fact]
    public async Task EditTrip_WhenThereIsNoEqualSeat_OpensACaseForTheBookingAndEndsTheHold()
    {
        Shop shop = await Shop.OpenAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string trip = await desk.DepartureAsync(line);
        JsonObject stays = await shop.BuyAsync(shop.Customer, line.Seats(trip, 0, 3, "1A"));
        JsonObject lost = await shop.BuyAsync(shop.Customer, line.Seats(trip, 0, 3, "3A", "3B", "3C"));
        JsonObject other = await shop.BuyAsync(shop.Customer, line.Seats(trip, 1, 3, "4D"));
        JsonObject held = await shop.HoldAsync(shop.Stranger, line.Seats(trip, 0, 3, "2D"));
        string minibus = await BusAsync(desk, line, Block(1, 1, "A"), Block(2, 1, "AB", "premium"));

        await desk.EditAsync($"trips/{trip}", new() { ["busId"] = minibus });

        (await shop.Stranger.ReadAsync($"api/v1/holds/{held.Text("id")}")).Text("status").ShouldBe("released");
        (await CasesAsync(stays)).ShouldBeEmpty();
        JsonObject refund = await CaseAsync(lost, "cancelled");
        refund["options"]!.AsArray().Select(option => (string)option!).ShouldBe(["rebook", "refund"]);
        JsonObject accept = await CaseAsync(other, "moved");
        accept["options"]!.AsArray().Select(option => (string)option!).ShouldBe(["accept", "rebook", "refund"]);
        Seats(await shop.Customer.ReadAsync($"api/v1/bookings/{other.Text("id")}")).ShouldHaveSingleItem().ShouldBeOneOf("2A", "2B");
        (await desk.Manager.ReadAsync($"api/v1/trips/{trip}/boarding-list"))["stops"]!.AsArray().Sum(stop => stop!["gettingOn"]!.AsArray().Count).ShouldBe(2);

        // One takes the money, one another departure of the line without paying more, one the seat as it is.
        using (HttpResponseMessage back = await shop.Customer.PostAsync($"api/v1/cases/{refund.Text("id")}/refund", new JsonObject()))
        {
            (await back.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("refunded");
        }

        (await shop.Customer.ReadAsync($"api/v1/bookings/{lost.Text("id")}")).Text("status").ShouldBe("cancelled");
        string next = await desk.DepartureAsync(line, 12);
        using HttpResponseMessage offered = await shop.Customer.PostAsync(
            $"api/v1/cases/{accept.Text("id")}/rebook", new JsonObject { ["items"] = new JsonArray(new JsonObject { ["item"] = 0, ["to"] = line.Seats(next, 1, 3, "4D") }) });
        JsonObject change = await offered.ShouldAnswerAsync(HttpStatusCode.Created);
        change["difference"]!["amount"]!.GetValue<long>().ShouldBe(0);
        using HttpResponseMessage taken = await shop.Customer.PostAsync($"api/v1/bookings/{other.Text("id")}/changes/{change.Text("id")}/confirm", new JsonObject());
        await taken.ShouldAnswerAsync(HttpStatusCode.OK);
        (await shop.Customer.ReadAsync($"api/v1/bookings/{other.Text("id")}/cases"))["items"]![0]!.Text("status").ShouldBe("rebooked");

        async Task<JsonArray> CasesAsync(JsonObject booking) => (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}/cases"))["items"]!.AsArray();

        async Task<JsonObject> CaseAsync(JsonObject booking, string disruption)
        {
            JsonArray opened = await Eventually.SatisfiesAsync(() => CasesAsync(booking), cases => cases.Count > 0, what: "A case");
            JsonObject only = opened.ShouldHaveSingleItem()!.AsObject();
            (only.Text("disruption"), only.Text("offeringId"), only.Text("status")).ShouldBe((disruption, trip, "open"));
            return only;
        }
    }

    [Fact]
    public async Task EditTrip_WhenAChangeWasQuotedBefore_TheQuoteIsOutdated()
    {
        Shop shop = await Shop.OpenAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string trip = await desk.DepartureAsync(line);
        JsonObject moves = await shop.BuyAsync(shop.Customer, line.Seats(trip, 0, 2, "4A"));
        JsonObject stays = await shop.BuyAsync(shop.Customer, line.Seats(trip, 0, 2, "1A"));
        string toKnown = await QuoteAsync(moves, "1B");
        string toGone = await QuoteAsync(stays, "4C");
        string spare = await BusAsync(desk, line, Block(1, 2, "AB CD"));

        await desk.EditAsync($"trips/{trip}", new() { ["busId"] = spare });

        string footprint = await shop.FootprintAsync();
        foreach (string quote in (string[])[toKnown, toGone])
        {
            using HttpResponseMessage refused = await shop.Customer.PostAsync($"{quote}/confirm", new JsonObject());
            await refused.ShouldRefuseAsync(409, "quote_outdated");
        }

        (await shop.FootprintAsync()).ShouldBe(footprint);

        async Task<string> QuoteAsync(JsonObject booking, string seat)
        {
            string path = $"api/v1/bookings/{booking.Text("id")}/changes";
            using HttpResponseMessage quoted = await shop.Customer.PostAsync(path, new JsonObject { ["items"] = new JsonArray(new JsonObject { ["item"] = 0, ["to"] = line.Seats(trip, 0, 2, seat) }) });
            return $"{path}/{(await quoted.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id")}";
        }
    }

    [Fact]
    public async Task EditTrip_WhenABookingIsPaidTooLate_ASeatThatHasGoneIsNotSold()
    {
        Shop shop = await Shop.OpenAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string trip = await desk.DepartureAsync(line);
        JsonObject booking = await shop.BookAsync(shop.Customer, line.Seats(trip, 0, 2, "4A"));
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        await app.ExecuteAsync(
            $"""
            WITH late AS (UPDATE bookings SET pay_before = now() - interval '1 second' WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(booking.Text("id"))} RETURNING hold_id)
            UPDATE leg_claims c SET expires_at = now() - interval '1 second' FROM late WHERE c.tenant_id = {shop.TenantId} AND c.hold_id = late.hold_id
            """);
        string spare = await BusAsync(desk, line, Block(1, 2, "AB CD"));

        await desk.EditAsync($"trips/{trip}", new() { ["busId"] = spare });
        await shop.PlayAsync(payment.Text("id"), "succeed");

        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("expired");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM leg_claims WHERE tenant_id = {shop.TenantId} AND trip_id = {Guid.Parse(trip)} AND state IN ('held', 'booked')")).ShouldBe(0);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM refunds WHERE tenant_id = {shop.TenantId} AND payment_id = {Guid.Parse(payment.Text("id"))}")).ShouldBe(1);
    }

    [Fact]
    public async Task EditTrip_WhenTheOtherBusIsNotToBeHad_IsRefusedAndNobodyMoves()
    {
        Shop shop = await Shop.OpenAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string trip = await desk.DepartureAsync(line);
        await shop.BuyAsync(shop.Customer, line.Seats(trip, 0, 2, "4A"));
        string withdrawn = await BusAsync(desk, line, Block(1, 2, "AB CD"));
        using (HttpResponseMessage gone = await desk.ChangeAsync(HttpMethod.Delete, $"buses/{withdrawn}", null))
        {
            gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        TripDesk tenants = new(shop, shop.Admin);
        string foreign = (await tenants.CreateAsync("buses", new() { ["name"] = "The tenant's", ["blocks"] = new JsonArray(Block(1, 2, "AB CD")) })).Text("id");
        string footprint = await shop.FootprintAsync();

        await RefusedAsync(new() { ["busId"] = Guid.NewGuid() }, 422, "rule_violated", "/busId");
        await RefusedAsync(new() { ["busId"] = withdrawn }, 422, "rule_violated", "/busId");
        await RefusedAsync(new() { ["busId"] = foreign }, 403, "not_the_owner", null);
        await RefusedAsync(new() { ["busId"] = "large" }, 400, "malformed_request", null);
        await RefusedAsync(new() { ["busId"] = line.Bus, ["driverId"] = Guid.NewGuid() }, 422, "rule_violated", "/driverId");
        (await shop.FootprintAsync()).ShouldBe(footprint);

        string cancelled = await desk.DepartureAsync(line, 11);
        await desk.DoAsync($"trips/{cancelled}/cancel");
        string spare = await BusAsync(desk, line, Block(1, 9, "AB CD"));
        using HttpResponseMessage over = await desk.ChangeAsync(HttpMethod.Patch, $"trips/{cancelled}", new() { ["busId"] = spare });
        await over.ShouldRefuseAsync(409, "illegal_transition");

        async Task RefusedAsync(JsonObject body, int status, string code, string? pointer)
        {
            using HttpResponseMessage refused = await desk.ChangeAsync(HttpMethod.Patch, $"trips/{trip}", body);
            await refused.ShouldRefuseAsync(status, code, pointer);
        }
    }

    private static async Task<string> BusAsync(TripDesk desk, DeskLine line, params JsonNode?[] blocks) =>
        (await desk.CreateAsync("buses", new() { ["name"] = "Spare", ["operatorId"] = line.Operator, ["blocks"] = new JsonArray(blocks) })).Text("id");

    private static JsonObject Block(int firstRow, int rows, string letters, string seatClass = "standard") =>
        new() { ["deck"] = 1, ["firstRow"] = firstRow, ["rows"] = rows, ["letters"] = letters, ["class"] = seatClass };

    private static string[] Seats(JsonObject order) => [.. order["items"]![0]!["seats"]!.AsArray().Select(seat => (string)seat!)];

    private static async Task<JsonObject> BuyAsync(Shop shop, HttpClient http, JsonObject item, params string[] seats)
    {
        JsonObject hold = await shop.HoldAsync(http, item);
        JsonObject body = Shop.BookingOf(hold.Text("id")).With("passengers", new JsonArray([.. seats.Select(seat => new JsonObject { ["item"] = 0, ["seat"] = seat, ["name"] = $"Passenger {seat}" })]));
        using HttpResponseMessage made = await http.PostAsync("api/v1/bookings", body);
        JsonObject booking = await made.ShouldAnswerAsync(HttpStatusCode.Created);
        await shop.PlayAsync((await shop.OpenPaymentAsync(http, booking.Text("id"))).Text("id"), "succeed");
        return await http.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
    }
}
