namespace Booking.Api.Tests.Http;

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Booking.Domain.Users;
using Booking.Infrastructure.Persistence.Seeding;
using Booking.Infrastructure.Users;
using Booking.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;

/// <summary>
/// A tenant of a test's own that sells what tenant <c>demo</c> sells, under the same ids: nobody else takes its inventory, and the
/// number of its rows tells what a request has done.
/// </summary>
internal sealed class Shop
{
    /// <summary>In the order of their foreign keys.</summary>
    private static readonly string[] Copied =
    [
        "users", "pools", "cars", "drivers", "venues", "venue_extras", "events", "event_pools", "ticket_types", "access_codes", "event_seats", "event_seat_plans", "operators", "routes", "stops", "buses", "schedules", "fares", "trips", "trip_stops", "providers", "services", "products", "catalog_words",
    ];

    private static readonly ConcurrentDictionary<(BookingApp App, string Name), Lazy<Task<Shop>>> Shared = new();

    private readonly SigningKeys _keys;

    private Shop(BookingApp app, Guid tenantId, string slug)
    {
        (App, TenantId, Slug) = (app, tenantId, slug);
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Auth:SigningKeys:0:Id"] = "local", ["Auth:SigningKeys:0:Key"] = (app as LimitedApp)?.SigningKey ?? SigningKeys.DevelopmentKey })
            .Build();
        _keys = SigningKeys.From(configuration, new HostingEnvironment { EnvironmentName = "Development" });
        Guest = app.NewClient(tenant: slug);
        Customer = SignIn(Id("user", 1), Roles.Customer);
        Stranger = SignIn(Id("user", 2), Roles.Customer);
        Provider = SignIn(Id("user", 4), Roles.Provider);
        Driver = SignIn(Id("user", 3), Roles.Driver);
        Admin = SignIn(Id("user", 5), Roles.Admin);
    }

    public BookingApp App { get; }

    public Guid TenantId { get; }

    public string Slug { get; }

    /// <summary>Not signed in.</summary>
    public HttpClient Guest { get; }

    public HttpClient Customer { get; }

    /// <summary>Another customer.</summary>
    public HttpClient Stranger { get; }

    /// <summary>Petra, who runs what she has made.</summary>
    public HttpClient Provider { get; }

    /// <summary>Drives from Berlin, on call at any hour.</summary>
    public HttpClient Driver { get; }

    public HttpClient Admin { get; }

    /// <summary>Compact car in Berlin, 60 minutes of turnaround, 9.00 an hour, 45.00 a day.</summary>
    public Guid Car { get; } = Id("car", 1);

    /// <summary>A car in another time zone.</summary>
    public Guid SaigonCar { get; } = Id("car", 19);

    /// <summary>Always open, 300 guests, no turnaround, 120.00 an hour.</summary>
    public Guid Hall { get; } = Id("venue", 1);

    /// <summary>Open 8 to 24, 60 minutes before and after.</summary>
    public Guid BufferedHall { get; } = Id("venue", 2);

    /// <summary>Closed on Sundays.</summary>
    public Guid WeekdayHall { get; } = Id("venue", 4);

    /// <summary>45 minutes every half hour from 9:00; Petra works every day.</summary>
    public Guid Service { get; } = Id("service", 1);

    public Guid Petra { get; } = Id("provider", 1);

    /// <summary>14.90, 200 in stock.</summary>
    public Guid Product { get; } = Id("product", 1);

    /// <summary>9.90, two left.</summary>
    public Guid ScarceProduct { get; } = Id("product", 3);

    /// <summary>39.00, 1,000 places, ten in one order.</summary>
    public Guid TicketType { get; } = Id("ticket-type", 10);

    public Guid SoldOutTicketType { get; } = Id("ticket-type", 30);

    public Guid FreeTicketType { get; } = Id("ticket-type", 40);

    /// <summary>Seats A-1 to AN-50; A is 89.00; T-24 is not on sale.</summary>
    public Guid SeatedEvent { get; } = DemoEvents.Symphony;

