namespace Booking.Api.Tests.Drivers;

using System.Collections.Concurrent;
using System.Globalization;
using Booking.Api.Tests.Http;
using Booking.Application;
using Booking.Application.Abstractions;
using Booking.Application.Drivers;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Infrastructure;
using Booking.Testing;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

/// <summary>What came of it all.</summary>
/// <param name="Overlaps">Pairs of rides that one driver would drive at the same time.</param>
/// <param name="Doubles">Rides with two drivers, and bookings with two rides.</param>
/// <param name="Open">Rides that have neither a driver nor a place in the admins' queue.</param>
/// <param name="Ghosts">Times of drivers that are taken for nothing, or not taken for a ride.</param>
/// <param name="Aborted">How many steps were broken off in the middle.</param>
/// <param name="Fairness">Rides per driver: the least, the mean, the most, and the standard deviation.</param>
internal sealed record RideLedger(long Rides, long Assigned, long Unassigned, long Overlaps, long Doubles, long Open, long Ghosts, int Aborted, string Fairness);

/// <summary>
/// Several engines, each with connections of its own, work on the same rides beside the system's own workers; every message comes twice, steps are
/// broken off at any point, and drivers answer yes, no, both at once, or nothing.
/// </summary>
internal sealed class RideEngines : IAsyncDisposable
{
    private const int Engines = 5;

    private readonly Shop _shop;
    private readonly IHost[] _engines;
    private readonly Random _random = new(20_261_121);
    private int _aborted;

    private RideEngines(Shop shop)
    {
        _shop = shop;
        _engines = [.. Enumerable.Range(0, Engines).Select(_ => Engine(shop.App))];
    }

    /// <param name="hours">The rides begin within so many hours.</param>
    public static async Task<RideLedger> RunAsync(BookingApp app, int rides, int drivers, int hours)
    {
        await using RideEngines engines = new(await Shop.OpenAsync(app));
        await engines.HireAsync(drivers);
        Guid[] bookings = await engines.BookAsync(rides, hours);
        await engines.DeliverAsync(bookings);
        await engines.AnswerAsync(rides);
        return await engines.CountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHost engine in _engines)
        {
            if (engine is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
        }
    }

