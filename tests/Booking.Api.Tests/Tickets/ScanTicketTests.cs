namespace Booking.Api.Tests.Tickets;

using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Forged, foreign and ill-formed tickets.</summary>
[Collection(BookingCollection.Name)]
public sealed class ScanTicketTests(BookingApp app)
{
    [Fact]
    public async Task ScanTicket_WhenItIsForgedOrForeign_SaysWhyAndChangesNothing()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Shop other = await Shop.OpenAsync(app);
        (JsonObject booking, JsonObject ticket) = await SellAsync(shop);
        (_, JsonObject foreign) = await SellAsync(other);
        byte[] token = Base64Url.DecodeFromChars(ticket.Text("token"));
        string before = await shop.FootprintAsync();

        (await shop.Admin.ScanAsync(Door.Scan(foreign.Text("token")))).Told().ShouldBe("refused bad_signature");
        (await other.Admin.ScanAsync(Door.Scan(ticket.Text("token")))).Told().ShouldBe("refused bad_signature");
        (await shop.Admin.ScanAsync(Door.Scan("no token at all"))).Told().ShouldBe("refused malformed");
        (await shop.Admin.ScanAsync(Door.Scan(Flip(token, 2)))).Told().ShouldBe("refused unknown_key");
        (await shop.Admin.ScanAsync(Door.Scan(Flip(token, token.Length - 70)))).Told().ShouldBe("refused bad_signature");
        JsonObject forced = await shop.Admin.ScanAsync(Door.Scan(Flip(token, token.Length - 1)).With("force", true).With("reason", "Looks all right."));
        forced.Told().ShouldBe("refused bad_signature");
        forced["ticket"].ShouldBeNull();

        // No ticket for a driver, and a customer has no door.
        (await shop.Driver.ScanAsync(Door.Scan(ticket.Text("token")))).Told().ShouldBe("refused wrong_offering");
        using (HttpResponseMessage customer = await shop.Customer.PostAsync("api/v1/check-ins", Door.Scan(ticket.Text("token")), key: ""))
        {
            await customer.ShouldRefuseAsync(403, "forbidden");
        }

        // Another provider's door, even by force, and without a word about the ticket.
        using HttpClient rival = shop.SignIn(Shop.Id("user", 2), Roles.Provider);
        JsonObject refused = await rival.ScanAsync(Door.Scan(ticket.Text("token")).With("force", true).With("reason", "Mine."));
        refused.Told().ShouldBe("refused wrong_offering");
        refused["ticket"].ShouldBeNull();

