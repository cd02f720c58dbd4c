namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Time that a provider keeps, with appointments and sessions of classes inside.</summary>
[Collection(BookingCollection.Name)]
public sealed class ProviderBlackoutTests(BookingApp app)
{
    [Fact]
    public async Task PlaceProviderBlackout_WhenSessionsAreInside_CallsOffTheUnsoldAndIsRefusedOverTheSold()
    {
        Shop shop = await Shop.OpenAsync(app);
        (string ben, string yoga, string massage, string[] sessions) = await ClassesAsync(shop);
        await shop.BuyAsync(shop.Customer, CatalogDesk.Item(yoga, Shop.Local(17, 10)));
        string before = await shop.FootprintAsync();

        using (HttpResponseMessage refused = await shop.Admin.PostAsync(Path(ben), Body(10, 17)))
        {
            (await refused.ShouldRefuseAsync(409, "inventory_conflict"))["conflicts"]!.AsArray().ShouldHaveSingleItem()!.Text("reason").ShouldBe("booked");
        }

        // Nothing has happened, to the unsold session either.
        (await shop.FootprintAsync()).ShouldBe(before);
        (await StatesAsync(shop, yoga)).ShouldBe(["scheduled", "scheduled", "scheduled"]);

        using (HttpResponseMessage placed = await shop.Admin.PostAsync(Path(ben), Body(10, 10)))
        {
            JsonObject blackout = await placed.ShouldAnswerAsync(HttpStatusCode.Created);
            blackout["disturbs"]!.AsArray().ShouldBeEmpty();
            (await shop.Admin.ShowAsync(Path(ben)))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(blackout.Text("id"));
        }

        (await StatesAsync(shop, yoga)).ShouldBe(["cancelled", "scheduled", "scheduled"]);
        JsonObject day = await shop.Guest.ShowAsync($"api/v1/services/{yoga}/slots?date={CatalogDesk.Day(10)}");
        day["items"]!.AsArray().ShouldBeEmpty();
        day["days"]![0]!.Text("reason").ShouldBe("not_on_sale");
        using (HttpResponseMessage called = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(CatalogDesk.Item(yoga, Shop.Local(10, 10)))))
        {
            (await called.ShouldRefuseAsync(422, "rule_violated", "/items/0/from")).Text("reason").ShouldBe("not_on_sale");
        }

