namespace Booking.Api.Tests.Holds.Requests;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Infrastructure.Persistence.Seeding;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Holds that are asked for wrongly: each is refused with its code and pointer, and leaves no row behind.</summary>
[Collection(BookingCollection.Name)]
public sealed class BadHoldTests(BookingApp app)
{
    private const string Malformed = "malformed_request";
    private const string Invalid = "validation_failed";
    private const string Rule = "rule_violated";
    private const string Unknown = "offering_not_found";

    private static readonly Guid Nobody = Guid.Parse("0190c0de-0000-7000-8000-000000000001");

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["no items"] = new(_ => Shop.Items(), 400, Invalid, "/items"),
        ["21 items"] = new(shop => Shop.Items([.. Enumerable.Range(0, 21).Select(_ => shop.ProductItem(1))]), 400, Invalid, "/items"),
        ["a null item"] = new(shop => Shop.Items(shop.ProductItem(1), null), 400, Invalid, "/items/1"),
        ["items that is an object"] = new(shop => new JsonObject { ["items"] = shop.ProductItem() }, 400, Malformed, "/items"),
        ["an item that is a text"] = new(_ => Shop.Items("car"), 400, Malformed, null),
        ["an item that is a list"] = new(shop => Shop.Items(new JsonArray(shop.ProductItem())), 400, Malformed, null),
        ["no kind"] = new(shop => Shop.Items(Without(shop.ProductItem(), "kind")), 400, Malformed, null),
        ["an unknown kind"] = new(shop => Shop.Items(shop.ProductItem().With("kind", "boat")), 400, Malformed, null),
        ["a kind of another case"] = new(shop => Shop.Items(shop.ProductItem().With("kind", "Product")), 400, Malformed, null),
        ["a kind that is a number"] = new(shop => Shop.Items(shop.ProductItem().With("kind", 3)), 400, Malformed, null),
        ["a kind that is null"] = new(shop => Shop.Items(shop.ProductItem().With("kind", null)), 400, Malformed, null),
        ["an unknown member in an item"] = new(shop => Shop.Items(shop.ProductItem().With("colour", "red")), 400, Malformed, null),
        ["a price in an item"] = new(shop => Shop.Items(shop.ProductItem().With("price", new JsonObject { ["amount"] = 1, ["currency"] = "EUR" })), 400, Malformed, null),
        ["a member of another kind"] = new(shop => Shop.Items(shop.ProductItem().With("seats", Shop.Names(["A-1"]))), 400, Malformed, null),
        ["a good item before a bad one"] = new(shop => Shop.Items(shop.TicketItem(), shop.SeatItem("A-1"), shop.CarItem(), shop.ProductItem(0)), 400, Invalid, "/items/3/quantity"),
        ["a good item before one that a rule refuses"] = new(shop => Shop.Items(shop.TicketItem(), shop.SeatItem("A-1"), shop.HallItem(), shop.ProductItem(21)), 422, Rule, "/items/3/quantity"),
        ["a good item before a sold out one"] = new(shop => Shop.Items(shop.SeatItem("A-1"), shop.ProductItem(), shop.TicketItem(1).With("ticketTypeId", shop.SoldOutTicketType)), 409, "sold_out", null),

