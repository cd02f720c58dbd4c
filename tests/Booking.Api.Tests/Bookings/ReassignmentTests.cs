namespace Booking.Api.Tests.Bookings;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Providers fall out of appointments that are sold.</summary>
[Collection(BookingCollection.Name)]
public sealed class ReassignmentTests(BookingApp app)
{
    [Fact]
    public async Task Reassign_WhenAProviderFallsOut_TheNextBestHasTheAppointmentOfWhoeverDidNotMind()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);
        string[] others = [(await desk.ProviderAsync("Ben")).Text("id"), (await desk.ProviderAsync("Cleo")).Text("id")];

        // Four ways to fall out, and an appointment of each; Ben and Cleo are there for all of them.
        Sale ill = await SellAsync(desk, shop, shop.Petra.ToString(), others, day: 10, withAny: true);
        Sale away = await SellAsync(desk, shop, (await desk.ProviderAsync("Away")).Text("id"), others, day: 11, withAny: true);
        Sale shorter = await SellAsync(desk, shop, (await desk.ProviderAsync("Shorter")).Text("id"), others, day: 12, withAny: true);
        Sale gone = await SellAsync(desk, shop, (await desk.ProviderAsync("Gone")).Text("id"), others, day: 13, withAny: true);
        Sale kept = await SellAsync(desk, shop, gone.Provider, others, day: 14, withAny: false);
        JsonObject given = await GiveBackAsync(desk.Petra, ill.Booking, "I am ill.");
        ((bool)given["isSought"]!, given["caseId"]).ShouldBe((true, null));
        JsonObject time = new() { ["from"] = Shop.Local(11, 6), ["to"] = Shop.Local(11, 22), ["timeZone"] = "Europe/Berlin", ["reason"] = "A day off.", ["force"] = true };
        using (HttpResponseMessage blackout = await shop.Admin.PostAsync($"api/v1/providers/{away.Provider}/blackouts", time))
        {
            await blackout.ShouldAnswerAsync(HttpStatusCode.Created);
        }

        using (HttpResponseMessage hours = await desk.ChangeAsync(HttpMethod.Put, $"providers/{shorter.Provider}/hours", new() { ["hours"] = CatalogDesk.Week("14:00", "20:00") }, $"providers/{shorter.Provider}"))
        {
            await hours.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        await desk.PatchAsync($"providers/{gone.Provider}", new() { ["isActive"] = false });

        foreach (Sale sale in (Sale[])[ill, away, shorter, gone])
        {
            JsonObject now = await Eventually.SatisfiesAsync(
                () => shop.Customer.ShowAsync($"api/v1/bookings/{sale.Booking}"), booking => Details(booking).Text("providerId") != sale.Provider, TimeSpan.FromSeconds(60), "Another provider");
            others.ShouldContain(Details(now).Text("providerId"));
            Details(now).Text("chosenBecause").ShouldStartWith("score ");
            now["price"]!.Amount().ShouldBe(0);
            (await TakenAsync(shop, sale.Booking)).ShouldBe(Details(now).Text("providerId"));
            (await shop.MessagesAsync("appointment.reassigned", sale.Booking)).ShouldBe(1);
            (await CasesAsync(shop, sale.Booking)).ShouldBeEmpty();
        }

        // The engine shares them out, and says how.
        JsonObject why = await shop.Admin.ShowAsync($"api/v1/admin/bookings/{ill.Booking}/items/0/provider/explain");
        JsonNode search = why["reassignments"]!.AsArray().ShouldHaveSingleItem()!;
        (search.Text("status"), search.Text("fromName"), search.Text("reason")).ShouldBe(("done", "Petra Demo", "I am ill."));
        search["considered"]!.AsArray().Select(provider => provider!.Text("name")).ShouldBe(["Ben", "Cleo"], ignoreOrder: true);
        ((double)search["considered"]![0]!["score"]!["load"]!).ShouldBe(1);
        why["candidates"]!.AsArray().Single(provider => provider!.Text("name") == "Petra Demo")!["reasons"]!.AsArray().Select(reason => (string?)reason).ShouldBe(["asked"]);
        JsonObject inbox = await Eventually.SatisfiesAsync(
            () => shop.Customer.ShowAsync("api/v1/notifications?limit=200"), seen => seen["items"]!.AsArray().Count(message => message!.Text("event") == "appointment.reassigned") == 4, TimeSpan.FromSeconds(60), "Messages");
        inbox["items"]!.AsArray().First(message => message!.Text("event") == "appointment.reassigned")!.Text("text").ShouldNotContain("{{");

        // Whoever named somebody has what was sold.
        Details(await shop.Customer.ShowAsync($"api/v1/bookings/{kept.Booking}")).Text("providerId").ShouldBe(gone.Provider);
        (await CasesAsync(shop, kept.Booking)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reassign_WhenNobodyIsLeftOrSomebodyWasNamed_OpensACaseThatAPersonsChoiceSettles()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);
        string ben = (await desk.ProviderAsync("Ben", "12:00")).Text("id");
        Sale any = await SellAsync(desk, shop, shop.Petra.ToString(), [ben], day: 10, withAny: true);
        Sale named = await SellAsync(desk, shop, shop.Petra.ToString(), [ben], day: 11, withAny: false);
        Sale stranger = await SellAsync(desk, shop, ben, [], day: 12, withAny: false, hour: 15);

        string before = await shop.FootprintAsync();
        foreach ((HttpClient http, string booking, int status, string code) in new (HttpClient, string, int, string)[]
            { (shop.Guest, any.Booking, 401, "not_authenticated"), (shop.Customer, any.Booking, 403, "forbidden"), (desk.Petra, stranger.Booking, 404, "booking_not_found"), (shop.Admin, Guid.NewGuid().ToString(), 404, "booking_not_found") })
        {
            using HttpResponseMessage given = await http.PostAsync($"api/v1/bookings/{booking}/items/0/provider/cancel", new JsonObject { ["reason"] = "No." });
            await given.ShouldRefuseAsync(status, code);
            using HttpResponseMessage moved = await http.PostAsync(Path(booking), new JsonObject { ["providerId"] = ben });
            await moved.ShouldRefuseAsync(status, code);
        }

        foreach ((JsonObject body, string pointer) in new (JsonObject, string)[] { (new() { ["providerId"] = Guid.NewGuid() }, "/providerId"), (new() { ["providerId"] = ben }, "/providerId") })
        {
            using HttpResponseMessage moved = await shop.Admin.PostAsync(Path(any.Booking), body);
            await moved.ShouldRefuseAsync(422, "rule_violated", pointer);
        }

        using (HttpResponseMessage none = await shop.Admin.PostAsync(Path(any.Booking, item: 1), new JsonObject { ["providerId"] = ben }))
        {
            await none.ShouldRefuseAsync(422, "rule_violated", "/item");
        }

        using (HttpResponseMessage same = await shop.Admin.PostAsync(Path(any.Booking), new JsonObject { ["providerId"] = any.Provider }))
        {
            await same.ShouldRefuseAsync(409, "provider_assigned");
        }

        (await shop.FootprintAsync()).ShouldBe(before);

        // Ben begins at noon: nobody is left.
        await GiveBackAsync(desk.Petra, any.Booking, "I am ill.");
        JsonObject given2 = await GiveBackAsync(desk.Petra, named.Booking, "I am ill.");
        (bool isSought, string caseId) = ((bool)given2["isSought"]!, given2.Text("caseId"));
        isSought.ShouldBeFalse();
        using (HttpResponseMessage again = await desk.Petra.PostAsync($"api/v1/bookings/{named.Booking}/items/0/provider/cancel", new JsonObject { ["reason"] = "I am ill." }))
        {
            await again.ShouldRefuseAsync(409, "provider_sought");
        }

        JsonArray cases = (await Eventually.SatisfiesAsync(
            () => shop.Customer.ShowAsync($"api/v1/bookings/{any.Booking}/cases"), seen => seen["items"]!.AsArray().Count > 0, TimeSpan.FromSeconds(60), "A case"))["items"]!.AsArray();
        JsonNode opened = cases.ShouldHaveSingleItem()!;
        (opened.Text("disruption"), opened.Text("note"), opened.Text("title")).ShouldBe(("cancelled", "I am ill.", "Petra Demo"));
        (await CasesAsync(shop, named.Booking)).ShouldHaveSingleItem()!.Text("id").ShouldBe(caseId);
        (await TakenAsync(shop, any.Booking)).ShouldBe(any.Provider);
        (await shop.MessagesAsync("appointment.reassigned", any.Booking)).ShouldBe(0);

        // An admin asks Ben to come earlier, once for however often the call is made; but not where he has a customer.
        foreach (Sale sale in (Sale[])[any, named])
        {
            string key = Guid.NewGuid().ToString();
            for (int i = 0; i < 2; i++)
            {
                using HttpResponseMessage moved = await shop.Admin.PostAsync(Path(sale.Booking), new JsonObject { ["providerId"] = ben, ["force"] = true, ["note"] = "Ben comes earlier." }, key);
                JsonObject done = await moved.ShouldAnswerAsync(HttpStatusCode.OK);
                (done.Text("status"), done.Text("toName"), done.Text("assignedBy")).ShouldBe(("done", "Ben", Shop.Id("user", 5).ToString()));
            }

            (await TakenAsync(shop, sale.Booking)).ShouldBe(ben);
            (await CasesAsync(shop, sale.Booking)).ShouldHaveSingleItem()!.Text("status").ShouldBe("rebooked");
            (await shop.MessagesAsync("appointment.reassigned", sale.Booking)).ShouldBe(1);
        }

        Details(await shop.Customer.ShowAsync($"api/v1/bookings/{named.Booking}"))["chosenBecause"].ShouldBeNull();
    }

    private static async Task<Sale> SellAsync(CatalogDesk desk, Shop shop, string provider, string[] others, int day, bool withAny, int hour = 10)
    {
        string service = (await desk.ServiceAsync($"Massage {day}", [provider], new() { ["price"] = CatalogDesk.Money(0) })).Text("id");
        JsonObject item = CatalogDesk.Item(service, Shop.Local(day, hour));
        JsonObject booking = await shop.BookAsync(shop.Customer, withAny ? item : item.With("providerId", provider));
        booking.Text("status").ShouldBe("confirmed");
        await desk.PatchAsync($"services/{service}", new() { ["providers"] = new JsonArray([.. others.Prepend(provider).Select(id => (JsonNode?)new JsonObject { ["providerId"] = id })]) });
        return new Sale(booking.Text("id"), provider);
    }

    private static async Task<JsonObject> GiveBackAsync(HttpClient http, string booking, string reason)
    {
        using HttpResponseMessage given = await http.PostAsync($"api/v1/bookings/{booking}/items/0/provider/cancel", new JsonObject { ["reason"] = reason });
        return await given.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    /// <summary>Whose time the booking has.</summary>
    private static Task<string> TakenAsync(Shop shop, string booking) =>
        shop.App.ScalarAsync<string>($"SELECT string_agg(unit_id::text, ',') FROM slot_claims WHERE tenant_id = {shop.TenantId} AND booking_id = {Guid.Parse(booking)} AND state = 'booked'");

    private static async Task<JsonArray> CasesAsync(Shop shop, string booking) => (await shop.Customer.ShowAsync($"api/v1/bookings/{booking}/cases"))["items"]!.AsArray();

    private static JsonNode Details(JsonObject booking) => booking["items"]![0]!["details"]!;

    private static string Path(string booking, int item = 0) => $"api/v1/admin/bookings/{booking}/items/{item}/provider";

    private sealed record Sale(string Booking, string Provider);
}
