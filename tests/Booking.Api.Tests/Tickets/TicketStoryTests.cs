namespace Booking.Api.Tests.Tickets;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Events;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>From the sale of an event to its gate.</summary>
[Collection(BookingCollection.Name)]
public sealed class TicketStoryTests(BookingApp app)
{
    [Fact]
    public async Task Tickets_FromTheSaleToTheGate()
    {
        Shop shop = await Shop.OpenAsync(app);
        (string happening, string[] types) = await shop.Provider.PublishAsync(EventDesk.Draft(), EventDesk.Type("Parterre", 2_500, 100));
        JsonObject booking = await shop.BuyAsync(shop.Customer, EventDesk.Tickets(types[0], 3), shop.ProductItem(1));

        JsonObject[] tickets = await shop.Customer.TicketsAsync(booking, "valid, valid, valid");
        tickets.ShouldAllBe(ticket => ticket.Text("offeringId") == happening && ticket.Text("holder") == "Zoë Ångström");
        using HttpResponseMessage pdf = await shop.Customer.GetAsync(new Uri($"api/v1/tickets/{tickets[0].Text("id")}/pdf", UriKind.Relative));
        pdf.StatusCode.ShouldBe(HttpStatusCode.OK);
        pdf.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        pdf.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe($"ticket-{booking.Text("number")}-1-1.pdf");
        pdf.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await pdf.Content.ReadAsByteArrayAsync()).AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue();
        using HttpResponseMessage code = await shop.Customer.GetAsync(new Uri($"api/v1/tickets/{tickets[0].Text("id")}/qr", UriKind.Relative));
        code.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");

        // A month before nobody comes in; an hour before everybody once.
        (await shop.Provider.ScanAsync(tickets[0], "north")).Told().ShouldBe("refused too_early");
        await CancellationTests.MoveStartAsync(shop, booking, "1 hours");
        JsonObject body = Door.Scan(tickets[0].Text("token")).With("offeringId", happening);
        JsonObject admitted = await shop.Provider.ScanAsync((JsonObject)body.DeepClone());
        admitted.Told().ShouldBe("admitted");
        admitted["ticket"]!.Text("bookingNumber").ShouldBe(booking.Text("number"));
        JsonNode.DeepEquals(await shop.Provider.ScanAsync(body), admitted).ShouldBeTrue();
        JsonObject again = await shop.Provider.ScanAsync(tickets[0], "south");
        again.Told().ShouldBe("refused already_used");
        again["used"]!.Text("gate").ShouldBe("north");
        again["used"]!.Time("at").ShouldBe(admitted.Time("scannedAt"));
        JsonObject returned = await shop.Provider.ScanAsync(Door.Scan(tickets[0].Text("token"), "south").With("force", true).With("reason", "Went out to smoke."));
        (returned.Told(), (bool)returned["isForced"]!).ShouldBe(("admitted", true));
        (await shop.Provider.ScanAsync(Door.Scan(tickets[1].Text("token")).With("offeringId", Guid.NewGuid()))).Told().ShouldBe("refused wrong_offering");
        JsonObject seen = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        ((string?)seen["itemStates"]![0]).ShouldBe("checked_in");
        seen["checkIns"]!.AsArray().Count.ShouldBe(1);

        // The organiser takes two places back: never the one that somebody came in with.
        JsonObject before = await shop.Provider.ReadAsync("api/v1/check-ins/revocations");
        await CancellationTests.CancelAsync(shop.Admin, $"api/v1/bookings/{booking.Text("id")}/cancellations", """{"items":[{"item":0,"quantity":2}],"reason":"The stand is closed."}""");
        tickets = await shop.Customer.TicketsAsync(booking, "used, revoked, revoked");
        JsonObject revoked = await shop.Provider.ReadAsync($"api/v1/check-ins/revocations?since={before["since"]}&limit=1");
        ((bool)revoked["hasMore"]!).ShouldBeTrue();
        JsonObject rest = await shop.Provider.ReadAsync($"api/v1/check-ins/revocations?since={revoked["since"]}&limit=1");
        ((bool)rest["hasMore"]!).ShouldBeFalse();
        revoked["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => item!.Text("ticketId")).ShouldBe([tickets[1].Text("id"), tickets[2].Text("id")], ignoreOrder: true);
        (await shop.Provider.ReadAsync($"api/v1/check-ins/revocations?since={rest["since"]}"))["items"]!.AsArray().ShouldBeEmpty();
        tickets[1]["token"].ShouldBeNull();
        using HttpResponseMessage gone = await shop.Customer.GetAsync(new Uri($"api/v1/tickets/{tickets[1].Text("id")}/pdf", UriKind.Relative));
        await gone.ShouldRefuseAsync(410, "ticket_revoked");

        (await CountAsync(shop, "ticket.issued"), await CountAsync(shop, "ticket.used"), await CountAsync(shop, "ticket.revoked")).ShouldBe((3, 1, 2));
    }

