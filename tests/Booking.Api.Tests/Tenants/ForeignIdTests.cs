namespace Booking.Api.Tests.Tenants;

using System.Net.Http.Headers;
using System.Text;
using Booking.Api.Tests.Holds.Races;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Another tenant's id is an id that does not exist, for its customers, its admins and its guests.</summary>
[Collection(BookingCollection.Name)]
public sealed class ForeignIdTests(BookingApp app)
{
    [Fact]
    public async Task AnyCall_WhenTheIdIsAnotherTenants_Is404AndItsOwnersCallWorks()
    {
        RaceArena arena = await RaceArena.OpenAsync(app);
        using Racers owners = await Racers.EnterAsync(app, arena);
        using HttpClient http = app.NewClient();
        AuthenticationHeaderValue?[] strangers = await StrangersAsync();
        foreach (Call call in await CallsAsync(arena, owners))
        {
            foreach (AuthenticationHeaderValue? stranger in strangers.Where(stranger => stranger is not null || call.IsForGuests))
            {
                Answer foreign = await SendAsync(http, call, stranger);

                foreign.Status.ShouldBe(404, $"{call}: {foreign.Text}");
                foreign.Flaw.ShouldBeNull();
            }

            Answer own = await owners.SendAsync(call.Method, call.Path, 0, call.Body, call.Body is null ? "" : Guid.NewGuid().ToString());
            own.Status.ShouldBeInRange(200, 299, $"{call}: {own.Text}");
        }
    }

    [Fact]
    public async Task ListBookings_WhenAnotherTenantHasBookings_ShowsNoneOfThem()
    {
        RaceArena arena = await RaceArena.OpenAsync(app);
        using Racers owners = await Racers.EnterAsync(app, arena);
        Guid booking = await BookAsync(arena, owners);
        using HttpClient http = app.NewClient();
        foreach (AuthenticationHeaderValue? stranger in await StrangersAsync())
        {
            Answer foreign = await SendAsync(http, new Call(HttpMethod.Get, "api/v1/bookings?limit=200"), stranger);

            foreign.Text.ShouldNotContain(booking.ToString());
        }

        (await owners.SendAsync(HttpMethod.Get, "api/v1/bookings?limit=200")).Text.ShouldContain(booking.ToString());
    }

    /// <summary>A customer, an admin and, as null, a guest of tenant <c>other</c>.</summary>
    private async Task<AuthenticationHeaderValue?[]> StrangersAsync()
    {
        RaceArena other = await RaceArena.OpenAsync(app, "other");
        Guid[] people = await other.CustomersAsync(2);
        return [OwnTokens.For(other.TenantId, people[0]), OwnTokens.For(other.TenantId, people[1], Roles.Admin), null];
    }

    /// <summary>Every operation that takes an id of an offering, a hold, a booking, a payment or a receipt.</summary>
    private async Task<IReadOnlyList<Call>> CallsAsync(RaceArena arena, Racers owners)
    {
        Guid tenant = arena.TenantId;
        Guid car = (await arena.CarsAsync(1))[0];
        Guid hall = (await arena.HallsAsync(1))[0];
        Guid seated = await arena.SeatedEventAsync(2);
        RaceLine line = await arena.TripsAsync(1, 2);
        RacePool pool = (await arena.PoolsAsync(1, 10))[0];
        Guid service = await app.ScalarAsync<Guid>($"SELECT id FROM services WHERE tenant_id = {tenant} AND is_active ORDER BY id LIMIT 1");
        Guid product = await app.ScalarAsync<Guid>($"SELECT p.id FROM products p JOIN pools USING (tenant_id) WHERE tenant_id = {tenant} AND pools.id = pool_id AND is_active AND held + sold < capacity ORDER BY p.id LIMIT 1");
        DateTimeOffset from = arena.Start;
        DateTimeOffset to = from.AddHours(2);
        Guid paid = await BookAsync(arena, owners);
        Guid payment = await PayAsync(owners, paid);
        Guid receipt = await ReceiptAsync(owners, paid);
        Guid unpaid = await BookAsync(arena, owners);
        Guid hold = await HoldAsync(owners, Items.Places(pool));
        Guid held = await HoldAsync(owners, Items.Places(pool));
        return
        [
            Get($"cars/{car}"), Get($"cars/{car}/availability"), Get($"venues/{hall}"), Get($"venues/{hall}/availability"), Get($"events/{seated}"), Get($"events/{seated}/seats"),
            Get($"trips/{line.Trips[0]}"), Get($"trips/{line.Trips[0]}/seats"), Get($"trips/{line.Trips[0]}/seats?from={line.Stops[1]}&to={line.Stops[2]}"),
            Get($"services/{service}"), Get($"services/{service}/slots?date={from:yyyy-MM-dd}"), Get($"products/{product}"),
            Hold(Items.Car(car, from, to)), Hold(Items.Hall(hall, from, to)), Hold(Items.Seat(seated, "A-1")), Hold(Items.Leg(line, line.Trips[0], 0, 1, "1")), Hold(Items.Places(pool)),
            Hold($$"""{"kind":"product","productId":"{{product}}","quantity":1}"""),
            Post("holds/best-available", Encoding.UTF8.GetBytes($$"""{"eventId":"{{seated}}","quantity":1}""")),
            Get($"holds/{hold}"), Post($"holds/{hold}/extend"), new Call(HttpMethod.Delete, $"api/v1/holds/{hold}"),
            Post("bookings", Items.Booking(held)),
            Get($"bookings/{paid}"), Get($"bookings/{paid}/receipts"), Get($"payments/{payment}"), Get($"receipts/{receipt}/pdf"),
            Post($"bookings/{unpaid}/payments", """{"provider":"sandbox"}"""u8.ToArray()),
        ];
    }

