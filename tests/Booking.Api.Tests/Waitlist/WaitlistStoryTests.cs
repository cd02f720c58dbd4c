namespace Booking.Api.Tests.Waitlist;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

/// <summary>Two customers wait for an event; one booking is cancelled, and both are served, each in turn.</summary>
[Collection(BookingCollection.Name)]
public sealed class WaitlistStoryTests(BookingApp app, ITestOutputHelper output)
{
    [Fact]
    public async Task Waitlist_FromASoldOutEventToAPaidBooking()
    {
        Shop shop = await Shop.OpenAsync(app);
        HttpClient lucky = await shop.NewCustomerAsync();
        await app.ExecuteAsync(
            $"UPDATE pools SET sold = capacity - 3 WHERE tenant_id = {shop.TenantId} AND id IN (SELECT pool_id FROM ticket_types WHERE tenant_id = {shop.TenantId} AND id = {shop.TicketType})");
        JsonObject bought = await shop.BuyAsync(lucky, shop.TicketItem(3));

        // Sold out: two customers queue up, and see where they stand.
        JsonObject first = await shop.Customer.JoinAsync(shop.TicketItem(4), allOrNone: true);
        JsonObject second = await shop.Stranger.JoinAsync(shop.TicketItem(2));
        ((int)first["position"]!, (int)second["position"]!).ShouldBe((1, 2));

        // Three places come back: the group of four does not fit, the two behind it do.
        using HttpResponseMessage quoted = await lucky.PostAsync($"api/v1/bookings/{bought.Text("id")}/cancellations", new JsonObject());
        JsonObject quote = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);
        using HttpResponseMessage cancelled = await lucky.PostAsync($"api/v1/bookings/{bought.Text("id")}/cancellations/{quote.Text("id")}/confirm", new JsonObject());
        await cancelled.ShouldAnswerAsync(HttpStatusCode.OK);
        JsonObject offered = await shop.Stranger.BecomesAsync(second, "offered");
        output.WriteLine(offered.ToJsonString());
        JsonObject explained = await shop.Customer.ReadAsync($"api/v1/waitlist/{first.Text("id")}/explain");
        output.WriteLine(explained.ToJsonString());
        explained["skips"]!.AsArray().ShouldHaveSingleItem()!.Text("reason").ShouldBe("quota");

        // The offer is a hold at its price: accepted, booked and paid.
        JsonObject hold = await shop.Stranger.ReadAsync($"api/v1/holds/{offered["offer"]!.Text("holdId")}");
        hold["price"]!.Amount().ShouldBe(7_800);
        using HttpResponseMessage accepted = await shop.Stranger.AnswerAsync(second, "accept");
        await accepted.ShouldAnswerAsync(HttpStatusCode.OK);
        using HttpResponseMessage made = await shop.Stranger.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        JsonObject booking = await made.ShouldAnswerAsync(HttpStatusCode.Created);
        JsonObject payment = await shop.OpenPaymentAsync(shop.Stranger, booking.Text("id"));
        await shop.PlayAsync(payment.Text("id"), "succeed");
        (await shop.Stranger.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("confirmed");

        // More places: the group's turn, by the administrator's hand or the workers'.
        await app.ExecuteAsync(
            $"UPDATE pools SET sold = sold - 10 WHERE tenant_id = {shop.TenantId} AND id IN (SELECT pool_id FROM ticket_types WHERE tenant_id = {shop.TenantId} AND id = {shop.TicketType})");
        using HttpResponseMessage promoted = await shop.Admin.PostAsync("api/v1/waitlist/promotions", new JsonObject { ["kind"] = "ticket", ["offeringId"] = shop.TicketType });
        await promoted.ShouldAnswerAsync(HttpStatusCode.OK);
        JsonObject served = await shop.Customer.BecomesAsync(first, "offered");
        ((int)served["offer"]!["quantity"]!).ShouldBe(4);
        using HttpResponseMessage left = await shop.Customer.SendAsync(HttpMethod.Delete, $"api/v1/waitlist/{first.Text("id")}");
        left.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await shop.ClaimsAsync(served["offer"]!.Text("holdId"))).ShouldBe(["quota released"]);
    }
}
