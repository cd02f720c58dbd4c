namespace Booking.Api.Tests.Holds.Idempotency;

using System.Text;
using Booking.Api.Tests.Holds.Races;
using Booking.Testing;
using Npgsql;
using Shouldly;

/// <summary>Prepares calls that take an <c>Idempotency-Key</c>, each ready to be sent.</summary>
internal sealed class IdempotentCalls : IDisposable
{
    public const string Holds = "holds";
    public const string Bookings = "bookings";
    public const string Payments = "payments";

    private readonly BookingApp _app;
    private readonly RaceArena _arena;

    private IdempotentCalls(BookingApp app, RaceArena arena, Racers racers) => (_app, _arena, Racers) = (app, arena, racers);

    public Racers Racers { get; }

    public static async Task<IdempotentCalls> OpenAsync(BookingApp app, string tenant = "demo")
    {
        RaceArena arena = await RaceArena.OpenAsync(app, tenant);
        return new IdempotentCalls(app, arena, await Racers.EnterAsync(app, arena));
    }

    /// <param name="client">Whose call it is; a client prepares one call at most.</param>
    public Task<IdempotentCall> PrepareAsync(string operation, int client = 0) => operation switch
    {
        Holds => PrepareHoldAsync(client),
        Bookings => PrepareBookingAsync(client),
        Payments => PreparePaymentAsync(client),
        _ => throw new InvalidOperationException($"{operation} takes no key."),
    };

    public Task<Answer> SendAsync(IdempotentCall call, string key, byte[]? body = null) => Racers.PostAsync(call.Path, body ?? call.Body, call.Client, key);

    /// <summary>Sends one call many times at once.</summary>
    public Task<Answer[]> SendAtOnceAsync(IdempotentCall call, string key, int times) => Racers.AllAsync(times, _ => SendAsync(call, key));

    public void Dispose() => Racers.Dispose();

    /// <summary>Details with several members, whose order the stored answer must keep.</summary>
    private async Task<IdempotentCall> PrepareHoldAsync(int client)
    {
        RaceLine line = await _arena.TripsAsync(1, 1);
        Guid car = (await _arena.CarsAsync(1))[0];
        RacePool pool = (await _arena.PoolsAsync(1, capacity: 1000))[0];
        string ride = Items.Car(car, _arena.Start, _arena.Start.AddHours(3)).TrimEnd('}')
            + ""","pickUp":{"lat":-80,"lng":-170,"address":"Straße 1"},"dropOff":{"lat":-80.01,"lng":-170.01,"address":"Platz 2"}}""";
        Guid customer = Racers.CustomerIds[client];
        return new IdempotentCall(
            client,
            "api/v1/holds",
            Items.Hold(Items.Leg(line, line.Trips[0], 0, 3, "1"), ride, Items.Places(pool)),
            Items.Hold(Items.Places(pool, 2)),
            Items.Hold(),
            pool.Id,
            "pools",
            () => _app.ScalarAsync<long>($"SELECT count(*) FROM holds WHERE tenant_id = {_arena.TenantId} AND customer_id = {customer}"));
    }

    private async Task<IdempotentCall> PrepareBookingAsync(int client)
    {
        Guid hold = await HoldAsync(client);
        return new IdempotentCall(
            client,
            "api/v1/bookings",
            Booking(hold, "Zoë Ångström", ""","metadata":{"zeta":"1","b":"2","alpha":"3"}"""),
            Booking(hold, "Somebody Else"),
            Booking(hold, "Zoë Ångström", ""","voucherCode":"NONE" """),
            hold,
            "holds",
            () => _app.ScalarAsync<long>($"SELECT count(*) FROM bookings WHERE tenant_id = {_arena.TenantId} AND hold_id = {hold}"));
    }

    private async Task<IdempotentCall> PreparePaymentAsync(int client)
    {
        Answer booked = await Racers.PostAsync("api/v1/bookings", Booking(await HoldAsync(client), "Zoë Ångström"), client);
        booked.Status.ShouldBe(201, booked.Text);
        return new IdempotentCall(
            client,
            $"api/v1/bookings/{booked.Id}/payments",
            """{"provider":"sandbox"}"""u8.ToArray(),
            """{"provider":"sandbox","returnUrl":"https://shop.example/back"}"""u8.ToArray(),
            """{"provider":"nobody"}"""u8.ToArray(),
            booked.Id,
            "bookings",
            () => _app.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE tenant_id = {_arena.TenantId} AND booking_id = {booked.Id}"));
    }

    private async Task<Guid> HoldAsync(int client)
    {
        RaceLine line = await _arena.TripsAsync(1, 1);
        Answer held = await Racers.HoldAsync(Items.Hold(Items.Leg(line, line.Trips[0], 0, 3, "1")), client);
        held.Status.ShouldBe(201, held.Text);
        return held.Id;
    }

    private static byte[] Booking(Guid hold, string name, string more = "") =>
        Encoding.UTF8.GetBytes($$$"""{"holdId":"{{{hold}}}","customer":{"name":"{{{name}}}","email":"rita@race.test"}{{{more}}}}""");
}

/// <param name="Body">Is taken.</param>
/// <param name="OtherBody">Would be taken too.</param>
/// <param name="RefusedBody">Breaks a rule.</param>
/// <param name="LockedId">A row that the call must lock, and its table.</param>
/// <param name="EffectsAsync">How many rows the call has made by now.</param>
internal sealed record IdempotentCall(int Client, string Path, byte[] Body, byte[] OtherBody, byte[] RefusedBody, Guid LockedId, string LockedTable, Func<Task<long>> EffectsAsync);

/// <summary>Stands in the way of a call inside its transaction, for as long as the test needs.</summary>
internal sealed class Obstacle : IAsyncDisposable
{
    private readonly BookingApp _app;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private Obstacle(BookingApp app, NpgsqlConnection connection, NpgsqlTransaction transaction) => (_app, _connection, _transaction) = (app, connection, transaction);

    public static async Task<Obstacle> PutAsync(BookingApp app, IdempotentCall call)
    {
        NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using NpgsqlCommand command = new($"SELECT 1 FROM {call.LockedTable} WHERE id = $1 FOR UPDATE", connection, transaction) { Parameters = { new() { Value = call.LockedId } } };
        (await command.ExecuteScalarAsync()).ShouldBe(1);
        return new Obstacle(app, connection, transaction);
    }

    /// <summary>Waits until a call has run into it.</summary>
    public async Task<int> WaitForCallAsync()
    {
        int obstacle = _connection.ProcessID;
        return await Eventually.SatisfiesAsync(
            () => _app.ScalarAsync<int>($"SELECT coalesce(min(pid), 0) FROM pg_stat_activity WHERE {obstacle} = ANY (pg_blocking_pids(pid))"),
            pid => pid != 0,
            TimeSpan.FromSeconds(3),
            "A call that waits for the lock");
    }

    /// <summary>Ends the connection of the call that waits, before its commit.</summary>
    public async Task BreakOffAsync()
    {
        int pid = await WaitForCallAsync();
        (await _app.ScalarAsync<bool>($"SELECT pg_terminate_backend({pid})")).ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
