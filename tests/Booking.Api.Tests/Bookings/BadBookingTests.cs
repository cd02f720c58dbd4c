namespace Booking.Api.Tests.Bookings;

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Bookings that are asked for wrongly: each is refused with its code and pointer, and the hold stays as good as it was.</summary>
[Collection(BookingCollection.Name)]
public sealed class BadBookingTests(BookingApp app)
{
    private const string Malformed = "malformed_request";
    private const string Invalid = "validation_failed";
    private const string Rule = "rule_violated";

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["no hold"] = new(body => Without(body, "holdId"), 400, Malformed, null),
        ["a hold id that is a word"] = new(body => body.With("holdId", "mine"), 400, Malformed, "/holdId"),
        ["a hold id that is SQL"] = new(body => body.With("holdId", "' OR 1=1; --"), 400, Malformed, "/holdId"),
        ["a hold id that is a number"] = new(body => body.With("holdId", 1), 400, Malformed, "/holdId"),
        ["the zero id"] = new(body => body.With("holdId", Guid.Empty), 400, Invalid, "/holdId"),
        ["an unknown hold"] = new(body => body.With("holdId", "0190c0de-0000-7000-8000-000000000001"), 404, "hold_not_found", null),
        ["no customer"] = new(body => Without(body, "customer"), 400, Malformed, null),
        ["a null customer"] = new(body => body.With("customer", null), 400, Malformed, "/customer"),
        ["a customer that is a text"] = new(body => body.With("customer", "Ada"), 400, Malformed, "/customer"),
        ["a customer that is a list"] = new(body => body.With("customer", new JsonArray()), 400, Malformed, "/customer"),
        ["an unknown member of the customer"] = Customer("role", "admin", Malformed, null),
        ["a customer's id"] = Customer("id", "0190c0de-0000-7000-8000-000000000001", Malformed, null),

        ["no name"] = new(body => Change(body, customer => customer.Remove("name")), 400, Malformed, null),
        ["a null name"] = Customer("name", null, Malformed, "/customer/name"),
        ["a name that is a number"] = Customer("name", 7, Malformed, "/customer/name"),
        ["an empty name"] = Customer("name", "", Invalid, "/customer/name"),
        ["a blank name"] = Customer("name", "   ", Invalid, "/customer/name"),
        ["a name of 10,000 characters"] = Customer("name", new string('n', 10_000), Invalid, "/customer/name"),
        ["a name with a NUL"] = Customer("name", "Ada\0Demo", Invalid, "/customer/name"),
        ["a name with a line break"] = Customer("name", "Ada\r\nBcc: all@example.test", Invalid, "/customer/name"),
        ["a name with an escape"] = Customer("name", "Ada\u001b[31m", Invalid, "/customer/name"),
        ["a name with half a character"] = Customer("name", "half", Malformed, null) with { Rewrite = json => json.Replace("\"half\"", "\"Ada \\ud800\"", StringComparison.Ordinal) },
        ["a name with the other half"] = Customer("name", "half", Malformed, null) with { Rewrite = json => json.Replace("\"half\"", "\"\\udc00 Ada\"", StringComparison.Ordinal) },

        ["no mail address"] = new(body => Change(body, customer => customer.Remove("email")), 400, Malformed, null),
        ["an empty mail address"] = Customer("email", "", Invalid, "/customer/email"),
        ["a mail address without an at"] = Customer("email", "ada.example.test", Invalid, "/customer/email"),
        ["a mail address with two ats"] = Customer("email", "ada@home@example.test", Invalid, "/customer/email"),
        ["a mail address without a dot"] = Customer("email", "ada@localhost", Invalid, "/customer/email"),
        ["a mail address with a blank"] = Customer("email", "ada demo@example.test", Invalid, "/customer/email"),
        ["a mail header behind the address"] = Customer("email", "ada@example.test\r\nBcc: all@example.test", Invalid, "/customer/email"),
        ["a line break behind the address"] = Customer("email", "ada@example.test\n", Invalid, "/customer/email"),
        ["a line break before the address"] = Customer("email", "\rada@example.test", Invalid, "/customer/email"),
        ["a line separator in the address"] = Customer("email", "ada@example.test\u2028x", Invalid, "/customer/email"),
        ["two mail addresses"] = Customer("email", "ada@example.test,eve@example.test", Invalid, "/customer/email"),
        ["a mail address with a name"] = Customer("email", "Ada <ada@example.test>", Invalid, "/customer/email"),
        ["a mail address with a NUL"] = Customer("email", "ada@example.test\0", Invalid, "/customer/email"),
        ["a mail address that turns the text around"] = Customer("email", "ada\u202E@example.test", Invalid, "/customer/email"),
        ["a mail address of 10,000 characters"] = Customer("email", new string('a', 9_987) + "@example.test", Invalid, "/customer/email"),
        ["10,000 ats"] = Customer("email", new string('@', 10_000), Invalid, "/customer/email"),
        ["a mail address that is SQL"] = Customer("email", "'; DROP TABLE bookings; --", Invalid, "/customer/email"),

