namespace Booking.Api.Tests.Bookings;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Holds;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Changes, check-ins, completion, no-shows and disruptions over HTTP; time is moved by changing rows.</summary>
[Collection(BookingCollection.Name)]
public sealed class AfterTheSaleTests(BookingApp app)
{
    [Fact]
    public async Task ConfirmChange_WhenItCostsLess_SwapsAtOnceAndPaysBack()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.HallItem(20, 9, 4), shop.SeatItem("A-1"));
        string path = Changes(booking);

        // The new time overlaps the old one.
        JsonObject quote = await CancellationTests.QuoteAsync(shop.Customer, path, To(0, shop.HallItem(20, 11, 3)));
        CancellationTests.Amount(quote, "difference").ShouldBe(-12_000);
        (await CancellationTests.ConfirmAsync(shop.Customer, path, quote)).Text("status").ShouldBe("applied");
        await CancellationTests.ConfirmAsync(shop.Customer, path, quote);

        JsonObject changed = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        changed["items"]![0]!.Time("from").ShouldBe(DateTimeOffset.Parse(Shop.Hour(20, 11), System.Globalization.CultureInfo.InvariantCulture));
        changed["price"]!.Amount().ShouldBe(booking["price"]!.Amount() - 12_000);
        (await CancellationTests.RefundsAsync(shop, booking)).ShouldBe("change 12000");
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["seat booked", "slot booked", "slot released"]);
        await shop.HoldAsync(shop.Stranger, shop.HallItem(20, 9, 2));
        (await shop.MessagesAsync("booking.changed", booking.Text("id"))).ShouldBe(1);
        await CancellationTests.CancelAsync(shop.Customer, $"api/v1/bookings/{booking.Text("id")}/cancellations", "{}");
        (await CancellationTests.RefundsAsync(shop, booking)).ShouldBe($"change 12000, cancellation {changed["price"]!.Amount()}");
    }

    [Theory]
    [InlineData("succeed")]
    [InlineData("late")]
    public async Task ConfirmChange_WhenItCostsMore_TakesEffectWithThePaymentOfTheDifference(string outcome)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.HallItem(20, 9, 2));
        JsonObject quote = await CancellationTests.QuoteAsync(shop.Customer, Changes(booking), To(0, shop.HallItem(20, 10, 4)));
        CancellationTests.Amount(quote, "difference").ShouldBe(24_000);

        JsonObject waiting = await CancellationTests.ConfirmAsync(shop.Customer, Changes(booking), quote);
        waiting.Text("status").ShouldBe("awaiting_payment");
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}"))["availableActions"]!.AsArray().Select(action => (string?)action).ShouldContain("pay");
        using HttpResponseMessage rival = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(shop.HallItem(20, 13, 1)));
        await rival.ShouldRefuseAsync(409, "inventory_conflict");
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        ((long)payment["amount"]!["amount"]!).ShouldBe(24_000);
        payment.Text("changeId").ShouldBe(quote.Text("id"));

        await shop.PlayAsync(payment.Text("id"), outcome);

        JsonObject changed = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        changed["price"]!.Amount().ShouldBe(48_000);
        changed["items"]![0]!.Time("from").ShouldBe(DateTimeOffset.Parse(Shop.Hour(20, 10), System.Globalization.CultureInfo.InvariantCulture));
        await shop.HoldAsync(shop.Stranger, shop.HallItem(20, 9, 1));
        await Eventually.SatisfiesAsync(
            () => shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}/receipts"), receipts => receipts["items"]!.AsArray().Count == 2, what: "A receipt for each payment");
        await CancellationTests.CancelAsync(shop.Customer, $"api/v1/bookings/{booking.Text("id")}/cancellations", "{}");
        (await CancellationTests.RefundsAsync(shop, booking)).ShouldBe("cancellation 24000, cancellation 24000");
    }

    [Fact]
    public async Task ConfirmChange_WhenTheNewInventoryIsTaken_LeavesTheBookingAsItWas()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1", "A-2"));
        JsonObject quote = await CancellationTests.QuoteAsync(shop.Customer, Changes(booking), To(0, shop.SeatItem("A-2", "A-3")));
        await shop.HoldAsync(shop.Stranger, shop.SeatItem("A-3"));
        string before = await shop.FootprintAsync();

        using HttpResponseMessage taken = await shop.Customer.PostAsync($"{Changes(booking)}/{quote.Text("id")}/confirm", new JsonObject());

        (await taken.ShouldRefuseAsync(409, "inventory_conflict"))["conflicts"]![0]!.Text("unit").ShouldBe("A-3");
        (await shop.FootprintAsync()).ShouldBe(before);
        JsonObject kept = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        kept["items"]![0]!["seats"]!.AsArray().Select(seat => (string?)seat).ShouldBe(["A-1", "A-2"]);
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["seat booked", "seat booked"]);
    }

    [Fact]
    public async Task ConfirmChange_WhenTheBookingHasChangedSinceTheQuote_Is409AndChangesNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1", "A-2"), shop.HallItem());
        string path = Changes(booking);
        JsonObject seats = await CancellationTests.QuoteAsync(shop.Customer, path, To(0, shop.SeatItem("A-1", "A-3")));
        JsonObject others = await CancellationTests.QuoteAsync(shop.Customer, path, To(0, shop.SeatItem("A-4", "A-5")));
        JsonObject hall = await CancellationTests.QuoteAsync(shop.Customer, path, To(1, shop.HallItem(days: 21)));

        // Another change of the same item.
        await CancellationTests.ConfirmAsync(shop.Customer, path, others);
        await OutdatedAsync(seats);

        // Another item costs less now, so the difference that was quoted is another one.
        JsonObject cheaper = await CancellationTests.QuoteAsync(shop.Customer, path, To(1, shop.HallItem(hours: 3)));
        JsonObject one = await CancellationTests.QuoteAsync(shop.Customer, path, To(0, shop.SeatItem("A-4", "A-6")));
        await CancellationTests.ConfirmAsync(shop.Customer, path, cheaper);
        await OutdatedAsync(one);
        await OutdatedAsync(hall);

        // A part was given up.
        JsonObject last = await CancellationTests.QuoteAsync(shop.Customer, path, To(0, shop.SeatItem("A-6", "A-7")));
        await CancellationTests.CancelAsync(shop.Customer, $"api/v1/bookings/{booking.Text("id")}/cancellations", """{"items":[{"item":0,"seats":["A-5"]}]}""");
        await OutdatedAsync(last);
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}"))["items"]![0]!["seats"]!.ToJsonString().ShouldBe("""["A-4"]""");

        async Task OutdatedAsync(JsonObject quote)
        {
            string before = await shop.FootprintAsync();
            using HttpResponseMessage outdated = await shop.Customer.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
            await outdated.ShouldRefuseAsync(409, "quote_outdated");
            (await shop.FootprintAsync()).ShouldBe(before);
        }
    }

    [Fact]
    public async Task ConfirmCancellation_By64AtOnce_PaysBackOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1", "A-2"));
        string path = $"api/v1/bookings/{booking.Text("id")}/cancellations";
        JsonObject quote = await CancellationTests.QuoteAsync(shop.Customer, path, """{"items":[{"item":0,"seats":["A-1"]}]}""");

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => shop.Customer.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject())));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await CancellationTests.RefundsAsync(shop, booking)).ShouldBe($"cancellation {CancellationTests.Amount(quote, "refund")}");
        (await shop.MessagesAsync("inventory.released", booking.Text("id"))).ShouldBe(1);
    }

    [Fact]
    public async Task CheckIn_ThenTheEnd_CompletesTheBookingAndNobodyElseMay()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.CarItem());
        string path = $"api/v1/bookings/{booking.Text("id")}/check-ins";
        using HttpResponseMessage own = await shop.Customer.PostAsync(path, new JsonObject { ["item"] = 0 }, key: "");
        await own.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage early = await shop.Admin.PostAsync(path, new JsonObject { ["item"] = 0 }, key: "");
        (await early.ShouldRefuseAsync(422, "rule_violated", "/item")).Text("reason").ShouldBe("notice");
        await CancellationTests.MoveStartAsync(shop, booking, "1 hours");
        using HttpResponseMessage came = await shop.Admin.PostAsync(path, new JsonObject { ["item"] = 0 }, key: "");
        JsonObject checkIn = await came.ShouldAnswerAsync(HttpStatusCode.Created);
        using HttpResponseMessage twice = await shop.Admin.PostAsync(path, new JsonObject { ["item"] = 0 }, key: "");
        await twice.ShouldRefuseAsync(409, "already_checked_in");
        using HttpResponseMessage undone = await shop.Admin.DeleteAsync($"{path}/{checkIn.Text("id")}");
        undone.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await app.ExecuteAsync($"UPDATE bookings SET ends_at = now() - interval '1 second' WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(booking.Text("id"))}");

        await StatusAsync(shop, booking, "completed");
        (await shop.MessagesAsync("booking.completed", booking.Text("id"))).ShouldBe(1);
    }

    [Fact]
    public async Task NoShow_WhenNobodyChecksInInTime_FreesTheRestOfTheTime()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.HallItem());
        Guid id = Guid.Parse(booking.Text("id"));
        await app.ExecuteAsync(
            $"UPDATE slot_claims SET asked_from = now() - interval '1 hour', blocked_from = now() - interval '1 hour', asked_to = now() + interval '3 hours', blocked_to = now() + interval '3 hours' WHERE tenant_id = {shop.TenantId} AND booking_id = {id}");
        await CancellationTests.MoveStartAsync(shop, booking, "-1 hours");

        await app.ExecuteAsync(
            $"UPDATE bookings SET items = jsonb_set(items, ARRAY['0', 'checkInWithinMinutes'], '30'), check_in_by = now() - interval '30 minutes' WHERE tenant_id = {shop.TenantId} AND id = {id}");

        await StatusAsync(shop, booking, "no_show");
        (await shop.MessagesAsync("booking.no_show", booking.Text("id"))).ShouldBe(1);
        (await shop.MessagesAsync("inventory.released", booking.Text("id"))).ShouldBe(1);
        (await app.ScalarAsync<bool>($"SELECT bool_and(blocked_to <= now() AND state = 'booked') FROM slot_claims WHERE tenant_id = {shop.TenantId} AND booking_id = {id}")).ShouldBeTrue();
    }

    [Fact]
    public async Task Disruption_WhenATripIsCancelled_OpensOneCaseEachAndPaysAllBack()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject refunded = await shop.BuyAsync(shop.Customer, shop.LegItem(1, 3, "4A"));
        JsonObject silent = await shop.BuyAsync(shop.Customer, shop.LegItem(1, 3, "4B"));
        Guid message = Guid.CreateVersion7();
        await TellAsync(shop, message, ItemKinds.TripSeat, shop.Trip, "cancelled", null);

        JsonObject opened = await CaseAsync(shop, refunded);
        opened["options"]!.AsArray().Select(option => (string?)option).ShouldBe(["rebook", "refund"]);
        await CaseAsync(shop, silent);
        (await shop.Customer.ReadAsync("api/v1/cases?status=open"))["items"]!.AsArray().Count.ShouldBe(2);
        using HttpResponseMessage accepted = await shop.Customer.PostAsync($"api/v1/cases/{opened.Text("id")}/accept", new JsonObject(), key: "");
        await accepted.ShouldRefuseAsync(409, "illegal_transition");
        using HttpResponseMessage foreign = await shop.Stranger.PostAsync($"api/v1/cases/{opened.Text("id")}/refund", new JsonObject());
        await foreign.ShouldRefuseAsync(404, "case_not_found");

        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage back = await shop.Customer.PostAsync($"api/v1/cases/{opened.Text("id")}/refund", new JsonObject());
            (await back.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("refunded");
        }

        (await CancellationTests.RefundsAsync(shop, refunded)).ShouldBe($"cancellation {refunded["price"]!.Amount()}");
        (await shop.MessagesAsync("inventory.released", refunded.Text("id"))).ShouldBe(0);
        await app.ExecuteAsync($"UPDATE disruption_cases SET deadline = now() WHERE tenant_id = {shop.TenantId} AND booking_id = {Guid.Parse(silent.Text("id"))}");
        await StatusAsync(shop, silent, "cancelled");
        (await CancellationTests.RefundsAsync(shop, silent)).ShouldBe($"cancellation {silent["price"]!.Amount()}");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM disruption_cases WHERE tenant_id = {shop.TenantId}")).ShouldBe(2);
    }

    [Fact]
    public async Task ListBookings_WhenFiltered_ShowsThoseThatMatch()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject car = await shop.BuyAsync(shop.Customer, shop.CarItem(20));
        JsonObject hall = await shop.BookAsync(shop.Customer, shop.HallItem(40));
        foreach ((string query, string id) in new (string, string)[]
        {
            ("status=confirmed", car.Text("id")), ("status=awaiting_payment", hall.Text("id")), ($"offeringId={shop.Hall}", hall.Text("id")),
            ($"number={car.Text("number").ToLowerInvariant()}", car.Text("id")), ($"from={Shop.Hour(30, 0)}", hall.Text("id")), ($"to={Shop.Hour(30, 0)}&email=ZOE@example.test", car.Text("id")),
        })
        {
            JsonObject page = await shop.Admin.ReadAsync($"api/v1/bookings?{query}");
            page["items"]!.AsArray().Select(booking => booking!.Text("id")).ShouldBe([id], query);
        }

        using HttpResponseMessage bad = await shop.Admin.GetAsync("api/v1/bookings?status=odd");
        await bad.ShouldRefuseAsync(400, "validation_failed", "/status");
    }

    private static string Changes(JsonObject booking) => $"api/v1/bookings/{booking.Text("id")}/changes";

    internal static string To(int item, JsonObject wanted) => new JsonObject { ["items"] = new JsonArray(new JsonObject { ["item"] = item, ["to"] = wanted }) }.ToJsonString();

    private static Task<JsonObject> StatusAsync(Shop shop, JsonObject booking, string status) => Eventually.SatisfiesAsync(
        () => shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}"), seen => seen.Text("status") == status, what: $"A booking that is {status}");

    private static async Task<JsonObject> CaseAsync(Shop shop, JsonObject booking)
    {
        JsonObject cases = await Eventually.SatisfiesAsync(
            () => shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}/cases"), seen => seen["items"]!.AsArray().Count == 1, what: "A case");
        return cases["items"]![0]!.AsObject();
    }

    /// <summary>Raises the event as the offering would.</summary>
    private static Task<int> TellAsync(Shop shop, Guid message, string kind, Guid offering, string disruption, string? from)
    {
        string data = new JsonObject { ["kind"] = kind, ["offeringId"] = offering, ["title"] = "Race", ["disruption"] = disruption, ["from"] = from, ["note"] = "Sorry." }.ToJsonString();
        return shop.App.ExecuteAsync(
            $"INSERT INTO outbox_messages (tenant_id, id, type, subject, sequence, data, occurred_at) VALUES ({shop.TenantId}, {message}, 'offering.disrupted', {offering}, 1, {data}::jsonb, now())");
    }
}