        ["0 pieces"] = Quantity(0, 400, Invalid),
        ["-1 pieces"] = Quantity(-1, 400, Invalid),
        ["the least number of pieces"] = Quantity(int.MinValue, 400, Invalid),
        ["10,001 pieces"] = Quantity(10_001, 400, Invalid),
        ["the greatest number of pieces"] = Quantity(int.MaxValue, 400, Invalid),
        ["21 pieces, one more than an order takes"] = Quantity(21, 422, Rule),
        ["2147483648 pieces"] = Quantity(2147483648, 400, Malformed),
        ["1e400 pieces"] = Quantity(JsonNode.Parse("1e400"), 400, Malformed),
        ["1.5 pieces"] = Quantity(1.5, 400, Malformed),
        ["pieces as text"] = Quantity("2", 400, Malformed),
        ["pieces as truth"] = Quantity(true, 400, Malformed),
        ["pieces as list"] = Quantity(new JsonArray(2), 400, Malformed),
        ["null pieces"] = Quantity(null, 400, Malformed),
        ["no quantity"] = new(shop => Shop.Items(Without(shop.ProductItem(), "quantity")), 400, Malformed, null),
        ["0 places"] = new(shop => Shop.Items(shop.TicketItem(0)), 400, Invalid, "/items/0/quantity"),
        ["-5 places"] = new(shop => Shop.Items(shop.TicketItem(-5)), 400, Invalid, "/items/0/quantity"),
        ["11 places, one more than an order takes"] = new(shop => Shop.Items(shop.TicketItem(11)), 422, Rule, "/items/0/quantity"),
        ["a place of a sold out event"] = new(shop => Shop.Items(shop.TicketItem(1).With("ticketTypeId", shop.SoldOutTicketType)), 409, "sold_out", null),
        ["more pieces than are left"] = new(shop => Shop.Items(shop.ProductItem(3).With("productId", shop.ScarceProduct)), 409, "sold_out", null),
        ["more pieces in two items than are left"] = new(
            shop => Shop.Items(shop.ProductItem(2).With("productId", shop.ScarceProduct), shop.ProductItem(1).With("productId", shop.ScarceProduct)), 409, "sold_out", null),

        ["an unknown car"] = new(shop => Shop.Items(shop.CarItem().With("carId", Nobody)), 404, Unknown, "/items/0/carId"),
        ["an unknown hall"] = new(shop => Shop.Items(shop.HallItem().With("venueId", Nobody)), 404, Unknown, "/items/0/venueId"),
        ["an unknown service"] = new(shop => Shop.Items(shop.ServiceItem().With("serviceId", Nobody)), 404, Unknown, "/items/0/serviceId"),
        ["an unknown provider"] = new(shop => Shop.Items(shop.ServiceItem().With("providerId", Nobody)), 404, Unknown, "/items/0/providerId"),
        ["a provider of another service"] = new(shop => Shop.Items(shop.ServiceItem().With("providerId", Shop.Id("provider", 4))), 404, Unknown, "/items/0/providerId"),
        ["an unknown product"] = new(shop => Shop.Items(shop.ProductItem().With("productId", Nobody)), 404, Unknown, "/items/0/productId"),
        ["an unknown ticket type"] = new(shop => Shop.Items(shop.TicketItem().With("ticketTypeId", Nobody)), 404, Unknown, "/items/0/ticketTypeId"),
        ["an unknown event"] = new(shop => Shop.Items(shop.SeatItem("A-1").With("eventId", Nobody)), 404, Unknown, "/items/0/eventId"),
        ["an unknown trip"] = new(shop => Shop.Items(shop.LegItem(0, 1, "4A").With("tripId", Nobody)), 404, Unknown, "/items/0/tripId"),
        ["the zero id"] = new(shop => Shop.Items(shop.CarItem().With("carId", Guid.Empty)), 404, Unknown, "/items/0/carId"),
        ["a car's id for a hall"] = new(shop => Shop.Items(shop.HallItem().With("venueId", shop.Car)), 404, Unknown, "/items/0/venueId"),
        ["another tenant's car"] = new(shop => Shop.Items(shop.CarItem().With("carId", Foreign("car"))), 404, Unknown, "/items/0/carId"),
        ["another tenant's hall"] = new(shop => Shop.Items(shop.HallItem().With("venueId", Foreign("venue"))), 404, Unknown, "/items/0/venueId"),
        ["another tenant's service"] = new(shop => Shop.Items(shop.ServiceItem().With("serviceId", Foreign("service"))), 404, Unknown, "/items/0/serviceId"),
        ["another tenant's provider"] = new(shop => Shop.Items(shop.ServiceItem().With("providerId", Foreign("provider"))), 404, Unknown, "/items/0/providerId"),
        ["another tenant's product"] = new(shop => Shop.Items(shop.ProductItem().With("productId", Foreign("product"))), 404, Unknown, "/items/0/productId"),
        ["another tenant's ticket type"] = new(shop => Shop.Items(shop.TicketItem().With("ticketTypeId", Foreign("ticket-type"))), 404, Unknown, "/items/0/ticketTypeId"),
        ["another tenant's event"] = new(shop => Shop.Items(shop.SeatItem("A-1").With("eventId", Foreign("event"))), 404, Unknown, "/items/0/eventId"),
        ["another tenant's trip"] = new(shop => Shop.Items(shop.LegItem(0, 1, "4A").With("tripId", Foreign("trip"))), 404, Unknown, "/items/0/tripId"),
        ["another tenant's stop"] = new(shop => Shop.Items(shop.LegItem(0, 1, "4A").With("fromStopId", Foreign("stop"))), 422, Rule, "/items/0/fromStopId"),
        ["an id that is a word"] = new(shop => Shop.Items(shop.CarItem().With("carId", "first")), 400, Malformed, "/items/0/carId"),
        ["an id in braces"] = new(shop => Shop.Items(shop.CarItem().With("carId", $"{{{shop.Car}}}")), 400, Malformed, "/items/0/carId"),
        ["an id without hyphens"] = new(shop => Shop.Items(shop.CarItem().With("carId", shop.Car.ToString("N"))), 400, Malformed, "/items/0/carId"),
        ["an empty id"] = new(shop => Shop.Items(shop.CarItem().With("carId", "")), 400, Malformed, "/items/0/carId"),
        ["an id that is SQL"] = new(shop => Shop.Items(shop.CarItem().With("carId", "' OR 1=1; DROP TABLE holds; --")), 400, Malformed, "/items/0/carId"),
        ["an id that is a number"] = new(shop => Shop.Items(shop.CarItem().With("carId", 1)), 400, Malformed, "/items/0/carId"),