        ["a phone number without a country"] = Customer("phone", "030123456", Invalid, "/customer/phone"),
        ["a phone number with blanks"] = Customer("phone", "+49 30 123456", Invalid, "/customer/phone"),
        ["a phone number with letters"] = Customer("phone", "+49CALLME", Invalid, "/customer/phone"),
        ["a phone number in Arabic digits"] = Customer("phone", "+٤٩٣٠١٢٣٤٥٦", Invalid, "/customer/phone"),
        ["a phone number with a line break"] = Customer("phone", "+4930123456\n", Invalid, "/customer/phone"),
        ["a phone number of 16 digits"] = Customer("phone", "+4930123456789012", Invalid, "/customer/phone"),
        ["an empty phone number"] = Customer("phone", "", Invalid, "/customer/phone"),
        ["a phone number that is a number"] = Customer("phone", 4930123456, Malformed, "/customer/phone"),

        ["an attribution without consent or refusal"] = Attribution(new JsonObject { ["ttclid"] = "E.C.P.x" }, Malformed, null),
        ["an attribution that is a text"] = new(body => body.With("attribution", "tiktok"), 400, Malformed, "/attribution"),
        ["a consent that is a text"] = Attribution(new JsonObject { ["consent"] = "yes" }, Malformed, "/attribution/consent"),
        ["an unknown member of the attribution"] = Attribution(new JsonObject { ["consent"] = true, ["ip"] = "192.0.2.1" }, Malformed, null),
        ["an empty click id"] = Attribution(new JsonObject { ["consent"] = true, ["ttclid"] = "" }, Invalid, "/attribution/ttclid"),
        ["a click id of 1,001 characters"] = Attribution(new JsonObject { ["consent"] = true, ["ttclid"] = new string('c', 1_001) }, Invalid, "/attribution/ttclid"),
        ["a click id with a line break"] = Attribution(new JsonObject { ["consent"] = true, ["ttclid"] = "E.C.P.\r\nAccess-Token: x" }, Invalid, "/attribution/ttclid"),
        ["a campaign of 201 characters"] = Attribution(new JsonObject { ["consent"] = true, ["utmCampaign"] = new string('c', 201) }, Invalid, "/attribution/utmCampaign"),
        ["a source with a NUL"] = Attribution(new JsonObject { ["consent"] = false, ["utmSource"] = "tik\0tok" }, Invalid, "/attribution/utmSource"),
        ["a landing page without a scheme"] = Attribution(new JsonObject { ["consent"] = true, ["landingPage"] = "shop.example/summer" }, Invalid, "/attribution/landingPage"),
        ["a landing page that is a script"] = Attribution(new JsonObject { ["consent"] = true, ["landingPage"] = "javascript:alert(1)" }, Invalid, "/attribution/landingPage"),
        ["a referrer of 2,001 characters"] = Attribution(new JsonObject { ["consent"] = true, ["referrer"] = "https://shop.example/" + new string('r', 1_980) }, Invalid, "/attribution/referrer"),