    /// <summary>Berlin to München in five days, seats 1A to 12D.</summary>
    public Guid Trip { get; } = Id("trip", 1_050);

    /// <summary>A tenant's with the demo catalogue.</summary>
    public static async Task<Shop> OpenAsync(BookingApp app, bool allowsGuests = true)
    {
        Guid tenant = Guid.CreateVersion7();
        string slug = $"shop-{Guid.NewGuid():N}"[..30];
        await app.ExecuteAsync(
            $"""
            INSERT INTO tenants (id, slug, name, address, tax_number, currency, allows_guests, created_at)
            SELECT {tenant}, {slug}, name, address, tax_number, currency, {allowsGuests}, now() FROM tenants WHERE slug = 'demo'
            """);
        foreach (string table in Copied)
        {
            await app.ExecuteAsync(FormattableStringFactory.Create(
                $$"""
                INSERT INTO {{table}} SELECT (jsonb_populate_record(t, jsonb_build_object('tenant_id', {0}, 'series_id', NULL))).* FROM {{table}} t JOIN tenants d ON d.id = t.tenant_id AND d.slug = 'demo'
                """,
                tenant));
        }

        // The copies begin without anybody's claims: one event is sold out, one product nearly.
        Guid gone = Id("event-pool", 3);
        Guid scarce = Id("stock", 3);
        await app.ExecuteAsync(
            $"UPDATE pools SET held = 0, sold = CASE id WHEN {gone} THEN capacity WHEN {scarce} THEN capacity - 2 ELSE 0 END WHERE tenant_id = {tenant}");
        return new Shop(app, tenant, slug);
    }

    /// <summary>One shop for all tests of a file.</summary>
    public static Task<Shop> OfFileAsync(BookingApp app, [CallerFilePath] string file = "") => Shared.GetOrAdd((app, file), _ => new(() => OpenAsync(app))).Value;

    public static Guid Id(string kind, int number) => SeedIds.Of(DemoData.Demo, kind, number);

    /// <param name="place">0 is where the trip begins.</param>
    public static Guid Stop(int place, int route = 1) => Id("stop", route * 100 + place);

    /// <summary>A full hour some days ahead, in UTC and RFC 3339.</summary>
    public static string Hour(int days, int hour) => DateTime.UtcNow.Date.AddDays(days).AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Local time without an offset.</summary>
    public static string Local(int days, int hour, int minute = 0) =>
        DateTime.UtcNow.Date.AddDays(days).AddHours(hour).AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    public JsonObject CarItem(int days = 20, int hour = 9, int hours = 4) =>
        new() { ["kind"] = "car", ["carId"] = Car, ["from"] = Hour(days, hour), ["to"] = Hour(days, hour + hours), ["withDriver"] = false };

    public JsonObject HallItem(int days = 20, int hour = 9, int hours = 4) =>
        new() { ["kind"] = "venue", ["venueId"] = Hall, ["from"] = Hour(days, hour), ["to"] = Hour(days, hour + hours), ["guests"] = 80 };

    public JsonObject ServiceItem(int days = 20, int hour = 10) =>
        new() { ["kind"] = "service", ["serviceId"] = Service, ["from"] = Local(days, hour), ["providerId"] = Petra };

    public JsonObject ProductItem(int quantity = 2) => new() { ["kind"] = "product", ["productId"] = Product, ["quantity"] = quantity };

    public JsonObject TicketItem(int quantity = 2) => new() { ["kind"] = "ticket", ["ticketTypeId"] = TicketType, ["quantity"] = quantity };

    public JsonObject FreeTicketItem() => new() { ["kind"] = "ticket", ["ticketTypeId"] = FreeTicketType, ["quantity"] = 1 };

    public JsonObject SeatItem(params string[] seats) => new() { ["kind"] = "eventSeat", ["eventId"] = SeatedEvent, ["seats"] = Names(seats) };

    public JsonObject LegItem(int from, int to, params string[] seats) =>
        new() { ["kind"] = "tripSeat", ["tripId"] = Trip, ["fromStopId"] = Stop(from), ["toStopId"] = Stop(to), ["seats"] = Names(seats) };