    private static Call Get(string path) => new(HttpMethod.Get, $"api/v1/{path}");

    private static Call Post(string path, byte[]? body = null) => new(HttpMethod.Post, $"api/v1/{path}", body);

    /// <summary>Tenant <c>other</c> sells to signed-in customers only, and says so before it looks for anything.</summary>
    private static Call Hold(string item) => Post("holds", Items.Hold(item)) with { IsForGuests = false };

    private static async Task<Answer> SendAsync(HttpClient http, Call call, AuthenticationHeaderValue? stranger)
    {
        using HttpRequestMessage request = new(call.Method, call.Path);
        request.Headers.Authorization = stranger;
        request.Headers.Add("X-Tenant", "other");
        if (call.Body is not null)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = new ByteArrayContent(call.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        using HttpResponseMessage response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private static async Task<Guid> HoldAsync(Racers owners, string item)
    {
        Answer held = await owners.HoldAsync(Items.Hold(item));
        held.Status.ShouldBe(201, held.Text);
        return held.Id;
    }

    private static async Task<Guid> BookAsync(RaceArena arena, Racers owners)
    {
        Guid hold = await HoldAsync(owners, Items.Car((await arena.CarsAsync(1))[0], arena.Start, arena.Start.AddHours(2)));
        Answer booked = await owners.PostAsync("api/v1/bookings", Items.Booking(hold));
        booked.Status.ShouldBe(201, booked.Text);
        return booked.Id;
    }

    private static async Task<Guid> PayAsync(Racers owners, Guid booking)
    {
        Answer opened = await owners.PostAsync($"api/v1/bookings/{booking}/payments", """{"provider":"sandbox"}"""u8.ToArray());
        opened.Status.ShouldBe(201, opened.Text);
        Answer paid = await owners.SendAsync(HttpMethod.Post, $"api/v1/sandbox/payments/{opened.Id}/succeed");
        paid.Status.ShouldBe(204, paid.Text);
        return opened.Id;
    }

    private static async Task<Guid> ReceiptAsync(Racers owners, Guid booking)
    {
        Answer receipts = await Eventually.SatisfiesAsync(
            () => owners.SendAsync(HttpMethod.Get, $"api/v1/bookings/{booking}/receipts"),
            answer => answer.Status == 200 && answer.Json.GetProperty("items").GetArrayLength() == 1,
            what: "The receipt of a paid booking");
        Guid id = receipts.Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        await Eventually.SatisfiesAsync(() => owners.SendAsync(HttpMethod.Get, $"api/v1/receipts/{id}/pdf"), answer => answer.Status == 200, what: "The paper of a receipt");
        return id;
    }

    private sealed record Call(HttpMethod Method, string Path, byte[]? Body = null)
    {
        public bool IsForGuests { get; init; } = true;

        public override string ToString() => $"{Method} {Path} {(Body is null ? "" : Encoding.UTF8.GetString(Body))}";
    }
}
