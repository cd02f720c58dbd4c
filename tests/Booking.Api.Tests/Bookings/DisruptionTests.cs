namespace Booking.Api.Tests.Bookings;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Booking.Api.Tests.Http;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence.Seeding;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>What is called off opens one case for every booking of it and for no other, however often the message comes.</summary>
[Collection(BookingCollection.Name)]
public sealed class DisruptionTests(BookingApp app)
{
    [Fact]
    public async Task CancelTrip_WhenSeatsAreSold_OpensOneCasePerBooking()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject two = await shop.BuyAsync(shop.Customer, shop.LegItem(1, 3, "4A", "4B"), shop.SeatItem("A-1"));
        JsonObject unpaid = await shop.BookAsync(shop.Customer, shop.LegItem(0, 2, "5A"));
        JsonObject other = await shop.BuyAsync(shop.Customer, shop.HallItem());

        using (HttpResponseMessage cancelled = await shop.Admin.PostAsync($"api/v1/trips/{shop.Trip}/cancel", new JsonObject { ["reason"] = "Engine" }))
        {
            await cancelled.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        await OpensOneCaseEachAsync(shop, shop.Trip, ItemKinds.TripSeat, [two, unpaid], other);
    }

    [Fact]
    public async Task CancelEvent_WhenPlacesWithoutSeatsAreSold_OpensOneCasePerBooking()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject two = await shop.BuyAsync(shop.Customer, shop.TicketItem());
        JsonObject one = await shop.BuyAsync(shop.Customer, shop.TicketItem(1));
        JsonObject other = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1"));

        using (HttpResponseMessage cancelled = await shop.Admin.PostAsync($"api/v1/events/{DemoEvents.OpenAir}/cancel", new JsonObject { ["note"] = "Storm" }))
        {
            await cancelled.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        await OpensOneCaseEachAsync(shop, DemoEvents.OpenAir, ItemKinds.EventSeat, [two, one], other);
    }

    [Fact]
    public async Task CancelSession_WhenPlacesAreSold_OpensOneCasePerBookingOfThatSession()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);
        string ben = (await desk.ProviderAsync("Ben")).Text("id");
        string yoga = (await desk.ServiceAsync("Yoga", [ben], new() { ["seatsPerSlot"] = 4 })).Text("id");
        JsonObject scheduled = await desk.CreateAsync($"services/{yoga}/sessions", new() { ["providerId"] = ben, ["from"] = Shop.Local(10, 10), ["until"] = CatalogDesk.Day(20) });
        JsonObject two = await shop.BuyAsync(shop.Customer, CatalogDesk.Item(yoga, Shop.Local(10, 10)).With("quantity", 2));
        JsonObject one = await shop.BuyAsync(shop.Customer, CatalogDesk.Item(yoga, Shop.Local(10, 10)));
        JsonObject other = await shop.BuyAsync(shop.Customer, CatalogDesk.Item(yoga, Shop.Local(17, 10)));

        using (HttpResponseMessage cancelled = await shop.Admin.PostAsync($"api/v1/services/{yoga}/sessions/{scheduled["items"]![0]!.Text("id")}/cancel", new JsonObject { ["note"] = "Ben is ill." }))
        {
            cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent, await cancelled.Content.ReadAsStringAsync());
        }

        await OpensOneCaseEachAsync(shop, Guid.Parse(ben), ItemKinds.Service, [two, one], other);

        // All of it goes back, and the place is not sold again.
        JsonObject opened = (await shop.Customer.ShowAsync($"api/v1/bookings/{two.Text("id")}/cases"))["items"]![0]!.AsObject();
        using HttpResponseMessage back = await shop.Customer.PostAsync($"api/v1/cases/{opened.Text("id")}/refund", new JsonObject());
        (await back.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("refunded");
        (await CancellationTests.RefundsAsync(shop, two)).ShouldBe($"cancellation {two["price"]!.Amount()}");
    }

    private static async Task OpensOneCaseEachAsync(Shop shop, Guid offering, string kind, JsonObject[] touched, JsonObject other)
    {
        Guid message = await shop.App.ScalarAsync<Guid>($"SELECT id FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND type = 'offering.disrupted' AND subject = {offering}");
        await HandledAsync(shop, message);

        // Delivered again, as after a worker that broke off before it could write down that it was done.
        await shop.App.ExecuteAsync(
            $"""
            WITH forgotten AS (DELETE FROM inbox_messages WHERE tenant_id = {shop.TenantId} AND message_id = {message})
            UPDATE outbox_messages SET published_at = NULL WHERE tenant_id = {shop.TenantId} AND id = {message}
            """);
        await HandledAsync(shop, message);

        foreach (JsonObject booking in touched)
        {
            JsonObject opened = (await shop.Customer.ShowAsync($"api/v1/bookings/{booking.Text("id")}/cases"))["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
            (opened.Text("kind"), opened.Text("offeringId"), opened.Text("disruption"), opened.Text("status")).ShouldBe((kind, offering.ToString(), "cancelled", "open"));
            opened["items"]!.AsArray().Select(item => (int)item!).ShouldBe([0]);
        }

        (await shop.Customer.ShowAsync($"api/v1/bookings/{other.Text("id")}/cases"))["items"]!.AsArray().ShouldBeEmpty();
    }

    private static Task<long> HandledAsync(Shop shop, Guid message) => Eventually.SatisfiesAsync(
        () => shop.App.ScalarAsync<long>($"SELECT count(*) FROM inbox_messages WHERE tenant_id = {shop.TenantId} AND consumer = 'disruptions' AND message_id = {message}"),
        count => count == 1,
        what: "A disruption that is handled");
}
