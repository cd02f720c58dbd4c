namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Answers about what is for sale come from Redis, and are never older than the last change that went through the system.</summary>
[Collection(BookingCollection.Name)]
public sealed class CachedReadsTests(BookingApp app)
{
    /// <summary>The control: a change behind the system's back is not seen, so what the other tests see is no accident.</summary>
    [Fact]
    public async Task Reads_WhenARowChangesBehindTheSystem_StayUntilRedisIsFlushed()
    {
        Shop shop = await Shop.OpenAsync(app);
        (await SeatAsync(shop, "A-1")).ShouldBe("free");

        await using (Npgsql.NpgsqlConnection database = await app.DatabaseAsOwnerAsync())
        await using (Npgsql.NpgsqlCommand block = new("UPDATE event_seats SET is_blocked = true WHERE tenant_id = $1 AND event_id = $2 AND seat = 'A-1'", database))
        {
            block.Parameters.Add(new() { Value = shop.TenantId });
            block.Parameters.Add(new() { Value = shop.SeatedEvent });
            (await block.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        (await SeatAsync(shop, "A-1")).ShouldBe("free");
        await app.FlushRedisAsync();
        (await SeatAsync(shop, "A-1")).ShouldBe("blocked");
    }

    [Fact]
    public async Task Reads_WhenSomethingIsHeldAndReleased_TellOfItAtOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = $"api/v1/venues/{shop.Hall}/availability?from={Shop.Hour(20, 0)}&to={Shop.Hour(21, 0)}";
        string trip = $"api/v1/trips/{shop.Trip}/seats?from={Shop.Stop(0)}&to={Shop.Stop(1)}";
        async Task<string[]> SeenAsync() =>
        [
            await SeatAsync(shop, "B-2"),
            Status(await Requests.ReadAsync(shop.Guest, trip), "1A"),
            (await Requests.ReadAsync(shop.Guest, hall))["items"]!.AsArray().Any(part => part!.Text("status") == "held") ? "held" : "free",
            ((int)(await Requests.ReadAsync(shop.Guest, $"api/v1/products/{shop.ScarceProduct}"))["available"]!).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ];

        (await SeenAsync()).ShouldBe(["free", "free", "free", "2"]);
        JsonObject product = shop.ProductItem(1);
        product["productId"] = shop.ScarceProduct;
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.SeatItem("B-2"), shop.LegItem(0, 1, "1A"), shop.HallItem(), product);
        (await SeenAsync()).ShouldBe(["held", "held", "held", "1"]);

        using HttpResponseMessage released = await shop.Customer.DeleteAsync($"api/v1/holds/{hold.Text("id")}");
        released.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await SeenAsync()).ShouldBe(["free", "free", "free", "2"]);
    }

    [Fact]
    public async Task Reads_WhenAnotherTenantAsksTheSame_AreItsOwn()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        await shop.HoldAsync(shop.Customer, shop.SeatItem("C-3"));

        (await SeatAsync(shop, "C-3")).ShouldBe("held");
        (await SeatAsync(other, "C-3")).ShouldBe("free");
    }

    [Fact]
    public async Task Reads_WhenRedisIsAwayAndComesBack_AreNeverOld()
    {
        Shop shop = await Shop.OpenAsync(app);
        (await SeatAsync(shop, "D-4")).ShouldBe("free");
        string holdId;
        await app.StopResourceAsync("cache");
        try
        {
            (await SeatAsync(shop, "D-4")).ShouldBe("free");
            holdId = (await shop.HoldAsync(shop.Customer, shop.SeatItem("D-4"))).Text("id");
            (await SeatAsync(shop, "D-4")).ShouldBe("held");
        }
        finally
        {
            await app.StartResourceAsync("cache");
        }

        (await SeatAsync(shop, "D-4")).ShouldBe("held");
        using HttpResponseMessage released = await shop.Customer.DeleteAsync($"api/v1/holds/{holdId}");
        (await SeatAsync(shop, "D-4")).ShouldBe("free");
    }

    [Fact]
    public async Task ClearCache_WhenAnOperatorAsks_ForgetsAndAnybodyElseIsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient operate = await app.SignInAsync("operator@demo.test");
        using HttpResponseMessage cleared = await operate.PostAsync("api/v1/cache/clear", content: null);
        cleared.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using HttpResponseMessage byAdmin = await shop.Admin.PostAsync("api/v1/cache/clear", content: null);
        byAdmin.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using HttpResponseMessage byGuest = await shop.Guest.PostAsync("api/v1/cache/clear", content: null);
        byGuest.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<string> SeatAsync(Shop shop, string seat) => Status(await Requests.ReadAsync(shop.Guest, $"api/v1/events/{shop.SeatedEvent}/seats"), seat);

    private static string Status(JsonObject seats, string seat) => seats["items"]!.AsArray().Single(item => item!.Text("seat") == seat)!.Text("status");
}
