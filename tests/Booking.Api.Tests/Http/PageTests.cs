namespace Booking.Api.Tests.Http;

using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Limits and cursors, the same for every list.</summary>
[Collection(BookingCollection.Name)]
public sealed class PageTests(BookingApp app)
{
    private static readonly string[] Lists = ["bookings", "cars", "venues", "events", "routes", "trips", "services", "products"];

    public static TheoryData<string, string> BadLimits => Everywhere(["0", "-1", "201", "abc", "1000000000", "99999999999999999999", "1.5", "1e2", "0x10", "' OR 1=1", "٣"]);

    public static TheoryData<string, string> BadCursors => Everywhere(
    [
        "x", "!!!", "AAAA", "' OR 1=1; --", "../../etc/passwd", "\0", "💥", new string('A', 1_400), Base64Url.EncodeToString(Encoding.UTF8.GetBytes("0000000000000000[\"1\",\"2\"]")),
        Base64Url.EncodeToString(new byte[16]), Base64Url.EncodeToString(new byte[17]),
    ]);

    [Theory]
    [MemberData(nameof(BadLimits))]
    public async Task List_WhenTheLimitIsOutOfRange_Is400(string list, string limit)
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Customer.GetAsync($"api/v1/{list}?limit={Uri.EscapeDataString(limit)}");

        bool isNumber = int.TryParse(limit, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _);
        await response.ShouldRefuseAsync(400, isNumber ? "validation_failed" : "malformed_request", isNumber ? "/limit" : null);
    }

    [Theory]
    [MemberData(nameof(BadCursors))]
    public async Task List_WhenTheCursorIsMadeUp_Is400(string list, string cursor)
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Customer.GetAsync($"api/v1/{list}?cursor={Uri.EscapeDataString(cursor)}");

        await response.ShouldRefuseAsync(400, "invalid_cursor");
    }

    [Theory]
    [InlineData("cars")]
    [InlineData("venues")]
    [InlineData("events")]
    [InlineData("products")]
    [InlineData("bookings")]
    public async Task List_WhenTheCursorIsAnotherListsOrTenantsOrChanged_Is400AndItsOwnIsTaken(string list)
    {
        Shop shop = await Shop.OfFileAsync(app);
        Shop otherShop = await Shop.OpenAsync(app);
        if (list == "bookings")
        {
            await shop.BookAsync(shop.Customer, shop.FreeTicketItem());
            await shop.BookAsync(shop.Customer, shop.FreeTicketItem());
        }

        string cursor = (await shop.Customer.ReadAsync($"api/v1/{list}?limit=1")).Text("nextCursor");
        using HttpResponseMessage own = await shop.Customer.GetAsync($"api/v1/{list}?limit=1&cursor={cursor}");
        JsonObject page = await own.ShouldAnswerAsync(HttpStatusCode.OK);
        page["items"]!.AsArray().Count.ShouldBe(1);

        foreach (string other in Lists.Where(other => other != list))
        {
            using HttpResponseMessage elsewhere = await shop.Customer.GetAsync($"api/v1/{other}?cursor={cursor}");
            await elsewhere.ShouldRefuseAsync(400, "invalid_cursor");
        }

        using HttpResponseMessage foreign = await otherShop.Customer.GetAsync($"api/v1/{list}?cursor={cursor}");
        await foreign.ShouldRefuseAsync(400, "invalid_cursor");
        byte[] bytes = Base64Url.DecodeFromChars(cursor);
        foreach (int position in (int[])[0, 15, 16, bytes.Length / 2, bytes.Length - 1])
        {
            byte[] changed = [.. bytes];
            changed[position] ^= 1;
            using HttpResponseMessage tampered = await shop.Customer.GetAsync($"api/v1/{list}?cursor={Base64Url.EncodeToString(changed)}");
            await tampered.ShouldRefuseAsync(400, "invalid_cursor");
        }

        using HttpResponseMessage cut = await shop.Customer.GetAsync($"api/v1/{list}?cursor={cursor[..^4]}");
        await cut.ShouldRefuseAsync(400, "invalid_cursor");
    }

    [Fact]
    public async Task List_WhenTheLimitIsGiven_IsNotExceeded()
    {
        Shop shop = await Shop.OfFileAsync(app);

        JsonObject one = await shop.Customer.ReadAsync("api/v1/cars?limit=1");
        JsonObject all = await shop.Customer.ReadAsync("api/v1/cars?limit=200");

        one["items"]!.AsArray().Count.ShouldBe(1);
        one["nextCursor"].ShouldNotBeNull();
        // 24 of the demo data, and what other tests have added.
        all["items"]!.AsArray().Count.ShouldBeInRange(24, 200);
    }

    private static TheoryData<string, string> Everywhere(string[] values)
    {
        TheoryData<string, string> cases = [];
        foreach (string list in Lists)
        {
            foreach (string value in values)
            {
                cases.Add(list, value);
            }
        }

        return cases;
    }
}
