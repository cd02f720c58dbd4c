namespace Booking.Api.Tests.Notifications;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Venues;
using Booking.Api.Tests.Waitlist;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>How waiting, asking and not coming end, as those concerned read it in their language.</summary>
[Collection(BookingCollection.Name)]
public sealed class NotificationEndingsTests(BookingApp app)
{
    private static readonly string[] Told =
    [
        "waitlist.joined", "waitlist.offered", "waitlist.accepted", "waitlist.expired", "venue_request.placed", "venue_request.approved", "venue_request.declined", "venue_request.lapsed", "booking.no_show",
    ];

    /// <summary>All of it is set going first: the workers look at what has lapsed every few seconds, and one look takes all.</summary>
    [Fact]
    public async Task Endings_WhenTheyCome_AreToldOnceInTheLanguageOfEach()
    {
        Shop shop = await Shop.OpenAsync(app);
        HttpClient germanAdmin = await NewAdminAsync(shop);
        await ChooseGermanAsync(shop.Stranger);
        await ChooseGermanAsync(germanAdmin);
        HttpClient holder = await shop.NewCustomerAsync();

        // Both wait for one each of the two that are left, and for hours of a hall.
        JsonObject scarce = await shop.HoldAsync(holder, shop.Scarce(2));
        JsonObject hall = await shop.HoldAsync(holder, shop.HallItem(hour: 3));
        await shop.HoldAsync(holder, shop.HallItem(hour: 8));
        JsonObject[] lapsing = [await shop.Customer.JoinAsync(shop.Scarce(1)), await shop.Stranger.JoinAsync(shop.Scarce(1))];
        JsonObject accepting = await shop.Customer.JoinAsync(shop.HallItem(hour: 3));
        JsonObject[] closing = [await shop.Customer.JoinAsync(shop.HallItem(hour: 8)), await shop.Stranger.JoinAsync(shop.HallItem(hour: 3))];
        await holder.ReleaseAsync(scarce);
        await holder.ReleaseAsync(hall);

        // Both ask for a hall of an owner who decides: one request is approved, one declined, one not answered.
        string asked = await VenueRequestTests.RequestHallAsync(shop, "nothing");
        List<string> english = [];
        List<string> german = [];
        foreach ((HttpClient customer, int day, List<string> titles, string[] words) in ((HttpClient, int, List<string>, string[])[])
            [
                (shop.Customer, 21, english, ["Your request {0} is approved", "Your request {0} was declined", "Your request {0} was not answered"]),
                (shop.Stranger, 24, german, ["Ihre Anfrage {0} ist angenommen", "Ihre Anfrage {0} wurde abgelehnt", "Ihre Anfrage {0} blieb ohne Antwort"]),
            ])
        {
            for (int i = 0; i < words.Length; i++)
            {
                JsonObject request = await customer.BookHallAsync(asked, Halls.Wish(day + i));
                titles.Add(words[i].Replace("{0}", request.Text("number"), StringComparison.Ordinal));
                await EndRequestAsync(shop, request["request"]!.Text("id"), i);
            }
        }

        // Nobody comes to either's hall, and nobody drives.
        JsonObject[] missed = [await shop.BuyAsync(shop.Customer, shop.HallItem(hour: 14)), await shop.BuyAsync(shop.Stranger, shop.HallItem(hour: 19))];
        foreach (JsonObject booking in missed)
        {
            await MissAsync(shop, booking);
        }

        JsonObject ride = await shop.BookAsync(shop.Customer, shop.CarItem(days: 30, hour: 8, hours: 3).With("withDriver", true));
        await app.ExecuteAsync($"UPDATE drivers SET is_active = false WHERE tenant_id = {shop.TenantId}");
        await shop.PlayAsync((await shop.OpenPaymentAsync(shop.Customer, ride.Text("id"))).Text("id"), "succeed");

        await shop.Customer.BecomesAsync(accepting, "offered");
        using HttpResponseMessage accepted = await shop.Customer.AnswerAsync(accepting, "accept");
        await accepted.ShouldAnswerAsync(HttpStatusCode.OK);
        await LapseAsync(shop, shop.Customer, lapsing[0]);
        await LapseAsync(shop, shop.Stranger, lapsing[1]);
        foreach (JsonObject entry in closing)
        {
            await app.ExecuteAsync($"UPDATE waitlist_entries SET lasts_until = now() - interval '1 second' WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(entry.Text("id"))}");
        }

        foreach (JsonObject entry in (JsonObject[])[lapsing[0], .. closing])
        {
            using HttpResponseMessage promoted = await shop.Admin.PostAsync("api/v1/waitlist/promotions", new JsonObject { ["entryId"] = entry.Text("id") });
            await promoted.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        string product = lapsing[0].Text("title");
        string room = accepting.Text("title");
        english.AddRange([$"It is your turn: {product}", $"It is your turn: {room}", $"Your place in the queue has ended: {product}", $"Your place in the queue has ended: {room}", $"We missed you: booking {missed[0].Text("number")}"]);
        german.AddRange([$"Sie sind an der Reihe: {product}", $"Ihr Platz auf der Warteliste ist verfallen: {product}", $"Ihr Platz auf der Warteliste ist verfallen: {room}", $"Wir haben Sie vermisst: Buchung {missed[1].Text("number")}"]);
        await ReadAsync(shop.Customer, english);
        await ReadAsync(shop.Stranger, german);
        (await ReadAsync(shop.Admin, [$"Nobody drives: booking {ride.Text("number")}"], "ride.unassigned"))[0].Text("text").ShouldEndWith("No driver fits.");
        (await ReadAsync(germanAdmin, [$"Niemand fährt: Buchung {ride.Text("number")}"], "ride.unassigned"))[0].Text("text").ShouldEndWith("Kein Fahrer passt.");
    }

    /// <summary>What the inbox tells of endings, once these titles have come: each of them once, and no others.</summary>
    private static async Task<JsonObject[]> ReadAsync(HttpClient http, IReadOnlyList<string> titles, params string[] events)
    {
        string[] told = events.Length > 0 ? events : Told;
        JsonObject[] messages = await Eventually.SatisfiesAsync(
            async () => (JsonObject[])[.. (await http.ReadAsync("api/v1/notifications?limit=200"))["items"]!.AsArray().Select(message => message!.AsObject()).Where(message => told.Contains(message.Text("event")))],
            seen => titles.All(title => seen.Any(message => message.Text("title") == title)), TimeSpan.FromSeconds(60), string.Join(", ", titles));
        messages.Select(message => message.Text("title")).ShouldBe(titles, ignoreOrder: true);
        messages.ShouldAllBe(message => message.Text("text").Length > 0 && !message.ToJsonString().Contains("{{", StringComparison.Ordinal));
        return messages;
    }

    private static async Task<HttpClient> NewAdminAsync(Shop shop)
    {
        Guid id = Guid.CreateVersion7();
        await shop.App.ExecuteAsync(
            $"""
            INSERT INTO users (tenant_id, id, email, name, phone, password_hash, roles, created_at, version)
            SELECT tenant_id, {id}, {$"{id:N}@example.test"}, 'Adele Admin', NULL, password_hash, roles, created_at, 1 FROM users WHERE tenant_id = {shop.TenantId} AND email = 'admin@demo.test'
            """);
        return shop.SignIn(id, Roles.Admin);
    }

    private static async Task ChooseGermanAsync(HttpClient http)
    {
        using HttpRequestMessage request = new(HttpMethod.Patch, "api/v1/notifications/preferences") { Content = new StringContent("""{ "language": "de" }""", System.Text.Encoding.UTF8, "application/json") };
        using HttpResponseMessage response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <param name="ending">0 approves, 1 declines, 2 lets the time for an answer run out.</param>
    private static async Task EndRequestAsync(Shop shop, string id, int ending)
    {
        if (ending == 2)
        {
            await shop.App.ExecuteAsync($"UPDATE venue_requests SET respond_by = now() - interval '1 second' WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(id)}");
            return;
        }

        using HttpResponseMessage response = await shop.Admin.PostAsync($"api/v1/venue-requests/{id}/{(ending == 0 ? "approve" : "decline")}", new JsonObject());
        await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    private static async Task MissAsync(Shop shop, JsonObject booking)
    {
        Guid id = Guid.Parse(booking.Text("id"));
        await CancellationTests.MoveStartAsync(shop, booking, "-1 hours");
        await shop.App.ExecuteAsync(
            $"UPDATE bookings SET items = jsonb_set(items, ARRAY['0', 'checkInWithinMinutes'], '30'), check_in_by = now() - interval '30 minutes' WHERE tenant_id = {shop.TenantId} AND id = {id}");
    }

    private static async Task LapseAsync(Shop shop, HttpClient customer, JsonObject entry)
    {
        JsonObject offered = await customer.BecomesAsync(entry, "offered");
        await shop.App.ExecuteAsync($"UPDATE waitlist_entries SET offer_expires_at = now() - interval '1 second' WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(entry.Text("id"))}");
        await shop.LapseAsync(offered["offer"]!.Text("holdId"));
    }
}