        ["passengers that is an object"] = new(body => body.With("passengers", new JsonObject()), 400, Malformed, "/passengers"),
        ["a null passenger"] = new(body => body.With("passengers", new JsonArray(Passenger(0, "A-1", "Ada"), null)), 400, Invalid, "/passengers/1"),
        ["a passenger without a name"] = new(body => body.With("passengers", new JsonArray(new JsonObject { ["item"] = 0 })), 400, Malformed, null),
        ["a passenger without an item"] = new(body => body.With("passengers", new JsonArray(new JsonObject { ["name"] = "Ada" })), 400, Malformed, null),
        ["a passenger of item -1"] = Passengers(Passenger(-1, null, "Ada"), 400, Invalid, "/passengers/0/item"),
        ["a passenger of item 20"] = Passengers(Passenger(20, null, "Ada"), 400, Invalid, "/passengers/0/item"),
        ["a passenger of an item that the hold has not"] = Passengers(Passenger(2, null, "Ada"), 422, Rule, "/passengers/0/item"),
        ["a passenger of an item too great to count"] = Passengers(Passenger(2147483648, null, "Ada"), 400, Malformed, null),
        ["a passenger of a seat that the item has not"] = Passengers(Passenger(0, "A-3", "Ada"), 422, Rule, "/passengers/0/seat"),
        ["a passenger of a seat of another item"] = Passengers(Passenger(1, "A-1", "Ada"), 422, Rule, "/passengers/0/seat"),
        ["a passenger of a seat with a NUL"] = Passengers(Passenger(0, "A-1\0", "Ada"), 422, Rule, "/passengers/0/seat"),
        ["a passenger with an empty name"] = Passengers(Passenger(0, "A-1", ""), 400, Invalid, "/passengers/0/name"),
        ["a passenger with a line break in the name"] = Passengers(Passenger(0, "A-1", "Ada\nEve"), 400, Invalid, "/passengers/0/name"),
        ["a passenger with a NUL in the name"] = Passengers(Passenger(0, "A-1", "\0"), 400, Invalid, "/passengers/0/name"),
        ["a passenger with a price"] = new(body => body.With("passengers", new JsonArray(Passenger(0, "A-1", "Ada").With("price", 0))), 400, Malformed, null),
        ["101 passengers"] = new(body => body.With("passengers", new JsonArray([.. Enumerable.Range(0, 101).Select(_ => Passenger(0, "A-1", "Ada"))])), 400, Invalid, "/passengers"),