    [Fact]
    public async Task Tickets_WhenTheSeatIsChangedAndTheBookingCancelled_AreThoseOfTheBooking()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1", "A-2"));
        JsonObject[] tickets = await shop.Customer.TicketsAsync(booking, "A-1 valid, A-2 valid");
        string old = tickets[0].Text("token");
        string changes = $"api/v1/bookings/{booking.Text("id")}/changes";

        JsonObject quote = await CancellationTests.QuoteAsync(shop.Customer, changes, AfterTheSaleTests.To(0, shop.SeatItem("A-2", "A-3")));
        await CancellationTests.ConfirmAsync(shop.Customer, changes, quote);

        JsonObject[] changed = await shop.Customer.TicketsAsync(booking, "A-1 revoked, A-2 valid, A-3 valid");
        changed[1].Text("id").ShouldBe(tickets[1].Text("id"));
        await CancellationTests.MoveStartAsync(shop, booking, "1 hours");
        (await shop.Admin.ScanAsync(Door.Scan(old))).Told().ShouldBe("refused revoked");
        (await shop.Admin.ScanAsync(Door.Scan(old).With("force", true).With("reason", "Is nice."))).Told().ShouldBe("refused revoked");
        (await shop.Admin.ScanAsync(changed[2], "north")).Told().ShouldBe("admitted");

        await CancellationTests.CancelAsync(shop.Admin, $"api/v1/bookings/{booking.Text("id")}/cancellations", """{"reason":"It is off."}""");
        await shop.Customer.TicketsAsync(booking, "A-1 revoked, A-2 revoked, A-3 revoked");
        (await shop.Admin.ScanAsync(Door.Scan(changed[1].Text("token")))).Told().ShouldBe("refused revoked");
    }

    [Fact]
    public async Task CheckIn_AtTheDeskAndAtTheDoor_AreTheSame()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.CarItem());
        JsonObject ticket = (await shop.Customer.TicketsAsync(booking, "valid"))[0];
        await CancellationTests.MoveStartAsync(shop, booking, "1 hours");
        string desk = $"api/v1/bookings/{booking.Text("id")}/check-ins";

        using HttpResponseMessage came = await shop.Provider.PostAsync(desk, new JsonObject { ["item"] = 0 }, key: "");
        JsonObject checkIn = await came.ShouldAnswerAsync(HttpStatusCode.Created);
        JsonObject twice = await shop.Provider.ScanAsync(ticket, "garage");
        twice.Told().ShouldBe("refused already_used");
        twice["used"]!["gate"].ShouldBeNull();
        using HttpResponseMessage undone = await shop.Provider.DeleteAsync(new Uri($"{desk}/{checkIn.Text("id")}", UriKind.Relative));
        undone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await shop.Customer.TicketsAsync(booking, "valid");

        (await shop.Provider.ScanAsync(ticket, "garage")).Told().ShouldBe("admitted");
        using HttpResponseMessage again = await shop.Provider.PostAsync(desk, new JsonObject { ["item"] = 0 }, key: "");
        await again.ShouldRefuseAsync(409, "already_checked_in");
    }

    [Fact]
    public async Task ScanTicket_WhenTheScannerWasOffline_CountsWhenItWasScanned()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1", "A-2"));
        JsonObject[] tickets = await shop.Customer.TicketsAsync(booking, "A-1 valid, A-2 valid");
        await CancellationTests.MoveStartAsync(shop, booking, "-5 hours");
        await app.ExecuteAsync($"UPDATE bookings SET ends_at = now() - interval '1 second' WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(booking.Text("id"))}");
        await Eventually.SatisfiesAsync(() => shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}"), read => read.Text("status") == "completed", what: "The end");

        string at = DateTimeOffset.UtcNow.AddHours(-3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        JsonObject late = await shop.Admin.ScanAsync(Door.Scan(tickets[0].Text("token")).With("scannedAt", at));
        late.Told().ShouldBe("admitted");
        late.Time("scannedAt").ShouldBe(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        (await shop.Admin.ScanAsync(tickets[1], "north")).Told().ShouldBe("refused too_late");

        tickets = await shop.Customer.TicketsAsync(booking, "A-1 used, A-2 valid");
        tickets[0].Time("usedAt").ShouldBe(late.Time("scannedAt"));
    }

    private static Task<long> CountAsync(Shop shop, string type) => shop.App.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND type = {type}");
}