    private static IHost Engine(BookingApp app)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:bookingdb"] = app.ConnectionString("bookingdb"),
            ["ConnectionStrings:cache"] = app.ConnectionString("cache"),
            ["ConnectionStrings:messaging"] = app.ConnectionString("messaging"),
            ["Database:Role"] = "booking_worker",
            ["Database:MaxPoolSize"] = "4",
            ["Auth:SigningKeys:0:Id"] = "test",
            ["Auth:SigningKeys:0:Key"] = new string('k', 32),
            ["Storage:Folder"] = Path.GetTempPath(),
        });
        builder.AddInfrastructure();
        builder.Services.AddApplication();
        builder.Services.AddLogging();
        return builder.Build();
    }

    /// <summary>Nobody but these, around Berlin, on duty at any hour.</summary>
    private async Task HireAsync(int drivers)
    {
        await _shop.App.ExecuteAsync($"DELETE FROM drivers WHERE tenant_id = {_shop.TenantId}");
        await _shop.App.ExecuteAsync(
            $$"""
            WITH u AS (
                INSERT INTO users (tenant_id, id, email, name, password_hash, roles, created_at, version)
                SELECT {{_shop.TenantId}}, gen_random_uuid(), 'racer' || n || '@example.test', 'Racer ' || n, '', '{driver}', now(), 1 FROM generate_series(1, {{drivers}}) AS n
                RETURNING tenant_id, id, name)
            INSERT INTO drivers (tenant_id, id, user_id, name, licence_classes, latitude, longitude, base_address, languages, is_active, time_zone, weekly_shifts, shift_exceptions, version)
            SELECT tenant_id, gen_random_uuid(), id, name, '{B}', 52.4 + random() * 0.2, 13.2 + random() * 0.4, 'Berlin', '{}', true, 'UTC',
                (SELECT jsonb_agg(jsonb_build_object('day', day, 'from', 0, 'to', 1440)) FROM unnest(ARRAY['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']) AS day), '[]', 1
            FROM u
            """);
    }

    /// <summary>Copies of one booking at other times and places; nobody is told of them yet.</summary>
    private async Task<Guid[]> BookAsync(int rides, int hours)
    {
        Guid sample = Guid.Parse((await _shop.BookAsync(_shop.Customer, _shop.CarItem(20, 8, 3).With("withDriver", true))).Text("id"));
        DateTimeOffset first = DateTimeOffset.Parse(Shop.Hour(20, 0), CultureInfo.InvariantCulture).ToUniversalTime();
        Guid[] bookings = [.. Enumerable.Range(0, rides).Select(_ => Guid.CreateVersion7())];
        DateTimeOffset[] starts = [.. bookings.Select(_ => first.AddMinutes(15 * _random.Next(hours * 4)))];
        string[] places = [.. bookings.Select(_ => FormattableString.Invariant($"{52.4 + _random.NextDouble() * 0.2:0.0000},{13.2 + _random.NextDouble() * 0.4:0.0000}"))];
        await _shop.App.ExecuteAsync(
            $"""
            INSERT INTO holds SELECT (jsonb_populate_record(h, jsonb_build_object('id', w.id))).*
            FROM unnest({bookings}::uuid[]) AS w (id), bookings b JOIN holds h ON h.tenant_id = b.tenant_id AND h.id = b.hold_id WHERE b.tenant_id = {_shop.TenantId} AND b.id = {sample}
            """);
        await _shop.App.ExecuteAsync(
            $$"""
            INSERT INTO bookings SELECT (jsonb_populate_record(b, jsonb_build_object(
                'id', w.id, 'hold_id', w.id, 'number', 'RC-' || w.n, 'status', 'confirmed', 'pay_before', NULL, 'confirmed_at', now(), 'starts_at', w.start, 'ends_at', w.start + interval '3 hours',
                'items', jsonb_set(jsonb_set(jsonb_set(b.items, '{0,from}', to_jsonb(w.start)), '{0,to}', to_jsonb(w.start + interval '3 hours')), '{0,details,pickUp}', to_jsonb(w.place))))).*
            FROM unnest({{bookings}}::uuid[], {{starts}}::timestamptz[], {{places}}::text[]) WITH ORDINALITY AS w (id, start, place, n), bookings b WHERE b.tenant_id = {{_shop.TenantId}} AND b.id = {{sample}}
            """);
        return bookings;
    }

    /// <summary>Every message comes twice, to any engine, and again where the engine broke off.</summary>
    private async Task DeliverAsync(Guid[] bookings)
    {
        (Guid Booking, Guid Message)[] once = [.. bookings.Select(booking => (booking, Guid.CreateVersion7()))];
        (Guid Booking, Guid Message)[] twice = [.. once, .. once];
        _random.Shuffle(twice);
        ConcurrentQueue<(Guid Booking, Guid Message)> queue = new(twice);
        await EveryEngineAsync(async (engine, random) =>
        {
            while (queue.TryDequeue(out (Guid Booking, Guid Message) message))
            {
                if (await TryAsync(engine, random, (sender, ct) => sender.Send(new AssignDriversProcess(message.Booking, message.Message), ct)) is null)
                {
                    queue.Enqueue(message);
                }
            }
        });
    }

    /// <summary>Drivers answer and engines go on, until there is nothing left to do.</summary>
    private async Task AnswerAsync(int rides)
    {
        // Each round asks somebody for every ride that is left.
        for (int round = 0; round < 200 && await OpenAsync() > 0; round++)
        {
            ConcurrentQueue<(Guid Assignment, Guid User)> offers = new(await OffersAsync());
            await EveryEngineAsync(async (engine, random) =>
            {
                while (offers.TryDequeue(out (Guid Assignment, Guid User) offer))
                {
                    await AnswerAsync(engine, random, offer.Assignment, offer.User);
                }
            });
            await EveryEngineAsync(async (engine, random) =>
            {
                for (int steps = 0; steps < 3 * rides; steps++)
                {
                    if (await TryAsync(engine, random, (sender, ct) => sender.Send(new StepRideCommand(), ct)) is { Value: false })
                    {
                        return;
                    }
                }
            });
        }
    }

    private async Task AnswerAsync(IHost engine, Random random, Guid assignment, Guid user)
    {
        switch (random.Next(10))
        {
            case 0 or 1:
                await AsDriverAsync(engine, user, sender => sender.Send(new DeclineAssignmentCommand(assignment, "")));
                break;
            case 2:
                await _shop.App.ExecuteAsync(
                    $"""
                    WITH r AS (UPDATE rides SET due_at = now() WHERE tenant_id = {_shop.TenantId} AND assignment_id = {assignment} AND status = 'waiting' RETURNING assignment_id)
                    UPDATE assignments a SET expires_at = now() FROM r WHERE a.tenant_id = {_shop.TenantId} AND a.id = r.assignment_id AND a.status = 'offered'
                    """);
                break;
            case 3:
                await Task.WhenAll(
                    AsDriverAsync(engine, user, sender => sender.Send(new AcceptAssignmentCommand(assignment))),
                    AsDriverAsync(_engines[random.Next(Engines)], user, sender => sender.Send(new DeclineAssignmentCommand(assignment, ""))));
                break;
            default:
                await AsDriverAsync(engine, user, sender => sender.Send(new AcceptAssignmentCommand(assignment)));
                break;
        }
    }

    private async Task<RideLedger> CountAsync()
    {
        Guid tenant = _shop.TenantId;
        const string Held = "('offered', 'accepted', 'started', 'finished')";
        return new RideLedger(
            await _shop.App.ScalarAsync<long>($"SELECT count(*) FROM rides WHERE tenant_id = {tenant}"),
            await _shop.App.ScalarAsync<long>($"SELECT count(*) FROM rides WHERE tenant_id = {tenant} AND status = 'assigned'"),
            await _shop.App.ScalarAsync<long>($"SELECT count(*) FROM rides WHERE tenant_id = {tenant} AND status = 'unassigned'"),
            await _shop.App.ScalarAsync<long>(Sql(
                $"""
                SELECT count(*) FROM assignments a JOIN assignments b ON b.tenant_id = a.tenant_id AND b.driver_id = a.driver_id AND b.id > a.id
                WHERE a.tenant_id = @ AND a.status IN {Held} AND b.status IN {Held} AND a.set_out_at < b.ends_at AND b.set_out_at < a.ends_at
                """)),
            await _shop.App.ScalarAsync<long>(Sql(
                $"""
                SELECT (SELECT count(*) FROM (SELECT ride_id FROM assignments WHERE tenant_id = @ AND status IN {Held} GROUP BY ride_id HAVING count(*) > 1) AS rides)
                     + (SELECT count(*) FROM (SELECT booking_id FROM rides WHERE tenant_id = @ GROUP BY booking_id HAVING count(*) > 1) AS bookings)
                """)),
            await OpenAsync(),
            await _shop.App.ScalarAsync<long>(Sql(
                $"""
                SELECT count(*) FROM (SELECT id FROM slot_claims c WHERE tenant_id = @ AND state = 'booked' AND EXISTS (SELECT 1 FROM drivers d WHERE d.tenant_id = c.tenant_id AND d.id = c.unit_id)) AS c
                FULL JOIN (SELECT id FROM assignments WHERE tenant_id = @ AND status IN {Held}) AS a USING (id) WHERE c.id IS NULL OR a.id IS NULL
                """)),
            _aborted,
            await _shop.App.ScalarAsync<string>(
                $"""
                SELECT format('%s to %s rides, %s in the mean, standard deviation %s', min(n), max(n), round(avg(n), 1), round(stddev_pop(n), 2)) FROM (
                    SELECT count(a.id) AS n FROM drivers d LEFT JOIN assignments a ON a.tenant_id = d.tenant_id AND a.driver_id = d.id AND a.status = 'accepted'
                    WHERE d.tenant_id = {tenant} GROUP BY d.id) AS drivers
                """));

        FormattableString Sql(string text) =>
            System.Runtime.CompilerServices.FormattableStringFactory.Create(text.Replace("@", "{0}", StringComparison.Ordinal), tenant);
    }

    private Task<long> OpenAsync() => _shop.App.ScalarAsync<long>($"SELECT count(*) FROM rides WHERE tenant_id = {_shop.TenantId} AND status = 'waiting'");

    private async Task<IReadOnlyList<(Guid Assignment, Guid User)>> OffersAsync()
    {
        await using NpgsqlConnection connection = await _shop.App.DatabaseAsOwnerAsync();
        await using NpgsqlCommand command = new(
            "SELECT a.id, d.user_id FROM assignments a JOIN drivers d ON d.tenant_id = a.tenant_id AND d.id = a.driver_id WHERE a.tenant_id = $1 AND a.status = 'offered'", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = _shop.TenantId });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<(Guid, Guid)> offers = [];
        while (await reader.ReadAsync())
        {
            offers.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }

        return offers;
    }

    private async Task EveryEngineAsync(Func<IHost, Random, Task> work)
    {
        Random[] randoms = [.. _engines.Select(_ => new Random(_random.Next()))];
        await Task.WhenAll(_engines.Select((engine, i) => Task.Run(() => work(engine, randoms[i]))));
    }

    /// <summary>One piece of work, one in five of which is broken off wherever it is.</summary>
    /// <returns>Null when it broke off.</returns>
    private async Task<Result<T>?> TryAsync<T>(IHost engine, Random random, Func<ISender, CancellationToken, Task<Result<T>>> work)
    {
        using CancellationTokenSource abort = new();
        if (random.Next(5) == 0)
        {
            abort.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 30)));
        }

        try
        {
            await using AsyncServiceScope scope = engine.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(_shop.TenantId);
            return await work(scope.ServiceProvider.GetRequiredService<ISender>(), abort.Token);
        }
        catch (Exception) when (abort.IsCancellationRequested)
        {
            Interlocked.Increment(ref _aborted);
            return null;
        }
    }

    private async Task AsDriverAsync(IHost engine, Guid user, Func<ISender, Task> work)
    {
        await using AsyncServiceScope scope = engine.Services.CreateAsyncScope();
        RequestContext context = scope.ServiceProvider.GetRequiredService<RequestContext>();
        context.UseTenant(_shop.TenantId);
        context.SignIn(user, [Roles.Driver]);
        await work(scope.ServiceProvider.GetRequiredService<ISender>());
    }
}
