namespace Booking.Api.Tests.Http;

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>What cannot be read is refused before anything happens, at every address that takes a body.</summary>
[Collection(BookingCollection.Name)]
public sealed class RequestFormTests(BookingApp app)
{
    /// <summary>From a body that would be taken to one that cannot be read.</summary>
    private static readonly Dictionary<string, Func<string, byte[]>> Malformations = new()
    {
        ["cut off"] = body => Utf8(body[..^1]),
        ["trailing comma"] = body => Utf8(body[..^1] + ",}"),
        ["comment"] = body => Utf8(body[..^1] + "/* all of it */}"),
        ["empty"] = _ => [],
        ["blank"] = _ => Utf8("  \n"),
        ["null"] = _ => Utf8("null"),
        ["array around it"] = body => Utf8($"[{body}]"),
        ["empty array"] = _ => Utf8("[]"),
        ["string"] = _ => Utf8("\"text\""),
        ["number"] = _ => Utf8("1"),
        ["boolean"] = _ => Utf8("true"),
        ["two documents"] = body => Utf8(body + body),
        ["something behind it"] = body => Utf8(body + "x"),
        ["no members"] = _ => Utf8("{}"),
        ["unknown member"] = body => Utf8(body[..^1] + ",\"colour\":\"red\"}"),
        ["member of another case twice"] = body => Utf8(body[..^1] + "," + body[1..].Replace("\"holdId\"", "\"HOLDID\"", StringComparison.Ordinal).Replace("\"items\"", "\"ITEMS\"", StringComparison.Ordinal).Replace("\"provider\"", "\"PROVIDER\"", StringComparison.Ordinal)),
        ["every member twice"] = body => Utf8(body[..^1] + "," + body[1..]),
        ["all members null"] = body => Utf8($"{{{string.Join(",", JsonNode.Parse(body)!.AsObject().Select(member => $"\"{member.Key}\":null"))}}}"),
        ["all members a number"] = body => Utf8($"{{{string.Join(",", JsonNode.Parse(body)!.AsObject().Select(member => $"\"{member.Key}\":7"))}}}"),
        ["nested 10,000 deep"] = body => Utf8($"{body[..^1]},\"x\":{new string('[', 10_000)}{new string(']', 10_000)}}}"),
        ["nested 10,000 deep in a known member"] = body => Utf8($"{{\"{JsonNode.Parse(body)!.AsObject().First().Key}\":{new string('[', 10_000)}{new string(']', 10_000)}}}"),
        ["invalid UTF-8"] = body => [.. Utf8(body[..^1]), .. Utf8(",\"voucherCode\":\""), 0xC3, 0x28, .. Utf8("\"}")],
        ["NUL byte"] = body => [0, .. Utf8(body)],
        ["form"] = _ => Utf8("items=1&holdId=2"),
        ["id of the answer"] = body => Utf8(body[..^1] + $",\"id\":\"{Guid.NewGuid()}\"}}"),
        ["tenantId of the answer"] = body => Utf8(body[..^1] + $",\"tenantId\":\"{Guid.NewGuid()}\"}}"),
        ["customerId of the answer"] = body => Utf8(body[..^1] + $",\"customerId\":\"{Guid.NewGuid()}\"}}"),
        ["status of the answer"] = body => Utf8(body[..^1] + ",\"status\":\"confirmed\"}"),
        ["price of the answer"] = body => Utf8(body[..^1] + ",\"price\":{\"total\":{\"amount\":1,\"currency\":\"EUR\"},\"lines\":[]}}"),
        ["amount of the answer"] = body => Utf8(body[..^1] + ",\"amount\":{\"amount\":1,\"currency\":\"EUR\"}}"),
        ["expiresAt of the answer"] = body => Utf8(body[..^1] + ",\"expiresAt\":\"2099-01-01T00:00:00Z\"}"),
        ["payBefore of the answer"] = body => Utf8(body[..^1] + ",\"payBefore\":\"2099-01-01T00:00:00Z\"}"),
        ["confirmedAt of the answer"] = body => Utf8(body[..^1] + ",\"confirmedAt\":\"2020-01-01T00:00:00Z\"}"),
        ["token of the answer"] = body => Utf8(body[..^1] + ",\"token\":\"ht_mine\"}"),
        ["version of the answer"] = body => Utf8(body[..^1] + ",\"version\":7}"),
    };

    private static readonly string[] Places = ["holds", "bookings", "payments"];

    public static TheoryData<string, string> MalformedRequests => Everywhere(Malformations.Keys);

    public static TheoryData<string, string> WrongMediaTypes => Everywhere(WrongTypes);

    private static readonly string[] WrongTypes = ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json-ish", ""];

    [Theory]
    [MemberData(nameof(MalformedRequests))]
    public async Task Post_WhenTheBodyCannotBeRead_Is400AndNothingHasHappened(string place, string malformation)
    {
        Target target = await TargetAsync(place);
        string before = await target.Shop.FootprintAsync();

        using HttpResponseMessage response = await target.Shop.Customer.PostBytesAsync(target.Path, Malformations[malformation](target.Body));

        await response.ShouldRefuseAsync(400, "malformed_request");
        (await target.Shop.FootprintAsync()).ShouldBe(before);
    }

    /// <summary>The control: what the malformed bodies are made from is taken.</summary>
    [Theory]
    [InlineData("holds")]
    [InlineData("bookings")]
    [InlineData("payments")]
    public async Task Post_WhenTheBodyIsRight_Is201(string place)
    {
        Shop shop = await Shop.OpenAsync(app);
        Target target = await TargetAsync(place, shop);

        using HttpResponseMessage response = await shop.Customer.PostTextAsync(target.Path, target.Body);

        await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    [Theory]
    [MemberData(nameof(WrongMediaTypes))]
    public async Task Post_WhenTheMediaTypeIsNotJson_Is415(string place, string contentType)
    {
        Target target = await TargetAsync(place);
        string before = await target.Shop.FootprintAsync();

        using HttpResponseMessage response = await target.Shop.Customer.PostTextAsync(target.Path, target.Body, contentType: contentType);

        await response.ShouldRefuseAsync(415, "unsupported_media_type");
        (await target.Shop.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("holds", false)]
    [InlineData("holds", true)]
    [InlineData("bookings", false)]
    [InlineData("bookings", true)]
    [InlineData("payments", false)]
    [InlineData("payments", true)]
    [InlineData("webhook", false)]
    [InlineData("webhook", true)]
    public async Task Post_WhenTheBodyIsLargerThan256KiB_Is413(string place, bool isChunked)
    {
        Target target = await TargetAsync(place == "webhook" ? "holds" : place);
        string path = place == "webhook" ? "api/v1/webhooks/payments/sandbox" : target.Path;
        string before = await target.Shop.FootprintAsync();
        byte[] body = Utf8(target.Body + new string(' ', 256 * 1024 + 1 - target.Body.Length));
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = !isChunked;

        using HttpResponseMessage response = await target.Shop.Customer.SendAsync(request);

        await response.ShouldRefuseAsync(413, "request_too_large");
        (await target.Shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Post_WhenTheBodyHasJust256KiB_IsRead()
    {
        Shop shop = await Shop.OpenAsync(app);
        string body = Shop.Items(shop.ProductItem()).ToJsonString();

        using HttpResponseMessage response = await shop.Customer.PostTextAsync("api/v1/holds", body + new string(' ', 256 * 1024 - body.Length));

        await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("holds")]
    [InlineData("bookings")]
    [InlineData("payments")]
    public async Task Post_WhenTheIdempotencyKeyIsMissingOrTooLong_Is400(string place)
    {
        Target target = await TargetAsync(place);
        string before = await target.Shop.FootprintAsync();

        using HttpResponseMessage without = await target.Shop.Customer.PostTextAsync(target.Path, target.Body, key: "");
        using HttpResponseMessage tooLong = await target.Shop.Customer.PostTextAsync(target.Path, target.Body, key: new string('k', 256));

        await without.ShouldRefuseAsync(400, "idempotency_key_required");
        await tooLong.ShouldRefuseAsync(400, "idempotency_key_required");
        (await target.Shop.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("PUT", "api/v1/holds")]
    [InlineData("DELETE", "api/v1/holds")]
    [InlineData("PATCH", "api/v1/bookings")]
    [InlineData("DELETE", "api/v1/bookings/0190c0de-0000-7000-8000-000000000001")]
    [InlineData("GET", "api/v1/bookings/0190c0de-0000-7000-8000-000000000001/payments")]
    [InlineData("GET", "api/v1/webhooks/payments/sandbox")]
    [InlineData("POST", "api/v1/payments/0190c0de-0000-7000-8000-000000000001")]
    public async Task AnyMethod_WhenTheAddressDoesNotTakeIt_Is405WithTheOnesItTakes(string method, string path)
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Customer.SendAsync(new HttpMethod(method), path);

        await response.ShouldRefuseAsync(405, "method_not_allowed");
        response.Content.Headers.Allow.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("api/v1")]
    [InlineData("api/v1/nothing")]
    [InlineData("api/v2/holds")]
    [InlineData("api/v1/holds/not-an-id")]
    [InlineData("api/v1/bookings/1")]
    [InlineData("api/v1/payments/'%20OR%201=1")]
    [InlineData("api/v1/holds/..%2f..%2fetc%2fpasswd")]
    [InlineData("api/v1/bookings/0190c0de-0000-7000-8000-000000000001")]
    [InlineData("api/v1/holds/0190c0de-0000-7000-8000-000000000001/%F0%9F%9A%8C")]
    public async Task Get_WhenThereIsNothingAtTheAddress_Is404(string path)
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Customer.SendAsync(HttpMethod.Get, path);

        await response.ShouldRefuseAsync(404, path.EndsWith("000001", StringComparison.Ordinal) ? "booking_not_found" : "not_found");
    }

    [Fact]
    public async Task Get_WhenTheQueryIsTooLong_Is400()
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Customer.GetAsync($"api/v1/bookings?limit=10&x={new string('x', 5_000)}");

        await response.ShouldRefuseAsync(400, "malformed_request");
    }

    private async Task<Target> TargetAsync(string place, Shop? own = null)
    {
        Shop shop = own ?? await Shop.OfFileAsync(app);
        switch (place)
        {
            case "holds":
                return new Target(shop, "api/v1/holds", Shop.Items(shop.ProductItem()).ToJsonString());
            case "bookings":
                JsonObject hold = await shop.HoldAsync(shop.Customer, shop.ProductItem(1));
                return new Target(shop, "api/v1/bookings", Shop.BookingOf(hold.Text("id")).ToJsonString());
            default:
                JsonObject booking = await shop.BookAsync(shop.Customer, shop.ProductItem(1));
                return new Target(shop, $"api/v1/bookings/{booking.Text("id")}/payments", """{"provider":"sandbox"}""");
        }
    }

    private static TheoryData<string, string> Everywhere(IEnumerable<string> names)
    {
        TheoryData<string, string> cases = [];
        foreach (string place in Places)
        {
            foreach (string name in names)
            {
                cases.Add(place, name);
            }
        }

        return cases;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private sealed record Target(Shop Shop, string Path, string Body);
}