    public static JsonObject Items(params JsonNode?[] items) => new() { ["items"] = new JsonArray(items) };

    public static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode?)name)];

    public static JsonObject BookingOf(string holdId) =>
        new() { ["holdId"] = holdId, ["customer"] = new JsonObject { ["name"] = "Zoë Ångström", ["email"] = "zoe@example.test", ["phone"] = "+4930123456" } };

    /// <summary>A new customer, who has no holds yet and an own rate limit.</summary>
    public async Task<HttpClient> NewCustomerAsync()
    {
        Guid id = Guid.CreateVersion7();
        string email = $"{id:N}@example.test";
        await App.ExecuteAsync(
            $"""
            INSERT INTO users (tenant_id, id, email, name, phone, password_hash, roles, created_at, version)
            SELECT tenant_id, {id}, {email}, 'Nora New', NULL, password_hash, roles, created_at, 1 FROM users WHERE tenant_id = {TenantId} AND email = 'customer@demo.test'
            """);
        return SignIn(id, Roles.Customer);
    }

    public async Task<JsonObject> HoldAsync(HttpClient http, params JsonNode?[] items)
    {
        using HttpResponseMessage response = await http.PostAsync("api/v1/holds", Items(items));
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    /// <summary>Holds and books.</summary>
    public async Task<JsonObject> BookAsync(HttpClient http, params JsonNode?[] items)
    {
        JsonObject hold = await HoldAsync(http, items);
        using HttpResponseMessage response = await http.PostAsync("api/v1/bookings", BookingOf(hold.Text("id")), holdToken: (string?)hold["token"]);
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    public async Task<JsonObject> OpenPaymentAsync(HttpClient http, string bookingId)
    {
        using HttpResponseMessage response = await http.PostAsync($"api/v1/bookings/{bookingId}/payments", new JsonObject { ["provider"] = "sandbox" });
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    /// <param name="outcome"><c>succeed</c>, <c>fail</c> or <c>late</c>.</param>
    public async Task PlayAsync(string paymentId, string outcome)
    {
        using HttpResponseMessage response = await Guest.PostAsync($"api/v1/sandbox/payments/{paymentId}/{outcome}", content: null);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Holds, books and pays.</summary>
    public async Task<JsonObject> BuyAsync(HttpClient http, params JsonNode?[] items)
    {
        JsonObject booking = await BookAsync(http, items);
        JsonObject payment = await OpenPaymentAsync(http, booking.Text("id"));
        await PlayAsync(payment.Text("id"), "succeed");
        return await http.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
    }

    /// <summary>What workers write when they come to it, and no refused request would.</summary>
    private static readonly string[] OfWorkers =
    [
        "receipt.issued", "payment.refunded", "hold.expiring", "hold.expired", "booking.expired", "booking.completed", "booking.no_show", "booking.moved", "case.opened", "venue_request.lapsed",
        "assignment.offered", "assignment.expired", "ride.unassigned", "appointment.reassigned",
        "ticket.issued", "ticket.revoked", "notification.sent", "notification.failed",
    ];

    /// <summary>What the shop's customers have, counted: a refused request leaves it as it was. Messages that workers write when they come to it are left out.</summary>
    public Task<string> FootprintAsync() => App.ScalarAsync<string>(
        $"""
        WITH shop AS (SELECT {TenantId}::uuid AS id)
        SELECT format('holds %s, slots %s, seats %s, legs %s, quotas %s, pools %s/%s, bookings %s, payments %s, events %s, messages %s, keys %s',
            (SELECT count(*) FROM holds, shop WHERE tenant_id = shop.id),
            (SELECT count(*) FROM slot_claims c, shop WHERE c.tenant_id = shop.id AND NOT EXISTS (SELECT 1 FROM drivers d WHERE d.tenant_id = c.tenant_id AND d.id = c.unit_id)),
            (SELECT count(*) FROM seat_claims, shop WHERE tenant_id = shop.id),
            (SELECT count(*) FROM leg_claims, shop WHERE tenant_id = shop.id),
            (SELECT count(*) FROM quota_claims, shop WHERE tenant_id = shop.id),
            (SELECT sum(held) FROM pools, shop WHERE tenant_id = shop.id),
            (SELECT sum(sold) FROM pools, shop WHERE tenant_id = shop.id),
            (SELECT count(*) FROM bookings, shop WHERE tenant_id = shop.id),
            (SELECT count(*) FROM payments, shop WHERE tenant_id = shop.id),
            (SELECT count(*) FROM payment_events, shop WHERE tenant_id = shop.id),
            (SELECT count(*) FROM outbox_messages, shop WHERE tenant_id = shop.id AND NOT type = ANY ({OfWorkers})),
            (SELECT count(*) FROM idempotency_keys, shop WHERE tenant_id = shop.id))
        """);

    /// <summary>The states of all claims of a hold, or of the booking made from it, as sorted text such as <c>leg booked</c>.</summary>
    public async Task<string[]> ClaimsAsync(string holdId) => (await App.ScalarAsync<string>(
        $"""
        WITH hold AS (SELECT {TenantId}::uuid AS tenant, {Guid.Parse(holdId)}::uuid AS id)
        SELECT coalesce(string_agg(claim, ',' ORDER BY claim), '') FROM (
            SELECT 'slot ' || state AS claim FROM slot_claims, hold WHERE tenant_id = tenant AND hold_id = hold.id
            UNION ALL SELECT 'seat ' || state FROM seat_claims, hold WHERE tenant_id = tenant AND hold_id = hold.id
            UNION ALL SELECT 'leg ' || state FROM leg_claims, hold WHERE tenant_id = tenant AND hold_id = hold.id
            UNION ALL SELECT 'quota ' || state FROM quota_claims, hold WHERE tenant_id = tenant AND hold_id = hold.id) AS claims
        """)).Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How many messages of a type tell of a subject.</summary>
    public Task<long> MessagesAsync(string type, string subject) =>
        App.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE tenant_id = {TenantId} AND type = {type} AND subject = {Guid.Parse(subject)}");

    /// <summary>Lets the time of a hold, and of a booking made from it, run out without anybody writing it down.</summary>
    public Task LapseAsync(string holdId)
    {
        Guid hold = Guid.Parse(holdId);
        return App.ExecuteAsync(
            $"""
            WITH h AS (UPDATE holds SET created_at = created_at - interval '1 hour', expires_at = now() - interval '1 second' WHERE tenant_id = {TenantId} AND id = {hold}),
                 b AS (UPDATE bookings SET pay_before = now() - interval '1 second' WHERE tenant_id = {TenantId} AND hold_id = {hold}),
                 c1 AS (UPDATE slot_claims SET expires_at = now() - interval '1 second' WHERE tenant_id = {TenantId} AND hold_id = {hold}),
                 c2 AS (UPDATE seat_claims SET expires_at = now() - interval '1 second' WHERE tenant_id = {TenantId} AND hold_id = {hold}),
                 c3 AS (UPDATE leg_claims SET expires_at = now() - interval '1 second' WHERE tenant_id = {TenantId} AND hold_id = {hold})
            UPDATE quota_claims SET expires_at = now() - interval '1 second' WHERE tenant_id = {TenantId} AND hold_id = {hold}
            """);
    }

    /// <summary>With a token of the system's own key: signing in would spend the attempts of everybody's address.</summary>
    public HttpClient SignIn(Guid userId, string role) => App.NewClient(Token(userId, role));

    /// <param name="left">How long it is still good; all of its time when left out.</param>
    public string Token(Guid userId, string role, TimeSpan? left = null) =>
        new AccessTokens(_keys, new Earlier(left is { } time ? AccessTokens.Lifetime - time : TimeSpan.Zero)).Issue(User.Register(userId, TenantId, "", "", null, "", [role], DateTimeOffset.UnixEpoch)).Value;

    private sealed class Earlier(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - by;
    }
}
