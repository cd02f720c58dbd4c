namespace Booking.Api.Tests.Holds.Requests;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A refusal says who stands in the way until when, and what can be had instead.</summary>
[Collection(BookingCollection.Name)]
public sealed class HoldConflictTests(BookingApp app)
{
    private const string Conflict = "inventory_conflict";

    [Fact]
    public async Task PlaceHold_WhenASeatIsHeld_NamesItAndUntilWhenAndOffersOthers()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject held = await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1", "A-2"));

        JsonObject problem = await RefuseAsync(shop, shop.ProductItem(), shop.SeatItem("A-1", "A-3"));

        JsonNode conflict = problem["conflicts"]!.AsArray().ShouldHaveSingleItem()!;
        conflict.AsObject().Select(member => member.Key).ShouldBe(["item", "unit", "from", "to", "reason", "until"], ignoreOrder: true);
        ((int)conflict["item"]!).ShouldBe(1);
        conflict.Text("unit").ShouldBe("A-1");
        conflict.Text("reason").ShouldBe("held");
        conflict.Time("until").ShouldBe(held.Time("expiresAt"), TimeSpan.FromMilliseconds(1));
        ((bool?)problem["retryable"]).ShouldBe(true);
        JsonNode alternative = Alternatives(problem)[0];
        await shop.HoldAsync(shop.Stranger, shop.SeatItem([.. alternative["seats"]!.AsArray().Select(seat => (string)seat!)]));
    }

    [Fact]
    public async Task PlaceHold_WhenASeatIsBooked_IsNotWorthRepeating()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1"));

        JsonObject problem = await RefuseAsync(shop, shop.SeatItem("A-1"));

        JsonNode conflict = problem["conflicts"]![0]!;
        conflict.Text("reason").ShouldBe("booked");
        conflict["until"].ShouldBeNull();
        ((bool?)problem["retryable"]).ShouldBe(false);
    }

    [Fact]
    public async Task PlaceHold_WhenALegIsHeld_RefusesWhatOverlapsAndTakesWhatTouches()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.HoldAsync(shop.Customer, shop.LegItem(1, 3, "4A"));

        JsonObject problem = await RefuseAsync(shop, shop.LegItem(0, 2, "4A"));

        problem["conflicts"]![0]!.Text("unit").ShouldBe("4A");
        problem["conflicts"]![0]!.Text("reason").ShouldBe("held");
        JsonNode alternative = Alternatives(problem)[0];
        await shop.HoldAsync(shop.Stranger, shop.LegItem(0, 2, [.. alternative["seats"]!.AsArray().Select(seat => (string)seat!)]));
        await shop.HoldAsync(shop.Stranger, shop.LegItem(0, 1, "4A"));
        await shop.HoldAsync(shop.Stranger, shop.LegItem(3, 4, "4A"));
    }

    [Fact]
    public async Task PlaceHold_WhenACarIsHeld_SaysFromWhenToWhenAndOffersOthers()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject held = await shop.HoldAsync(shop.Customer, shop.CarItem(20, 9, 4));

        JsonObject problem = await RefuseAsync(shop, shop.CarItem(20, 11, 4));

        JsonNode conflict = problem["conflicts"]!.AsArray().ShouldHaveSingleItem()!;
        conflict.Text("unit").ShouldBe(shop.Car.ToString());
        conflict.Text("reason").ShouldBe("held");
        conflict.Time("from").ShouldBe(held["items"]![0]!.Time("from"));
        conflict.Time("to").ShouldBe(held["items"]![0]!.Time("to"));
        conflict.Time("until").ShouldBe(held.Time("expiresAt"), TimeSpan.FromMilliseconds(1));
        foreach (JsonNode alternative in Alternatives(problem))
        {
            alternative.Text("kind").ShouldBe("car");
            await shop.HoldAsync(shop.Stranger, shop.CarItem().With("carId", alternative.Text("offeringId")).With("from", alternative.Text("from")).With("to", alternative.Text("to")));
        }
    }

    [Fact]
    public async Task PlaceHold_WhenACarIsInItsTurnaround_SaysSo()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.HoldAsync(shop.Customer, shop.CarItem(20, 9, 4));

        JsonObject problem = await RefuseAsync(shop, shop.CarItem(20, 13, 2));

        problem["conflicts"]![0]!.Text("reason").ShouldBe("buffer");
        await shop.HoldAsync(shop.Stranger, shop.CarItem(20, 14, 2));
    }

    [Fact]
    public async Task PlaceHold_WhenAHallIsTakenOrClosedForTheTenant_OffersOtherTimes()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.BuyAsync(shop.Customer, shop.HallItem(20, 9, 4));
        await BlackOutAsync(shop, 21);

        JsonObject booked = await RefuseAsync(shop, shop.HallItem(20, 12, 4));
        JsonObject blackout = await RefuseAsync(shop, shop.HallItem(21, 12, 4));

        booked["conflicts"]![0]!.Text("reason").ShouldBe("booked");
        blackout["conflicts"]![0]!.Text("reason").ShouldBe("blackout");
        Alternatives(booked).Length.ShouldBe(3);
        foreach (JsonNode alternative in Alternatives(booked).Concat(Alternatives(blackout).Take(1)))
        {
            alternative.Text("offeringId").ShouldBe(shop.Hall.ToString());
            JsonObject hold = await shop.HoldAsync(shop.Stranger, shop.HallItem().With("from", alternative.Text("from")).With("to", alternative.Text("to")));
            using HttpResponseMessage released = await shop.Stranger.DeleteAsync($"api/v1/holds/{hold.Text("id")}");
            released.EnsureSuccessStatusCode();
        }
    }

    [Fact]
    public async Task PlaceHold_WhenAnAppointmentIsTaken_OffersOtherAppointments()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.HoldAsync(shop.Customer, shop.ServiceItem());

        JsonObject problem = await RefuseAsync(shop, shop.ServiceItem());

        problem["conflicts"]![0]!.Text("unit").ShouldBe(shop.Petra.ToString());
        JsonNode alternative = Alternatives(problem)[0];
        await shop.HoldAsync(shop.Stranger, shop.ServiceItem().With("from", alternative.Text("from")));
    }

    [Fact]
    public async Task PlaceHold_WhenStockIsShort_SaysSoldOutAndWhatIsLeft()
    {
        Shop shop = await Shop.OpenAsync(app);

        JsonObject problem = await RefuseAsync(shop, "sold_out", shop.ProductItem(3).With("productId", shop.ScarceProduct));

        JsonNode conflict = problem["conflicts"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)conflict["item"]!).ShouldBe(0);
        conflict.Text("reason").ShouldBe("sold_out");
        JsonNode left = Alternatives(problem).First(alternative => alternative.Text("offeringId") == shop.ScarceProduct.ToString());
        ((int)left["quantity"]!).ShouldBe(2);
        await shop.HoldAsync(shop.Stranger, shop.ProductItem(2).With("productId", shop.ScarceProduct));
    }

    [Fact]
    public async Task PlaceHold_WhenAnEventIsSoldOut_SaysSo()
    {
        Shop shop = await Shop.OpenAsync(app);

        JsonObject problem = await RefuseAsync(shop, "sold_out", shop.ProductItem(), shop.TicketItem(1).With("ticketTypeId", shop.SoldOutTicketType));

        ((int)problem["conflicts"]!.AsArray().ShouldHaveSingleItem()!["item"]!).ShouldBe(1);
        problem["conflicts"]![0]!["until"].ShouldBeNull();
        ((bool?)problem["retryable"]).ShouldBe(false);
        problem["alternatives"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task PlaceHold_WhenWhatStandsInTheWayHasLapsed_TakesItOver()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonNode[] Everything() => [shop.CarItem(), shop.HallItem(), shop.ServiceItem(), shop.ProductItem(2).With("productId", shop.ScarceProduct), shop.SeatItem("A-1"), shop.LegItem(0, 4, "4A")];
        JsonObject first = await shop.HoldAsync(shop.Customer, Everything());
        await shop.LapseAsync(first.Text("id"));

        JsonObject second = await shop.HoldAsync(shop.Stranger, Everything());

        (await shop.ClaimsAsync(second.Text("id"))).ShouldBe(["leg held", "quota held", "seat held", "slot held", "slot held", "slot held"]);
        using HttpResponseMessage late = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(first.Text("id")));
        await late.ShouldRefuseAsync(410, "hold_expired");
    }

    private static Task<JsonObject> RefuseAsync(Shop shop, params JsonNode[] items) => RefuseAsync(shop, Conflict, items);

    private static async Task<JsonObject> RefuseAsync(Shop shop, string code, params JsonNode[] items)
    {
        string before = await shop.FootprintAsync();
        using HttpResponseMessage response = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(items));
        JsonObject problem = await response.ShouldRefuseAsync(409, code);
        (await shop.FootprintAsync()).ShouldBe(before);
        return problem;
    }

    private static JsonNode[] Alternatives(JsonObject problem)
    {
        JsonNode[] alternatives = [.. problem["alternatives"]!.AsArray().Select(alternative => alternative!)];
        alternatives.Length.ShouldBeInRange(1, 3);
        return alternatives;
    }

    private Task<int> BlackOutAsync(Shop shop, int days)
    {
        DateTimeOffset day = new(DateTime.UtcNow.Date.AddDays(days), TimeSpan.Zero);
        return app.ExecuteAsync(
            $"""
            INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state, is_blackout)
            VALUES ({shop.TenantId}, {Guid.CreateVersion7()}, 0, 0, {shop.Hall}, {day}, {day.AddDays(1)}, {day}, {day.AddDays(1)}, 'booked', true)
            """);
    }
}
