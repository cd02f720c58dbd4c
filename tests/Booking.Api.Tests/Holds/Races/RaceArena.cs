namespace Booking.Api.Tests.Holds.Races;

using Booking.Testing;

/// <summary>Fresh inventory that nobody else sells or reads: without opening hours, turnaround time or earlier claims.</summary>
internal sealed class RaceArena
{
    public const int StopCount = 6;

    private const string Title = "Race";

    private readonly BookingApp _app;

    private RaceArena(BookingApp app, Guid tenantId) => (_app, TenantId) = (app, tenantId);

    public Guid TenantId { get; }

    /// <summary>A full hour well ahead, in UTC.</summary>
    public DateTimeOffset Start { get; } = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(30);

    public static async Task<RaceArena> OpenAsync(BookingApp app, string tenant = "demo") =>
        new(app, await app.ScalarAsync<Guid>($"SELECT id FROM tenants WHERE slug = {tenant}"));

    /// <summary>One event with the seats <c>A-1</c>, <c>A-2</c> and so on.</summary>
    public async Task<Guid> SeatedEventAsync(int seats)
    {
        Guid id = await EventAsync("reserved");
        Guid category = Guid.CreateVersion7();
        await _app.ExecuteAsync(
            $"""
            INSERT INTO ticket_types (tenant_id, id, event_id, name, price_amount, price_currency, tax_rate, pool_id, capacity, max_per_order, sort_order)
            VALUES ({TenantId}, {category}, {id}, {Title}, 2000, 'EUR', 1900, NULL, {seats}, 50, 0)
            """);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO event_seats (tenant_id, event_id, seat, section, row, number, ticket_type_id, x, y, is_accessible, is_blocked)
            SELECT {TenantId}, {id}, 'A-' || n, 'Stalls', 'A', n, {category}, n, 0, false, false FROM generate_series(1, {seats}) AS n
            """);
        return id;
    }

    public async Task<Guid[]> HallsAsync(int count)
    {
        Guid[] ids = NewIds(count);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO venues (tenant_id, id, name, description, city, city_key, words, address, latitude, longitude, time_zone, capacity, features, currency, price_per_hour, price_per_day, tax_rate,
                                hours, buffer_before_minutes, buffer_after_minutes, min_minutes, max_minutes, hold_minutes, is_active, version)
            SELECT {TenantId}, id, {Title}, '', 'Nowhere', 'nowhere', 'nowhere', '', -80, -170, 'UTC', 100, ARRAY[]::text[], 'EUR', 1000, 9000, 1900, '[]', 0, 0, 30, 100000, 15, true, 1
            FROM unnest({ids}) AS id
            """);
        return ids;
    }

    /// <param name="carClass">Lets a test find its own cars again.</param>
    public async Task<Guid[]> CarsAsync(int count, string carClass = "race")
    {
        Guid[] ids = NewIds(count);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO cars (tenant_id, id, name, class, seats, features, pictures, city, address, latitude, longitude, time_zone, currency, rates, price_per_day, lowest_per_day,
                              driver_fee_per_day, tax_rate, min_minutes, max_minutes, buffer_minutes, hold_minutes, is_active, version)
            SELECT {TenantId}, id, {Title}, {carClass}, 4, ARRAY[]::text[], ARRAY[]::text[], 'Nowhere', '', -80, -170, 'UTC', 'EUR',
                   jsonb_build_array(jsonb_build_object('unit', 'hour', 'amount', 900, 'label', '', 'days', '[]'::jsonb), jsonb_build_object('unit', 'day', 'amount', 4500, 'label', '', 'days', '[]'::jsonb)),
                   4500, 4500, 9000, 1900, 30, 100000, 0, 10, true, 1
            FROM unnest({ids}) AS id
            """);
        return ids;
    }

    /// <summary>Departures of one bus with the seats <c>1</c>, <c>2</c> and so on, on a route of six stops.</summary>
    public async Task<RaceLine> TripsAsync(int trips, int seats)
    {
        Guid route = Guid.CreateVersion7();
        Guid bus = Guid.CreateVersion7();
        Guid[] stops = NewIds(StopCount);
        Guid[] ids = NewIds(trips);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO routes (tenant_id, id, name, operator_id, currency, tax_rate)
            SELECT {TenantId}, {route}, {Title}, id, 'EUR', 700 FROM operators WHERE tenant_id = {TenantId} ORDER BY id LIMIT 1
            """);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO stops (tenant_id, id, route_id, sequence, name, city, latitude, longitude, time_zone, arrives_after_minutes, departs_after_minutes)
            SELECT {TenantId}, id, {route}, n - 1, 'Stop ' || n, 'Nowhere', -80, -170, 'UTC', (n - 1) * 60, (n - 1) * 60 FROM unnest({stops}) WITH ORDINALITY AS s (id, n)
            """);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO fares (tenant_id, route_id, from_stop_id, to_stop_id, class, amount)
            SELECT {TenantId}, {route}, a.id, b.id, 'standard', 500 * (b.n - a.n)
            FROM unnest({stops}) WITH ORDINALITY AS a (id, n), unnest({stops}) WITH ORDINALITY AS b (id, n) WHERE a.n < b.n
            """);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO buses (tenant_id, id, name, seats)
            SELECT {TenantId}, {bus}, {Title}, jsonb_agg(jsonb_build_object('seat', n::text, 'deck', 1, 'class', 'standard') ORDER BY n) FROM generate_series(1, {seats}) AS n
            """);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO trips (tenant_id, id, route_id, bus_id, departs_at, status, hold_minutes, version)
            SELECT {TenantId}, id, {route}, {bus}, {Start}, 'scheduled', 15, 1 FROM unnest({ids}) AS id
            """);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO trip_stops (tenant_id, trip_id, sequence, stop_id, arrives_at, departs_at)
            SELECT {TenantId}, trip, n - 1, stop, {Start}::timestamptz + (n - 1) * interval '1 hour', {Start}::timestamptz + (n - 1) * interval '1 hour'
            FROM unnest({ids}) AS trip, unnest({stops}) WITH ORDINALITY AS s (stop, n)
            """);
        return new RaceLine(stops, ids);
    }

    /// <summary>Ticket types of one event, each with a pool of its own.</summary>
    public async Task<RacePool[]> PoolsAsync(int count, int capacity)
    {
        Guid happening = await EventAsync("general");
        Guid[] pools = NewIds(count);
        Guid[] types = NewIds(count);
        await _app.ExecuteAsync($"INSERT INTO pools (tenant_id, id, capacity) SELECT {TenantId}, id, {capacity} FROM unnest({pools}) AS id");
        await _app.ExecuteAsync(
            $"""
            INSERT INTO ticket_types (tenant_id, id, event_id, name, price_amount, price_currency, tax_rate, pool_id, capacity, max_per_order, sort_order)
            SELECT {TenantId}, type, {happening}, {Title}, 1500, 'EUR', 1900, pool, {capacity}, 50, n FROM unnest({types}, {pools}) WITH ORDINALITY AS t (type, pool, n)
            """);
        return [.. pools.Zip(types, (pool, type) => new RacePool(pool, type))];
    }

    /// <summary>New customers of the tenant.</summary>
    public async Task<Guid[]> CustomersAsync(int count)
    {
        Guid[] ids = NewIds(count);
        await _app.ExecuteAsync(
            $"""
            INSERT INTO users (tenant_id, id, email, name, phone, password_hash, roles, created_at, version)
            SELECT {TenantId}, id, replace(id::text, '-', '') || '@race.test', 'Rita Race', NULL, 'none', ARRAY['customer'], now(), 1 FROM unnest({ids}) AS id
            """);
        return ids;
    }

    private async Task<Guid> EventAsync(string seating)
    {
        Guid id = Guid.CreateVersion7();
        await _app.ExecuteAsync(
            $"""
            INSERT INTO events (tenant_id, id, title, description, category, venue_name, city, latitude, longitude, time_zone, starts_at, ends_at, seating, status, hold_minutes, version)
            VALUES ({TenantId}, {id}, {Title}, '', 'race', 'Nowhere', 'Nowhere', -80, -170, 'UTC', {Start}, {Start.AddHours(3)}, {seating}, 'published', 15, 1)
            """);
        return id;
    }

    private static Guid[] NewIds(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
}

internal sealed record RaceLine(Guid[] Stops, Guid[] Trips);

internal sealed record RacePool(Guid Id, Guid TicketTypeId);