        ["no seats"] = new(shop => Shop.Items(shop.SeatItem()), 400, Invalid, "/items/0/seats"),
        ["seats that is a text"] = new(shop => Shop.Items(shop.SeatItem().With("seats", "A-1")), 400, Malformed, "/items/0/seats"),
        ["a null seat"] = new(shop => Shop.Items(shop.SeatItem().With("seats", new JsonArray("A-1", null))), 400, Invalid, "/items/0/seats"),
        ["a null bus seat"] = new(shop => Shop.Items(shop.LegItem(0, 1).With("seats", new JsonArray((JsonNode?)null))), 400, Invalid, "/items/0/seats"),
        ["an empty seat"] = new(shop => Shop.Items(shop.SeatItem("")), 400, Invalid, "/items/0/seats"),
        ["a seat twice in one item"] = new(shop => Shop.Items(shop.SeatItem("A-1", "A-2", "A-1")), 400, Invalid, "/items/0/seats"),
        ["a bus seat twice in one item"] = new(shop => Shop.Items(shop.LegItem(0, 1, "4A", "4A")), 400, Invalid, "/items/0/seats"),
        ["a seat in two items"] = new(shop => Shop.Items(shop.SeatItem("A-1"), shop.SeatItem("A-2", "A-1")), 422, Rule, "/items/1"),
        ["a bus seat on overlapping legs in two items"] = new(shop => Shop.Items(shop.LegItem(0, 2, "4A"), shop.LegItem(1, 3, "4A")), 422, Rule, "/items/1"),
        ["a car at overlapping times in two items"] = new(shop => Shop.Items(shop.CarItem(20, 9), shop.CarItem(20, 11)), 422, Rule, "/items/1"),
        ["a car in its turnaround in two items"] = new(shop => Shop.Items(shop.CarItem(20, 9, 4), shop.CarItem(20, 13, 2)), 422, Rule, "/items/1"),
        ["an unknown seat"] = new(shop => Shop.Items(shop.SeatItem("ZZ-99")), 422, Rule, "/items/0/seats"),
        ["a seat of another case"] = new(shop => Shop.Items(shop.SeatItem("a-1")), 422, Rule, "/items/0/seats"),
        ["a seat that is not on sale"] = new(shop => Shop.Items(shop.SeatItem("T-24")), 422, Rule, "/items/0/seats"),
        ["a seat of a general event"] = new(shop => Shop.Items(shop.SeatItem("A-1").With("eventId", DemoEvents.OpenAir)), 422, Rule, "/items/0/seats"),
        ["places of a seated event"] = new(shop => Shop.Items(shop.TicketItem().With("ticketTypeId", Shop.Id("ticket-type", 20))), 422, Rule, "/items/0/ticketTypeId"),
        ["an unknown bus seat"] = new(shop => Shop.Items(shop.LegItem(0, 1, "99Z")), 422, Rule, "/items/0/seats"),
        ["51 seats in one item"] = new(shop => Shop.Items(shop.SeatItem([.. Enumerable.Range(1, 51).Select(i => $"A-{i}")])), 400, Invalid, "/items/0/seats"),
        ["11 seats of a category, one more than an order takes"] = new(shop => Shop.Items(shop.SeatItem([.. Enumerable.Range(1, 11).Select(i => $"A-{i}")])), 422, Rule, "/items/0/seats"),
        ["144 bus seats in three items"] = new(shop => Shop.Items([.. Enumerable.Range(5, 3).Select(day => WholeBus(shop, day))]), 422, Rule, "/items"),
        ["a seat that is SQL"] = new(shop => Shop.Items(shop.SeatItem("A-1' OR '1'='1")), 422, Rule, "/items/0/seats"),
        ["a seat that ends a statement"] = new(shop => Shop.Items(shop.LegItem(0, 1, "4A'; --")), 422, Rule, "/items/0/seats"),
        ["a seat that is emoji"] = new(shop => Shop.Items(shop.SeatItem("💺-1")), 422, Rule, "/items/0/seats"),
        ["a seat that turns the text around"] = new(shop => Shop.Items(shop.SeatItem("\u202EA-1")), 422, Rule, "/items/0/seats"),
        ["a seat of 10,000 characters"] = new(shop => Shop.Items(shop.SeatItem(new string('A', 10_000))), 400, Invalid, "/items/0/seats"),
        ["a seat with a NUL"] = new(shop => Shop.Items(shop.SeatItem("A-1\0")), 400, Invalid, "/items/0/seats"),
        ["a bus seat with a NUL"] = new(shop => Shop.Items(shop.LegItem(0, 1, "\0")), 400, Invalid, "/items/0/seats"),
        ["a seat with a line break"] = new(shop => Shop.Items(shop.SeatItem("A-1\r\n")), 400, Invalid, "/items/0/seats"),
        ["a seat with half a character"] = new(shop => Shop.Items(shop.SeatItem("half")), 400, Malformed, null, json => json.Replace("half", "\\ud800", StringComparison.Ordinal)),