        ["metadata that is a list"] = new(body => body.With("metadata", new JsonArray()), 400, Malformed, "/metadata"),
        ["51 keys of metadata"] = Metadata(new JsonObject(Enumerable.Range(0, 51).Select(i => KeyValuePair.Create($"key{i}", (JsonNode?)"x")))),
        ["a null in metadata"] = Metadata(new JsonObject { ["key"] = null }),
        ["an empty key in metadata"] = Metadata(new JsonObject { [""] = "x" }),
        ["a key of 41 characters in metadata"] = Metadata(new JsonObject { [new string('k', 41)] = "x" }),
        ["a value of 501 characters in metadata"] = Metadata(new JsonObject { ["key"] = new string('v', 501) }),
        ["a NUL in a value of metadata"] = Metadata(new JsonObject { ["key"] = "a\0b" }),
        ["a NUL in a key of metadata"] = Metadata(new JsonObject { ["a\0b"] = "x" }),
        ["a number in metadata"] = Metadata(new JsonObject { ["key"] = 1 }) with { Code = Malformed, Pointer = "/metadata/key" },
        ["an object in metadata"] = Metadata(new JsonObject { ["key"] = new JsonObject() }) with { Code = Malformed, Pointer = "/metadata/key" },
        ["half a character in metadata"] = Metadata(new JsonObject { ["key"] = "half" }) with { Code = Malformed, Pointer = null, Rewrite = json => json.Replace("\"half\"", "\"\\ud83d\"", StringComparison.Ordinal) },
        ["a key of metadata twice"] = Metadata(new JsonObject { ["key"] = "half" }) with { Code = Malformed, Pointer = null, Rewrite = json => json.Replace("\"half\"", "\"a\",\"key\":\"b\"", StringComparison.Ordinal) },
        ["an unknown voucher"] = new(body => body.With("voucherCode", "FREE100"), 422, "voucher_unknown", "/voucherCode"),
        ["a voucher that is SQL"] = new(body => body.With("voucherCode", "' OR 1=1 --\0"), 422, "voucher_unknown", "/voucherCode"),
    };

    private static readonly ConcurrentBag<(BookingApp App, Shop Shop, string HoldId)> Unharmed = [];

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MakeBooking_WhenItIsAskedForWrongly_IsRefusedAndTheHoldIsAsBefore(string name)
    {
        (Shop shop, string holdId) = await ArrangeAsync();
        Case wrong = Cases[name];
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Customer.PostTextAsync("api/v1/bookings", wrong.Write(Shop.BookingOf(holdId)));

        await response.ShouldRefuseAsync(wrong.Status, wrong.Code, wrong.Pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
        (await shop.Customer.ReadAsync($"api/v1/holds/{holdId}")).Text("status").ShouldBe("active");
        Unharmed.Add((app, shop, holdId));
    }

    [Fact]
    public async Task MakeBooking_WhenTextsAreStrangeButTexts_KeepsThemAsTheyAre()
    {
        const string Name = "'); DROP TABLE bookings; -- <script>alert(1)</script> {{7*7}} عمر \u202Eabc 👩‍🚀 Ñandú \"quoted\" \\";
        Shop shop = await Shop.OpenAsync(app);
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1"), shop.TicketItem(1));
        JsonObject metadata = new(Enumerable.Range(0, 48).Select(i => KeyValuePair.Create($"key{i}", (JsonNode?)"x")))
        {
            [new string('k', 40)] = new string('v', 500),
            ["$1; --"] = "line\r\nbreak\t🎫 \u0007",
        };
        JsonObject body = Shop.BookingOf(hold.Text("id")).With("passengers", new JsonArray(Passenger(0, "A-1", Name), Passenger(1, null, "Eve"))).With("metadata", metadata);
        body["customer"]!["name"] = Name;
        body["customer"]!["email"] = "a'--@xn--bcher-kva.example";
        body["customer"]!["phone"] = null;

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/bookings", body);

        JsonObject booking = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        JsonObject read = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        read["customer"]!.Text("name").ShouldBe(Name);
        read["customer"]!.Text("email").ShouldBe("a'--@xn--bcher-kva.example");
        read["passengers"]![0]!.Text("name").ShouldBe(Name);
        JsonNode.DeepEquals(read["metadata"], metadata).ShouldBeTrue(read["metadata"]!.ToJsonString());
    }

    /// <summary>A hold that nothing has happened to; whoever succeeds gives it back for the next.</summary>
    private async Task<(Shop Shop, string HoldId)> ArrangeAsync()
    {
        if (Unharmed.TryTake(out (BookingApp App, Shop Shop, string HoldId) arranged) && arranged.App == app)
        {
            return (arranged.Shop, arranged.HoldId);
        }

        Shop shop = await Shop.OpenAsync(app);
        return (shop, (await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1", "A-2"), shop.TicketItem(1))).Text("id"));
    }

    private static Case Attribution(JsonObject attribution, string code, string? pointer) => new(body => body.With("attribution", attribution.DeepClone()), 400, code, pointer);

    private static Case Customer(string member, JsonNode? value, string code, string? pointer) =>
        new(body => Change(body, customer => customer[member] = value?.DeepClone()), 400, code, pointer);

    private static Case Passengers(JsonObject passenger, int status, string code, string? pointer) =>
        new(body => body.With("passengers", new JsonArray(passenger.DeepClone())), status, code, pointer);

    private static Case Metadata(JsonObject metadata) => new(body => body.With("metadata", metadata.DeepClone()), 400, Invalid, "/metadata");

    private static JsonObject Passenger(long item, string? seat, string name) => new() { ["item"] = item, ["seat"] = seat, ["name"] = name };

    private static JsonObject Change(JsonObject body, Action<JsonObject> change)
    {
        change(body["customer"]!.AsObject());
        return body;
    }

    private static JsonObject Without(JsonObject body, string member)
    {
        body.Remove(member).ShouldBeTrue();
        return body;
    }

    private sealed record Case(Func<JsonObject, JsonObject> Body, int Status, string Code, string? Pointer)
    {
        public Func<string, string>? Rewrite { get; init; }

        public string Write(JsonObject right)
        {
            string json = Body(right).ToJsonString();
            return Rewrite?.Invoke(json) ?? json;
        }
    }
}
