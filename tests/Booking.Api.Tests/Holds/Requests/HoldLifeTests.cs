namespace Booking.Api.Tests.Holds.Requests;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Extending and releasing holds, and who may.</summary>
[Collection(BookingCollection.Name)]
public sealed class HoldLifeTests(BookingApp app)
{
    [Fact]
    public async Task ExtendHold_WhenItIsExtendedTwice_TakesTheFirstOnly()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1"), shop.CarItem());
        string path = $"api/v1/holds/{hold.Text("id")}";

        using HttpResponseMessage first = await shop.Customer.PostAsync($"{path}/extend", content: null);
        using HttpResponseMessage second = await shop.Customer.PostAsync($"{path}/extend", content: null);

        JsonObject extended = await first.ShouldAnswerAsync(HttpStatusCode.OK);
        extended.Time("expiresAt").ShouldBe(hold.Time("expiresAt").AddMinutes(10));
        extended["availableActions"]!.AsArray().Select(action => (string?)action).ShouldBe(["book", "release"]);
        await second.ShouldRefuseAsync(409, "hold_cap_reached");
        JsonObject read = await shop.Customer.ReadAsync(path);
        read.Time("expiresAt").ShouldBe(extended.Time("expiresAt"));
        (await app.ScalarAsync<DateTime>($"SELECT expires_at FROM seat_claims WHERE tenant_id = {shop.TenantId} AND hold_id = {Guid.Parse(hold.Text("id"))}"))
            .ShouldBe(extended.Time("expiresAt").UtcDateTime, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task ExtendHold_WhenItsTimeIsUp_Is410()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1"));
        await shop.LapseAsync(hold.Text("id"));

        using HttpResponseMessage response = await shop.Customer.PostAsync($"api/v1/holds/{hold.Text("id")}/extend", content: null);

        await response.ShouldRefuseAsync(410, "hold_expired");
        JsonObject read = await shop.Customer.ReadAsync($"api/v1/holds/{hold.Text("id")}");
        read.Text("status").ShouldBe("expired");
        ((int)read["expiresInSeconds"]!).ShouldBe(0);
        read["availableActions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task ReleaseHold_WhenRepeated_Is204AndItsInventoryCanBeHadAtOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonNode[] Everything() => [shop.CarItem(), shop.ProductItem(2).With("productId", shop.ScarceProduct), shop.SeatItem("A-1"), shop.LegItem(0, 4, "4A")];
        JsonObject hold = await shop.HoldAsync(shop.Customer, Everything());
        string id = hold.Text("id");

        foreach (int _ in Enumerable.Range(0, 3))
        {
            using HttpResponseMessage released = await shop.Customer.DeleteAsync($"api/v1/holds/{id}");
            released.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        (await shop.ClaimsAsync(id)).ShouldBe(["leg released", "quota released", "seat released", "slot released"]);
        (await shop.MessagesAsync("hold.released", id)).ShouldBe(1);
        await shop.HoldAsync(shop.Stranger, Everything());
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(id));
        await booked.ShouldRefuseAsync(409, "illegal_transition");
        using HttpResponseMessage extended = await shop.Customer.PostAsync($"api/v1/holds/{id}/extend", content: null);
        await extended.ShouldRefuseAsync(409, "illegal_transition");
    }

    [Fact]
    public async Task ReleaseHold_WhenItIsBooked_Is409AndTheBookingKeepsIt()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));

        using HttpResponseMessage response = await shop.Customer.DeleteAsync($"api/v1/holds/{booking.Text("holdId")}");

        await response.ShouldRefuseAsync(409, "illegal_transition");
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["seat held"]);
    }

    [Fact]
    public async Task AnyCall_WhenTheHoldIsSomebodyElses_Is404()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop otherShop = await Shop.OfFileAsync(app);
        string id = (await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1"))).Text("id");
        string before = await shop.FootprintAsync();

        foreach (HttpClient client in (HttpClient[])[shop.Stranger, shop.Guest, otherShop.Customer, otherShop.Admin, otherShop.Guest])
        {
            using HttpResponseMessage read = await client.GetAsync($"api/v1/holds/{id}");
            using HttpResponseMessage extended = await client.PostAsync($"api/v1/holds/{id}/extend", content: null);
            using HttpResponseMessage released = await client.DeleteAsync($"api/v1/holds/{id}");
            using HttpResponseMessage booked = await client.PostAsync("api/v1/bookings", Shop.BookingOf(id));
            foreach (HttpResponseMessage response in (HttpResponseMessage[])[read, extended, released, booked])
            {
                await response.ShouldRefuseAsync(404, "hold_not_found");
            }
        }

        (await shop.FootprintAsync()).ShouldBe(before);
        (await shop.Admin.ReadAsync($"api/v1/holds/{id}")).Text("status").ShouldBe("active");
    }
}
