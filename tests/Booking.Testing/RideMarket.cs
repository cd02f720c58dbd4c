namespace Booking.Testing;

using System.Globalization;
using Npgsql;

/// <summary>Drivers and rides of one tenant, made in bulk; the tenant has a car and a customer who can book it.</summary>
public sealed class RideMarket(BookingApp app, Guid tenant, Random random)
{
    /// <summary>Nobody but these, around Berlin, on duty at any hour.</summary>
    public async Task HireAsync(int drivers)
    {
        await app.ExecuteAsync($"DELETE FROM drivers WHERE tenant_id = {tenant}");
        await app.ExecuteAsync(
            $$"""
            WITH u AS (
                INSERT INTO users (tenant_id, id, email, name, password_hash, roles, created_at, version)
                SELECT {{tenant}}, gen_random_uuid(), 'racer' || n || '@example.test', 'Racer ' || n, '', '{driver}', now(), 1 FROM generate_series(1, {{drivers}}) AS n
                RETURNING tenant_id, id, name)
            INSERT INTO drivers (tenant_id, id, user_id, name, licence_classes, latitude, longitude, base_address, languages, is_active, time_zone, weekly_shifts, shift_exceptions, version)
            SELECT tenant_id, gen_random_uuid(), id, name, '{B}', 52.4 + random() * 0.2, 13.2 + random() * 0.4, 'Berlin', '{}', true, 'UTC',
                (SELECT jsonb_agg(jsonb_build_object('day', day, 'from', 0, 'to', 1440)) FROM unnest(ARRAY['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']) AS day), '[]', 1
            FROM u
            """);
    }

    /// <summary>Copies of one booking at other times and places, within some hours from its first; nobody is told of them yet.</summary>
    public async Task<Guid[]> BookAsync(Guid sample, DateTimeOffset first, int rides, int hours)
    {
        Guid[] bookings = [.. Enumerable.Range(0, rides).Select(_ => Guid.CreateVersion7())];
        DateTimeOffset[] starts = [.. bookings.Select(_ => first.AddMinutes(15 * random.Next(hours * 4)))];
        string[] places = [.. bookings.Select(_ => string.Create(CultureInfo.InvariantCulture, $"{52.4 + random.NextDouble() * 0.2:0.0000},{13.2 + random.NextDouble() * 0.4:0.0000}"))];
        await app.ExecuteAsync(
            $"""
            INSERT INTO holds SELECT (jsonb_populate_record(h, jsonb_build_object('id', w.id))).*
            FROM unnest({bookings}::uuid[]) AS w (id), bookings b JOIN holds h ON h.tenant_id = b.tenant_id AND h.id = b.hold_id WHERE b.tenant_id = {tenant} AND b.id = {sample}
            """);
        await app.ExecuteAsync(
            $$"""
            INSERT INTO bookings SELECT (jsonb_populate_record(b, jsonb_build_object(
                'id', w.id, 'hold_id', w.id, 'number', 'RC-' || w.n, 'status', 'confirmed', 'pay_before', NULL, 'confirmed_at', now(), 'starts_at', w.start, 'ends_at', w.start + interval '3 hours',
                'items', jsonb_set(jsonb_set(jsonb_set(b.items, '{0,from}', to_jsonb(w.start)), '{0,to}', to_jsonb(w.start + interval '3 hours')), '{0,details,pickUp}', to_jsonb(w.place))))).*
            FROM unnest({{bookings}}::uuid[], {{starts}}::timestamptz[], {{places}}::text[]) WITH ORDINALITY AS w (id, start, place, n), bookings b WHERE b.tenant_id = {{tenant}} AND b.id = {{sample}}
            """);
        return bookings;
    }

    /// <summary>Who is asked at this moment.</summary>
    public async Task<IReadOnlyList<(Guid Assignment, Guid User)>> OffersAsync()
    {
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand command = new(
            "SELECT a.id, d.user_id FROM assignments a JOIN drivers d ON d.tenant_id = a.tenant_id AND d.id = a.driver_id WHERE a.tenant_id = $1 AND a.status = 'offered'", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<(Guid, Guid)> offers = [];
        while (await reader.ReadAsync())
        {
            offers.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }

        return offers;
    }

    /// <summary>Lets the time of an offer run out.</summary>
    public Task SilenceAsync(Guid assignment) => app.ExecuteAsync(
        $"""
        WITH r AS (UPDATE rides SET due_at = now() WHERE tenant_id = {tenant} AND assignment_id = {assignment} AND status = 'waiting' RETURNING assignment_id)
        UPDATE assignments a SET expires_at = now() FROM r WHERE a.tenant_id = {tenant} AND a.id = r.assignment_id AND a.status = 'offered'
        """);
}