        (await shop.Guest.ShowAsync($"api/v1/services/{massage}/slots?date={CatalogDesk.Day(10)}"))["days"]![0]!.Text("reason").ShouldBe("blackout");
        using (HttpResponseMessage kept = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(CatalogDesk.Item(massage, Shop.Local(10, 14)))))
        {
            (await kept.ShouldRefuseAsync(409, "inventory_conflict"))["conflicts"]![0]!.Text("reason").ShouldBe("blackout");
        }

        using (HttpResponseMessage anew = await shop.Admin.PostAsync($"api/v1/services/{yoga}/sessions", new JsonObject { ["providerId"] = ben, ["from"] = Shop.Local(10, 12) }))
        {
            (await anew.ShouldRefuseAsync(409, "inventory_conflict"))["conflicts"]![0]!.Text("reason").ShouldBe("blackout");
        }

        sessions.Length.ShouldBe(3);
    }

    [Fact]
    public async Task PlaceProviderBlackout_WhenForced_OpensACaseForEachBookingOfSessionsAndAppointments()
    {
        Shop shop = await Shop.OpenAsync(app);
        (string ben, string yoga, string massage, _) = await ClassesAsync(shop);
        JsonObject place = await shop.BuyAsync(shop.Customer, CatalogDesk.Item(yoga, Shop.Local(10, 10)));
        JsonObject held = await shop.HoldAsync(shop.Stranger, CatalogDesk.Item(yoga, Shop.Local(10, 10)));
        JsonObject appointment = await shop.BuyAsync(shop.Customer, CatalogDesk.Item(massage, Shop.Local(10, 15)));
        JsonObject other = await shop.BuyAsync(shop.Customer, CatalogDesk.Item(yoga, Shop.Local(17, 10)));

        JsonObject blackout;
        using (HttpResponseMessage placed = await shop.Admin.PostAsync(Path(ben), Body(10, 10).With("force", true).With("reason", "Ben is away.")))
        {
            blackout = await placed.ShouldAnswerAsync(HttpStatusCode.Created);
        }

        blackout["disturbs"]!.AsArray().Count.ShouldBe(2);
        foreach (JsonObject booking in (JsonObject[])[place, appointment])
        {
            JsonObject cases = await Eventually.SatisfiesAsync(
                () => shop.Customer.ShowAsync($"api/v1/bookings/{booking.Text("id")}/cases"), seen => seen["items"]!.AsArray().Count > 0, what: "A case");
            JsonObject opened = cases["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
            (opened.Text("disruption"), opened.Text("note"), opened.Text("status")).ShouldBe(("cancelled", "Ben is away.", "open"));
        }

        // Everything that was told is handled: the other session has no case.
        long told = await shop.MessagesAsync("offering.disrupted", ben);
        told.ShouldBe(2);
        await Eventually.SatisfiesAsync(
            () => app.ScalarAsync<long>($"SELECT count(*) FROM inbox_messages WHERE tenant_id = {shop.TenantId} AND consumer = 'disruptions'"), count => count == told, what: "Handled disruptions");
        (await shop.Customer.ShowAsync($"api/v1/bookings/{other.Text("id")}/cases"))["items"]!.AsArray().ShouldBeEmpty();
        using (HttpResponseMessage late = await shop.Stranger.PostAsync("api/v1/bookings", Shop.BookingOf(held.Text("id"))))
        {
            await late.ShouldRefuseAsync(410, "hold_expired");
        }

        // All goes back for the place in the class; lifted, the time is the provider's customers' again, the session is not.
        JsonObject settled = (await shop.Customer.ShowAsync($"api/v1/bookings/{place.Text("id")}/cases"))["items"]![0]!.AsObject();
        using (HttpResponseMessage back = await shop.Customer.PostAsync($"api/v1/cases/{settled.Text("id")}/refund", new JsonObject()))
        {
            await back.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        (await CancellationTests.RefundsAsync(shop, place)).ShouldBe($"cancellation {place["price"]!.Amount()}");
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage lifted = await shop.Admin.DeleteAsync(new Uri($"{Path(ben)}/{blackout.Text("id")}", UriKind.Relative));
            lifted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await shop.HoldAsync(shop.Stranger, CatalogDesk.Item(massage, Shop.Local(10, 10)));
        (await StatesAsync(shop, yoga))[0].ShouldBe("cancelled");
    }

    [Fact]
    public async Task ProviderBlackouts_WhenBadOrNotTheProviders_AreRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        (string ben, _, _, _) = await ClassesAsync(shop);
        string before = await shop.FootprintAsync();
        foreach ((HttpClient http, int status, string code) in new (HttpClient, int, string)[] { (shop.Guest, 401, "not_authenticated"), (shop.Customer, 403, "forbidden"), (shop.Provider, 403, "not_the_owner") })
        {
            using HttpResponseMessage placed = await http.PostAsync(Path(ben), Body(10, 10));
            await placed.ShouldRefuseAsync(status, code);
            using HttpResponseMessage listed = await http.GetAsync(new Uri(Path(ben), UriKind.Relative));
            await listed.ShouldRefuseAsync(status, code);
            using HttpResponseMessage lifted = await http.DeleteAsync(new Uri($"{Path(ben)}/{Guid.NewGuid()}", UriKind.Relative));
            await lifted.ShouldRefuseAsync(status, code);
        }

        using (HttpResponseMessage unknown = await shop.Admin.PostAsync(Path(Guid.NewGuid().ToString()), Body(10, 10)))
        {
            await unknown.ShouldRefuseAsync(404, "provider_not_found");
        }

        using (HttpResponseMessage past = await shop.Admin.PostAsync(Path(ben), Body(10, 10).With("to", "2020-01-01T00:00:00Z")))
        {
            await past.ShouldRefuseAsync(422, "rule_violated", "/to");
        }

        (await shop.FootprintAsync()).ShouldBe(before);
        using HttpClient own = shop.SignIn(Shop.Id("user", 4), Roles.Provider);
        using HttpResponseMessage petra = await own.PostAsync(Path(shop.Petra.ToString()), Body(12, 12));
        await petra.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    /// <summary>A provider with three weekly sessions of a class at ten, and appointments.</summary>
    private static async Task<(string Provider, string Class, string Appointment, string[] Sessions)> ClassesAsync(Shop shop)
    {
        CatalogDesk desk = new(shop);
        string ben = (await desk.ProviderAsync("Ben")).Text("id");
        string yoga = (await desk.ServiceAsync("Yoga", [ben], new() { ["seatsPerSlot"] = 3 })).Text("id");
        string massage = (await desk.ServiceAsync("Massage", [ben])).Text("id");
        JsonObject scheduled = await desk.CreateAsync($"services/{yoga}/sessions", new() { ["providerId"] = ben, ["from"] = Shop.Local(10, 10), ["until"] = CatalogDesk.Day(24) });
        return (ben, yoga, massage, [.. scheduled["items"]!.AsArray().Select(session => session!.Text("id"))]);
    }

    private static string Path(string provider) => $"api/v1/providers/{provider}/blackouts";

    /// <summary>From the morning of one day to the evening of another.</summary>
    private static JsonObject Body(int from, int to) => new() { ["from"] = Shop.Local(from, 6), ["to"] = Shop.Local(to, 22), ["timeZone"] = "Europe/Berlin" };

    private static async Task<string[]> StatesAsync(Shop shop, string service) =>
        [.. (await shop.Guest.ShowAsync($"api/v1/services/{service}/sessions"))["items"]!.AsArray().Select(session => session!.Text("status"))];
}