        ["stops in reverse"] = new(shop => Shop.Items(shop.LegItem(3, 1, "4A")), 422, Rule, "/items/0/toStopId"),
        ["from a stop to itself"] = new(shop => Shop.Items(shop.LegItem(1, 1, "4A")), 422, Rule, "/items/0/toStopId"),
        ["from a stop of another route"] = new(shop => Shop.Items(shop.LegItem(0, 1, "4A").With("fromStopId", Shop.Stop(0, route: 2))), 422, Rule, "/items/0/fromStopId"),
        ["to a stop of another route"] = new(shop => Shop.Items(shop.LegItem(0, 1, "4A").With("toStopId", Shop.Stop(3, route: 2))), 422, Rule, "/items/0/toStopId"),
        ["to an unknown stop"] = new(shop => Shop.Items(shop.LegItem(0, 1, "4A").With("toStopId", Nobody)), 422, Rule, "/items/0/toStopId"),

        ["more guests than the hall holds"] = new(shop => Shop.Items(shop.HallItem().With("guests", 301)), 422, Rule, "/items/0/guests"),
        ["0 guests"] = new(shop => Shop.Items(shop.HallItem().With("guests", 0)), 400, Invalid, "/items/0/guests"),
        ["-1 guests"] = new(shop => Shop.Items(shop.HallItem().With("guests", -1)), 400, Invalid, "/items/0/guests"),
        ["too many guests to count"] = new(shop => Shop.Items(shop.HallItem().With("guests", 2147483648)), 400, Malformed, "/items/0/guests"),
        ["a driver as text"] = new(shop => Shop.Items(shop.CarItem().With("withDriver", "yes")), 400, Malformed, "/items/0/withDriver"),
        ["a latitude of 91"] = new(shop => Shop.Items(shop.CarItem().With("pickUp", Place(91, 13, "x"))), 400, Invalid, "/items/0/pickUp/lat"),
        ["a longitude of -181"] = new(shop => Shop.Items(shop.CarItem().With("dropOff", Place(52, -181, "x"))), 400, Invalid, "/items/0/dropOff/lng"),
        ["an endless latitude"] = new(shop => Shop.Items(shop.CarItem().With("pickUp", Place(JsonNode.Parse("1e400"), 13, "x"))), 400, Invalid, "/items/0/pickUp/lat"),
        ["an address of 10,000 characters"] = new(shop => Shop.Items(shop.CarItem().With("pickUp", Place(52, 13, new string('x', 10_000)))), 400, Invalid, "/items/0/pickUp/address"),
        ["an address with a NUL"] = new(shop => Shop.Items(shop.CarItem().With("pickUp", Place(52, 13, "a\0b"))), 400, Invalid, "/items/0/pickUp/address"),
        ["a place without a longitude"] = new(shop => Shop.Items(shop.CarItem().With("pickUp", new JsonObject { ["lat"] = 52 })), 400, Malformed, null),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task PlaceHold_WhenItIsAskedForWrongly_IsRefusedAndNothingHasHappened(string name)
    {
        Shop shop = await Shop.OfFileAsync(app);
        Case wrong = Cases[name];
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Customer.PostTextAsync("api/v1/holds", wrong.Write(wrong.Body(shop).ToJsonString()));

        await response.ShouldRefuseAsync(wrong.Status, wrong.Code, wrong.Pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    /// <summary>The control: what the wrong requests are made from is taken, up to the limits that they break.</summary>
    [Fact]
    public async Task PlaceHold_WhenItIsAskedForUpToTheLimits_IsPlaced()
    {
        Shop shop = await Shop.OpenAsync(app);

        await shop.HoldAsync(shop.Customer, [.. Enumerable.Range(0, 20).Select(_ => shop.ProductItem(1))]);
        await shop.HoldAsync(shop.Customer, shop.ProductItem(20), shop.TicketItem(10), shop.HallItem().With("guests", 300));
        await shop.HoldAsync(shop.Customer, shop.ProductItem(2).With("productId", shop.ScarceProduct));
        await shop.HoldAsync(shop.Customer, [.. Enumerable.Range(5, 2).Select(day => WholeBus(shop, day))]);
        await shop.HoldAsync(shop.Customer, shop.SeatItem([.. Enumerable.Range(1, 10).Select(i => $"A-{i}")]));
        await shop.HoldAsync(shop.Customer, shop.LegItem(0, 2, "4A").With("tripId", Shop.Id("trip", 1_080)), shop.LegItem(2, 4, "4A").With("tripId", Shop.Id("trip", 1_080)));
        await shop.HoldAsync(shop.Customer, shop.CarItem(20, 9, 4), shop.CarItem(20, 14, 2));
    }

    [Fact]
    public async Task PlaceHold_WhenTheAddressIsHostile_IsKeptAsItIs()
    {
        const string Hostile = "'; DROP TABLE holds; -- \" <script>alert(1)</script> {{7*7}} $1 \u202Etxet 🚗 \u0007";
        Shop shop = await Shop.OfFileAsync(app);

        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.CarItem(25).With("pickUp", Place(52.52, 13.41, Hostile)));

        JsonObject read = await shop.Customer.ReadAsync($"api/v1/holds/{hold.Text("id")}");
        read["items"]![0]!["details"]!.Text("pickUpAddress").ShouldBe(Hostile);
    }

    private static Case Quantity(JsonNode? quantity, int status, string code) =>
        new(shop => Shop.Items(shop.ProductItem().With("quantity", quantity?.DeepClone())), status, code, "/items/0/quantity");

    private static JsonObject Place(JsonNode? lat, double lng, string address) => new() { ["lat"] = lat?.DeepClone(), ["lng"] = lng, ["address"] = address };

    private static JsonObject Without(JsonObject item, string member)
    {
        item.Remove(member).ShouldBeTrue();
        return item;
    }

    /// <summary>The 48 seats of the first bus to München on a day.</summary>
    private static JsonObject WholeBus(Shop shop, int days) =>
        shop.LegItem(0, 4, [.. Enumerable.Range(1, 12).SelectMany(row => "ABCD".Select(letter => $"{row}{letter}"))]).With("tripId", Shop.Id("trip", 1_000 + days * 10));

    private static Guid Foreign(string kind) => SeedIds.Of(DemoData.Other, kind, 1);

    private sealed record Case(Func<Shop, JsonObject> Body, int Status, string Code, string? Pointer, Func<string, string>? Rewrite = null)
    {
        public string Write(string json) => Rewrite?.Invoke(json) ?? json;
    }
}