        await shop.Customer.TicketsAsync(booking, "valid");
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task ScanTicket_WhenTheRequestIsNotOfTheForm_Refuses()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (_, JsonObject ticket) = await SellAsync(shop);
        string token = ticket.Text("token");
        string before = await shop.FootprintAsync();
        string future = DateTimeOffset.UtcNow.AddHours(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        string past = DateTimeOffset.UtcNow.AddDays(-8).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

        foreach ((JsonObject body, int status, string code, string pointer) in ((JsonObject, int, string, string)[])
        [
            (Door.Scan(""), 400, "validation_failed", "/token"),
            (Door.Scan(new string('A', 1_025)), 400, "validation_failed", "/token"),
            (Door.Scan(token, ""), 400, "validation_failed", "/gate"),
            (Door.Scan(token, "a\nb"), 400, "validation_failed", "/gate"),
            (Door.Scan(token).With("nonce", new string('n', 65)), 400, "validation_failed", "/nonce"),
            (Door.Scan(token).With("force", true), 400, "validation_failed", "/reason"),
            (Door.Scan(token).With("scannedAt", future), 422, "rule_violated", "/scannedAt"),
            (Door.Scan(token).With("scannedAt", past), 422, "rule_violated", "/scannedAt"),
        ])
        {
            using HttpResponseMessage refused = await shop.Admin.PostAsync("api/v1/check-ins", body, key: "");
            await refused.ShouldRefuseAsync(status, code, pointer);
        }

        using HttpResponseMessage incomplete = await shop.Admin.PostAsync("api/v1/check-ins", new JsonObject { ["token"] = token }, key: "");
        await incomplete.ShouldRefuseAsync(400, "malformed_request");
        (await shop.FootprintAsync()).ShouldBe(before);
        JsonObject first = Door.Scan(token);
        await shop.Admin.ScanAsync((JsonObject)first.DeepClone());
        before = await shop.FootprintAsync();
        using HttpResponseMessage reused = await shop.Admin.PostAsync("api/v1/check-ins", first.With("gate", "south"), key: "");
        await reused.ShouldRefuseAsync(422, "nonce_reused");
        using HttpResponseMessage customer = await shop.Customer.PostAsync("api/v1/check-ins", Door.Scan(token), key: "");
        await customer.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage guest = await shop.Guest.PostAsync("api/v1/check-ins", Door.Scan(token), key: "");
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        using HttpResponseMessage curious = await shop.Customer.GetAsync(new Uri("api/v1/check-ins/revocations", UriKind.Relative));
        await curious.ShouldRefuseAsync(403, "forbidden");
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task GetTicket_WhenCallerIsSomebodyElse_Is404()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Shop other = await Shop.OpenAsync(app);
        (JsonObject booking, JsonObject ticket) = await SellAsync(shop);
        foreach (HttpClient client in (HttpClient[])[shop.Guest, shop.Stranger, shop.Provider, other.Customer, other.Admin])
        {
            foreach ((string path, string code) in ((string, string)[])[($"tickets/{ticket.Text("id")}/pdf", "ticket_not_found"), ($"tickets/{ticket.Text("id")}/qr", "ticket_not_found"), ($"bookings/{booking.Text("id")}/tickets", "booking_not_found")])
            {
                using HttpResponseMessage refused = await client.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
                await refused.ShouldRefuseAsync(404, code);
            }
        }
    }

    [Fact]
    public async Task ListTicketKeys_WhenAskedByAnybody_TellsThePublicPartAlone()
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri(".well-known/ticket-keys.json", UriKind.Relative));

        JsonObject key = (await response.ShouldAnswerAsync(HttpStatusCode.OK))["keys"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        key.Select(member => member.Key).ShouldBe(["kty", "crv", "kid", "use", "alg", "x", "y"], ignoreOrder: true);
        key.Text("kty").ShouldBe("EC");
        response.Headers.CacheControl!.Public.ShouldBeTrue();
    }

    [Fact]
    public async Task ScanTicket_AtTheDoorOfABus_IsForItsDriver()
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.LegItem(0, 2, "7A"));
        JsonObject ticket = (await shop.Customer.TicketsAsync(booking, "7A valid"))[0];

        (await shop.Driver.ScanAsync(ticket, "door")).Told().ShouldBe("refused too_early");
        await CancellationTests.MoveStartAsync(shop, booking, "1 hours");
        (await shop.Driver.ScanAsync(ticket, "door")).Told().ShouldBe("admitted");

        await shop.Customer.TicketsAsync(booking, "7A used");
    }

    private static async Task<(JsonObject Booking, JsonObject Ticket)> SellAsync(Shop shop)
    {
        HttpClient customer = shop.Customer;
        JsonObject booking = await shop.BuyAsync(customer, new JsonObject { ["kind"] = "ticket", ["ticketTypeId"] = shop.TicketType, ["quantity"] = 1 });
        JsonObject[] tickets = await customer.TicketsAsync(booking, "valid");
        await CancellationTests.MoveStartAsync(shop, booking, "1 hours");
        return (booking, tickets[0]);
    }

    private static string Flip(byte[] token, int at) => Base64Url.EncodeToString([.. token.Select((value, i) => i == at ? (byte)(value ^ 1) : value)]);
}
