namespace Booking.Api.Tests.Tenants;

using System.Collections.Concurrent;
using Booking.Application;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Infrastructure;
using Booking.Infrastructure.Persistence;
using Booking.Testing;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Shouldly;

/// <summary>The product's persistence as the API composes it, on very few connections, under a login role of its own with the API's rights.</summary>
internal sealed class TenantPool : IAsyncDisposable
{
    public const int Connections = 4;

    private const int Askers = 16;
    private const string Login = "booking_test";
    private const string Password = "only-for-this-test";

    private readonly ServiceProvider _services;

    private TenantPool(ServiceProvider services) => _services = services;

    public static async Task<TenantPool> OpenAsync(BookingApp app, int connections = Connections, Action<IServiceCollection>? change = null)
    {
        await app.ExecuteAsync(
            $"""
            DO $$ BEGIN
                CREATE ROLE booking_test LOGIN PASSWORD 'only-for-this-test' NOSUPERUSER NOBYPASSRLS IN ROLE booking_app;
            EXCEPTION WHEN duplicate_object THEN
                NULL;
            END $$
            """);
        NpgsqlConnectionStringBuilder connection = new(app.ConnectionString("bookingdb")) { Username = Login, Password = Password };
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:bookingdb"] = connection.ConnectionString,
            ["ConnectionStrings:cache"] = app.ConnectionString("cache"),
            ["ConnectionStrings:messaging"] = app.ConnectionString("messaging"),
            ["Database:MaxPoolSize"] = $"{connections}",
            ["Storage:Folder"] = Path.GetTempPath(),
            ["Secrets:Keys:0:Id"] = "local",
            ["Secrets:Keys:0:Key"] = app.SecretsKey,
            ["Twilio:AccountSid"] = TwilioServer.AccountSid,
            ["Twilio:AuthToken"] = TwilioServer.AuthToken,
            ["Twilio:BaseUrl"] = app.Twilio.BaseUrl.AbsoluteUri,
            ["Twilio:CallbackBaseUrl"] = "https://booking.example",
            ["Conversions:TikTok:BaseUrl"] = app.TikTok.BaseUrl.AbsoluteUri,
        });
        builder.Services.AddApplication();
        builder.AddInfrastructure();
        change?.Invoke(builder.Services);
        return new TenantPool(builder.Services.BuildServiceProvider());
    }

    /// <summary>The tables and columns that EF Core believes in.</summary>
    public async Task<TOut> WithModelAsync<TOut>(Func<BookingDbContext, TOut> read)
    {
        await using AsyncServiceScope scope = _services.CreateAsyncScope();
        return read(scope.ServiceProvider.GetRequiredService<BookingDbContext>());
    }

    /// <summary>Runs one use case for a tenant.</summary>
    public async Task<T> SendAsync<T>(Guid tenant, IRequest<T> request, CancellationToken ct = default)
    {
        await using AsyncServiceScope scope = Scope(tenant);
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, ct);
    }

    /// <summary>
    /// Many requests of several tenants at once, each of which counts the cars it can see: outside and inside a unit of work, with
    /// EF Core's filter and without, in units of work that fail, and now and then without any tenant at all.
    /// </summary>
    public async Task<TenantPoolReport> AskAsync(IReadOnlyDictionary<Guid, int> carsOf, int requests)
    {
        Guid[] tenants = [.. carsOf.Keys];
        int foreign = 0;
        int missing = 0;
        ConcurrentDictionary<int, byte> backends = new();
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = Askers }, async (i, ct) =>
        {
            Guid tenant = tenants[i % tenants.Length];
            Dictionary<Guid, int> seen = (i / tenants.Length % 6) switch
            {
                0 => await OutsideAsync(tenant, db => db.Cars.IgnoreQueryFilters(), ct),
                1 => await InsideAsync(tenant, fails: false, ct),
                2 => await OutsideAsync(tenant, db => db.Cars, ct),
                3 => await InsideAsync(tenant, fails: true, ct),
                4 => await OutsideAsync(null, db => db.Cars.IgnoreQueryFilters(), ct),
                _ => await BareAsync(backends, ct),
            };
            bool hasTenant = i / tenants.Length % 6 < 4;
            Interlocked.Add(ref foreign, seen.Where(row => !hasTenant || row.Key != tenant).Sum(row => row.Value));
            Interlocked.Add(ref missing, hasTenant ? carsOf[tenant] - seen.GetValueOrDefault(tenant) : 0);
        });
        return new TenantPoolReport(requests, foreign, missing, backends.Count);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<Dictionary<Guid, int>> OutsideAsync(Guid? tenant, Func<BookingDbContext, IQueryable<Domain.Cars.Car>> cars, CancellationToken ct)
    {
        await using AsyncServiceScope scope = Scope(tenant);
        return await CountAsync(cars(scope.ServiceProvider.GetRequiredService<BookingDbContext>()), ct);
    }

    private async Task<Dictionary<Guid, int>> InsideAsync(Guid tenant, bool fails, CancellationToken ct)
    {
        await using AsyncServiceScope scope = Scope(tenant);
        BookingDbContext db = scope.ServiceProvider.GetRequiredService<BookingDbContext>();
        Dictionary<Guid, int> seen = [];
        Result<Done> outcome = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync<Result<Done>>(
            async token =>
            {
                seen = await CountAsync(db.Cars.IgnoreQueryFilters(), token);
                return fails ? Result.Failure(Error.Conflict("refused", "As asked.")) : Result.Success;
            },
            ct);
        outcome.IsFailure.ShouldBe(fails);
        return seen;
    }

    /// <summary>On a connection that others have used, with nothing set: what it sees is what they left behind.</summary>
    private async Task<Dictionary<Guid, int>> BareAsync(ConcurrentDictionary<int, byte> backends, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await _services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(ct);
        backends.TryAdd(connection.ProcessID, 0);
        await using NpgsqlCommand command = new("SELECT tenant_id, count(*)::int FROM cars GROUP BY tenant_id", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        Dictionary<Guid, int> seen = [];
        while (await reader.ReadAsync(ct))
        {
            seen.Add(reader.GetGuid(0), reader.GetInt32(1));
        }

        return seen;
    }

    private static Task<Dictionary<Guid, int>> CountAsync(IQueryable<Domain.Cars.Car> cars, CancellationToken ct) => cars
        .GroupBy(car => car.TenantId)
        .Select(group => new { group.Key, Count = group.Count() })
        .ToDictionaryAsync(group => group.Key, group => group.Count, ct);

    private AsyncServiceScope Scope(Guid? tenant)
    {
        AsyncServiceScope scope = _services.CreateAsyncScope();
        if (tenant is { } id)
        {
            scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(id);
        }

        return scope;
    }
}

/// <param name="Foreign">Rows seen that belong to another tenant than the asker.</param>
/// <param name="Missing">Own rows not seen.</param>
/// <param name="Backends">Connections that were used, as the database counts them.</param>
internal sealed record TenantPoolReport(int Requests, int Foreign, int Missing, int Backends);
