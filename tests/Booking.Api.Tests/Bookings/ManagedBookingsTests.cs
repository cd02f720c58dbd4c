namespace Booking.Api.Tests.Bookings;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>What a provider sees of the bookings of own offerings: Petra has the car and performs the service, another provider has the hall.</summary>
[Collection(BookingCollection.Name)]
public sealed class ManagedBookingsTests(BookingApp app)
{
    private const string Managed = "api/v1/bookings?managed=true";

    [Fact]
    public async Task ListBookings_WhenManaged_ShowsEachProviderTheOwnItemsAndNothingOfTheOthers()
    {
        (Shop shop, HttpClient other) = await OpenAsync();
        string id = (await shop.BookAsync(shop.Customer, shop.HallItem(), shop.CarItem(), shop.ServiceItem(), shop.ProductItem())).Text("id");
        string foreign = (await shop.BookAsync(shop.Customer, shop.FreeTicketItem())).Text("id");

        JsonObject seen = (await BookingsAsync(shop.Provider, Managed)).ShouldHaveSingleItem();
        seen.Text("id").ShouldBe(id);
        seen["itemNumbers"]!.ToJsonString().ShouldBe("[1,2]");
        seen["items"]!.AsArray().Select(item => item!.Text("kind")).ShouldBe(["car", "service"]);
        seen["itemStates"]!.ToJsonString().ShouldBe("""["live","live"]""");
        seen["startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(seen["items"]!.AsArray().Min(item => item!["from"]!.GetValue<DateTimeOffset>()));
        seen["price"]!["lines"]!.AsArray().Select(line => (int?)line!["item"]).Distinct().ShouldBe([1, 2], ignoreOrder: true);
        seen["price"]!["total"]!["amount"]!.GetValue<long>().ShouldBe(seen["price"]!["lines"]!.AsArray().Sum(line => line!["amount"]!["amount"]!.GetValue<long>()));

        JsonObject hall = (await BookingsAsync(other, Managed)).ShouldHaveSingleItem();
        hall["itemNumbers"]!.ToJsonString().ShouldBe("[0]");
        hall["items"]!.AsArray().ShouldHaveSingleItem()!.Text("kind").ShouldBe("venue");

        (await other.ReadAsync($"api/v1/bookings/{id}")).ToJsonString().ShouldBe(hall.ToJsonString());
        foreach (HttpClient provider in (HttpClient[])[shop.Provider, other])
        {
            using HttpResponseMessage missing = await provider.GetAsync($"api/v1/bookings/{foreign}");
            await missing.ShouldRefuseAsync(404, "booking_not_found");
        }

        (await BookingsAsync(shop.Admin, Managed)).Select(booking => booking.Text("id")).ShouldBe([foreign, id]);
        (await BookingsAsync(other, "api/v1/bookings")).ShouldBeEmpty();
    }

    [Fact]
    public async Task GetBooking_WhenAProviderLooks_HidesWhatIsTheCustomersOwn()
    {
        (Shop shop, _) = await OpenAsync();
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.CarItem(), shop.SeatItem("A-1", "A-2"));
        JsonObject order = Shop.BookingOf(hold.Text("id"));
        order["metadata"] = new JsonObject { ["costCentre"] = "4711" };
        order["passengers"] = new JsonArray(
            new JsonObject { ["item"] = 0, ["name"] = "Dora Driver" }, new JsonObject { ["item"] = 1, ["seat"] = "A-1", ["name"] = "Secret Guest" });
        using HttpResponseMessage made = await shop.Customer.PostAsync("api/v1/bookings", order);
        JsonObject booking = await made.ShouldAnswerAsync(HttpStatusCode.Created);

        JsonObject seen = await shop.Provider.ReadAsync($"api/v1/bookings/{booking.Text("id")}");

        seen["customer"]!.ToJsonString().ShouldBe(new JsonObject { ["name"] = booking["customer"]!.Text("name"), ["email"] = null, ["phone"] = null }.ToJsonString());
        seen["metadata"]!.AsObject().Count.ShouldBe(0);
        seen["passengers"]!.AsArray().ShouldHaveSingleItem()!.Text("name").ShouldBe("Dora Driver");
        seen["availableActions"]!.AsArray().ShouldBeEmpty();
        string text = seen.ToJsonString();
        foreach (string hidden in (string[])["zoe@example.test", "+4930123456", "4711", "Secret Guest", "A-1", booking["items"]![1]!.Text("title")])
        {
            text.ShouldNotContain(hidden);
        }

        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}"))["itemNumbers"]!.ToJsonString().ShouldBe("[0,1]");
    }

    [Fact]
    public async Task ListBookings_WhenManaged_PagesAndFiltersByTheOwnItems()
    {
        (Shop shop, HttpClient other) = await OpenAsync();
        List<string> made = [];
        for (int day = 20; day < 25; day++)
        {
            made.Insert(0, (await shop.BookAsync(shop.Customer, shop.CarItem(day), shop.HallItem(day + 20))).Text("id"));
        }

        List<string> pages = [];
        string? path = $"{Managed}&limit=2";
        while (path is not null)
        {
            JsonObject page = await shop.Provider.ReadAsync(path);
            pages.AddRange(page["items"]!.AsArray().Select(booking => booking!.Text("id")));
            path = (string?)page["nextCursor"] is { } next ? $"{Managed}&limit=2&cursor={Uri.EscapeDataString(next)}" : null;
        }

        pages.ShouldBe(made);
        (await IdsAsync(shop.Provider, $"from={Shop.Hour(23, 0)}")).ShouldBe(made[..2]);
        (await IdsAsync(other, $"from={Shop.Hour(23, 0)}&to={Shop.Hour(41, 0)}")).ShouldBe([made[4]]);
        (await IdsAsync(shop.Provider, $"offeringId={shop.Car}")).ShouldBe(made);
        (await IdsAsync(shop.Provider, $"offeringId={shop.Hall}")).ShouldBeEmpty();
        (await IdsAsync(shop.Provider, "status=awaiting_payment")).ShouldBe(made);
        (await IdsAsync(shop.Provider, "status=confirmed")).ShouldBeEmpty();
        string cursor = Uri.EscapeDataString((string)(await shop.Provider.ReadAsync($"{Managed}&limit=1"))["nextCursor"]!);
        using HttpResponseMessage mixed = await shop.Provider.GetAsync($"api/v1/bookings?cursor={cursor}");
        await mixed.ShouldRefuseAsync(400, "invalid_cursor");
    }

    [Fact]
    public async Task ListBookings_WhenTicketsAndSeatsOfTripsAreSold_ShowsThemToWhoRunsThem()
    {
        (Shop shop, HttpClient other) = await OpenAsync();
        await app.ExecuteAsync($"UPDATE events SET owner_id = (SELECT owner_id FROM venues v WHERE v.tenant_id = {shop.TenantId} AND v.id = {shop.Hall}) WHERE tenant_id = {shop.TenantId}");
        await app.ExecuteAsync($"UPDATE operators SET owner_id = {Shop.Id("user", 4)} WHERE tenant_id = {shop.TenantId}");
        await app.ExecuteAsync($"UPDATE products SET owner_id = {Shop.Id("user", 4)} WHERE tenant_id = {shop.TenantId}");
        await shop.BookAsync(shop.Customer, shop.TicketItem(), shop.SeatItem("B-1"), shop.LegItem(0, 1, "1A"), shop.ProductItem());

        (await BookingsAsync(other, Managed)).ShouldHaveSingleItem()["itemNumbers"]!.ToJsonString().ShouldBe("[0,1]");
        (await BookingsAsync(shop.Provider, Managed)).ShouldHaveSingleItem()["itemNumbers"]!.ToJsonString().ShouldBe("[2,3]");
    }

    [Fact]
    public async Task ListBookings_WhenAnItemBecomesAnotherOwners_MovesToThatOne()
    {
        (Shop shop, HttpClient other) = await OpenAsync();
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.CarItem());
        await app.ExecuteAsync($"UPDATE cars SET owner_id = (SELECT owner_id FROM venues v WHERE v.tenant_id = {shop.TenantId} AND v.id = {shop.Hall}) WHERE tenant_id = {shop.TenantId}");
        (await BookingsAsync(other, Managed)).ShouldBeEmpty();

        string path = $"api/v1/bookings/{booking.Text("id")}/changes";
        JsonObject quote = await CancellationTests.QuoteAsync(shop.Customer, path, AfterTheSaleTests.To(0, shop.CarItem(21)));
        using HttpResponseMessage changed = await shop.Customer.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
        await changed.ShouldAnswerAsync(HttpStatusCode.OK);

        (await IdsAsync(other, "limit=5")).ShouldBe([booking.Text("id")]);
        (await BookingsAsync(shop.Provider, Managed)).ShouldBeEmpty();
        using HttpResponseMessage gone = await shop.Provider.GetAsync($"api/v1/bookings/{booking.Text("id")}");
        await gone.ShouldRefuseAsync(404, "booking_not_found");
    }

    [Fact]
    public async Task ListBookings_WhenManagedByACustomerOrSearchedByMail_Is403()
    {
        (Shop shop, _) = await OpenAsync();

        using HttpResponseMessage customer = await shop.Customer.GetAsync(Managed);
        await customer.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage mail = await shop.Provider.GetAsync($"{Managed}&email=zoe@example.test");
        await mail.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage word = await shop.Provider.GetAsync("api/v1/bookings?managed=perhaps");
        word.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>A shop whose hall is another provider's.</summary>
    private async Task<(Shop Shop, HttpClient Other)> OpenAsync()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid other = Guid.CreateVersion7();
        string email = $"{other:N}@example.test";
        await app.ExecuteAsync(
            $"""
            INSERT INTO users (tenant_id, id, email, name, phone, password_hash, roles, created_at, version)
            SELECT tenant_id, {other}, {email}, 'Otto Other', NULL, password_hash, roles, created_at, 1 FROM users WHERE tenant_id = {shop.TenantId} AND email = 'provider@demo.test'
            """);
        await app.ExecuteAsync($"UPDATE venues SET owner_id = {other} WHERE tenant_id = {shop.TenantId} AND id = {shop.Hall}");
        return (shop, shop.SignIn(other, Roles.Provider));
    }

    private static async Task<JsonObject[]> BookingsAsync(HttpClient http, string path) => [.. (await http.ReadAsync(path))["items"]!.AsArray().Select(booking => booking!.AsObject())];

    private static async Task<string[]> IdsAsync(HttpClient http, string filter) => [.. (await BookingsAsync(http, $"{Managed}&{filter}")).Select(booking => booking.Text("id"))];
}
