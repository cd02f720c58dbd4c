namespace Booking.Api.Tests.Holds.Requests;

using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Hosts know the terms of what they have sold; what another host changes since then is seen by the next hold.</summary>
[Collection(BookingCollection.Name)]
public sealed class KnownTermsTests(BookingApp app)
{
    [Theory]
    [InlineData("car", "UPDATE cars SET tax_rate = 123 WHERE tenant_id = {0}")]
    [InlineData("venue", "UPDATE venues SET tax_rate = 123 WHERE tenant_id = {0}")]
    [InlineData("product", "UPDATE products SET price_amount = price_amount + 100 WHERE tenant_id = {0}")]
    [InlineData("ticket", "UPDATE ticket_types SET price_amount = price_amount + 100 WHERE tenant_id = {0}")]
    [InlineData("eventSeat", "UPDATE ticket_types SET price_amount = price_amount + 100 WHERE tenant_id = {0}")]
    [InlineData("tripSeat", "UPDATE fares SET amount = amount + 100 WHERE tenant_id = {0}")]
    [InlineData("tripSeat", "UPDATE routes SET tax_rate = 123 WHERE tenant_id = {0}")]
    [InlineData("product", "INSERT INTO fees (tenant_id, id, label, rate, amount, per, kinds, is_refundable, is_active, version) VALUES ({0}, gen_random_uuid(), 'Handling', 0, 150, 'order', ARRAY['product'], true, true, 1)")]
    public async Task PlaceHold_WhenAnotherHostHasChangedAPrice_IsByTheNewOne(string kind, string change)
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        JsonObject first = await shop.HoldAsync(customer, Item(shop, kind, 0));
        JsonObject second = await shop.HoldAsync(customer, Item(shop, kind, 1));
        await app.ExecuteAsync(FormattableStringFactory.Create(change, shop.TenantId));

        JsonObject third = await shop.HoldAsync(customer, Item(shop, kind, 2));

        Amounts(second).ShouldBe(Amounts(first));
        Amounts(third).ShouldNotBe(Amounts(second));

        static (string Total, string Net) Amounts(JsonObject hold) => (hold["price"]!["total"]!.ToJsonString(), hold["price"]!["net"]!.ToJsonString());
    }

    [Theory]
    [InlineData("car", "UPDATE cars SET is_active = false WHERE tenant_id = {0}")]
    [InlineData("venue", "UPDATE venues SET is_active = false WHERE tenant_id = {0}")]
    [InlineData("product", "UPDATE products SET is_active = false WHERE tenant_id = {0}")]
    [InlineData("ticket", "UPDATE ticket_types SET is_active = false WHERE tenant_id = {0}")]
    [InlineData("ticket", "UPDATE events SET status = 'cancelled' WHERE tenant_id = {0}")]
    [InlineData("eventSeat", "UPDATE event_seats SET is_blocked = true WHERE tenant_id = {0}")]
    [InlineData("tripSeat", "UPDATE trips SET status = 'cancelled' WHERE tenant_id = {0}")]
    public async Task PlaceHold_WhenAnotherHostHasTakenItOffSale_IsRefused(string kind, string change)
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        await shop.HoldAsync(customer, Item(shop, kind, 0));
        await app.ExecuteAsync(FormattableStringFactory.Create(change, shop.TenantId));

        using HttpResponseMessage refused = await customer.PostAsync("api/v1/holds", Shop.Items(Item(shop, kind, 1)));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, await refused.Content.ReadAsStringAsync());
        (await app.ScalarAsync<long>($"SELECT count(*) FROM holds WHERE tenant_id = {shop.TenantId}")).ShouldBe(1);
    }

    /// <summary>Another one each time, at the same price.</summary>
    private static JsonObject Item(Shop shop, string kind, int i) => kind switch
    {
        "car" => shop.CarItem(hour: 3 + (6 * i)),
        "venue" => shop.HallItem(days: 20 + (7 * i)),
        "product" => shop.ProductItem(1),
        "ticket" => shop.TicketItem(1),
        "eventSeat" => shop.SeatItem($"A-{1 + i}"),
        _ => shop.LegItem(0, 4, ((string[])["1A", "1B", "2A"])[i]),
    };
}
