namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Users;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Tenants;
using Booking.Domain.Trips;
using Booking.Infrastructure.Holds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

/// <summary>
/// What a development system sells: the tenant <c>demo</c> with all kinds of offerings, and a small tenant <c>other</c> beside it.
/// Ids are the same on every machine, times are relative to the day of seeding.
/// </summary>
internal sealed class DemoData(IServiceScopeFactory scopes, IPasswordHasher hasher, TimeProvider clock)
{
    /// <summary>Of every demo user.</summary>
    public const string Password = "Booking-demo-1!";

    public const string Demo = "demo";
    public const string Other = "other";

    public static readonly Guid DemoTenantId = SeedIds.Of(Demo, "tenant", 1);
    public static readonly Guid OtherTenantId = SeedIds.Of(Other, "tenant", 1);

    /// <summary>Adds each tenant as a whole, or nothing where it has offerings already.</summary>
    public async Task SeedAsync(CancellationToken ct)
    {
        SeedDay day = new(clock.GetUtcNow());
        Result<string> hash = await hasher.HashAsync(Password, ct);
        if (hash.IsFailure)
        {
            throw new InvalidOperationException(hash.Error.Message);
        }

        Tenant demo = Tenant.Create(DemoTenantId, Demo, "Demo Reisen & Veranstaltungen GmbH", "Unter den Linden 1, 10117 Berlin", "DE123456789", "EUR", allowsGuests: true, day.Now, "Europe/Berlin");
        if (await SeedTenantAsync(demo, db => SeedDemoAsync(db, day, hash.Value, ct), ct))
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(DemoTenantId);
            await scope.ServiceProvider.GetRequiredService<DemoSales>().SellAsync(ct);
        }

        Tenant other = Tenant.Create(OtherTenantId, Other, "Other Tours Ltd", "1 Harbour Road, Dublin", "IE1234567T", "EUR", allowsGuests: false, day.Now, "Europe/Dublin");
        await SeedTenantAsync(other, db => OtherTenant.SeedAsync(db, day, hash.Value, ct), ct);
    }

    /// <summary>A scope of its own per tenant: a scope's tenant is chosen once, and row level security lets nothing else through.</summary>
    /// <returns>False where the tenant was there already.</returns>
    private async Task<bool> SeedTenantAsync(Tenant tenant, Func<BookingDbContext, Task> seed, CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(tenant.Id);
        BookingDbContext db = scope.ServiceProvider.GetRequiredService<BookingDbContext>();
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT set_config('app.tenant_id', {tenant.Id.ToString()}, true)", ct);
        if (await db.Cars.AnyAsync(ct))
        {
            return false;
        }

        if (!await db.Tenants.AnyAsync(known => known.Id == tenant.Id, ct))
        {
            db.Tenants.Add(tenant);
            await db.SaveChangesAsync(ct);
        }

        await seed(db);
        await transaction.CommitAsync(ct);
        return true;
    }

    // What a foreign key points at is saved first: the model knows no navigations, so EF Core does not know the order.
    private static async Task SeedDemoAsync(BookingDbContext db, SeedDay day, string passwordHash, CancellationToken ct)
    {
        db.AddRange(DemoUsers.All(day, passwordHash));
        db.AddRange(DemoTrips.Operators());
        await db.SaveChangesAsync(ct);

        db.AddRange(DemoCars.All());
        db.AddRange(DemoDrivers.All());
        db.AddRange(DemoVenues.All());
        db.AddRange(DemoVenues.Extras());
        db.AddRange(DemoEvents.Pools());
        List<Event> events = [.. DemoEvents.Events(day)];
        db.AddRange(events);
        db.AddRange(DemoTrips.Routes());
        db.AddRange(DemoTrips.Buses());
        List<Provider> providers = [.. DemoCatalog.Providers()];
        db.AddRange(providers);
        List<Service> services = [.. DemoCatalog.Services()];
        db.AddRange(services);
        db.AddRange(services.SelectMany(ServiceWords.Words));
        db.AddRange(DemoCatalog.Pools());
        db.AddRange(DemoPricing.Pools());
        await db.SaveChangesAsync(ct);

        db.AddRange(DemoEvents.TicketTypes());
        db.AddRange(DemoEvents.Ticketing(events));
        List<Stop> stops = [.. DemoTrips.Stops()];
        List<Trip> trips = [.. DemoTrips.Trips(day)];
        db.AddRange(stops);
        db.AddRange(DemoTrips.Schedules(day));
        await db.SaveChangesAsync(ct);

        db.AddRange(trips);
        List<Product> products = [.. DemoCatalog.Products()];
        db.AddRange(products);
        db.AddRange(products.SelectMany(ServiceWords.Words));
        db.AddRange(DemoPricing.Vouchers());
        await db.SaveChangesAsync(ct);

        db.AddRange(DemoTrips.Fares());
        db.AddRange(DemoTrips.TripStops(trips, stops));
        db.Add(DemoEvents.GreatHall());
        db.Add(DemoEvents.SmallHall());
        db.AddRange(DemoEvents.Seats());
        db.AddRange(DemoEvents.Series(events, day));
        await db.SaveChangesAsync(ct);
        foreach (ClassSession session in DemoCatalog.Sessions(services, providers, day))
        {
            db.Add(Pool.Open(session.TenantId, session.PoolId, session.Places));
            await db.SaveChangesAsync(ct);
            db.Add(session);
            await db.SaveChangesAsync(ct);
            await OccupyAsync(db, session.Id, session.ProviderId, session.Asked, ct);
        }

        Blackout repair = DemoVenues.Repair(day);
        db.Add(repair);
        await db.SaveChangesAsync(ct);
        await KeepAsync(db, repair, ct);
    }

    private static Task<int> OccupyAsync(BookingDbContext db, Guid id, Guid provider, TimeRange time, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state)
        VALUES ({db.TenantId}, {id}, 0, {LockKeys.Slot(provider)}, {provider}, {time.From}, {time.To}, {time.From}, {time.To}, 'booked')
        """,
        ct);

    private static async Task KeepAsync(BookingDbContext db, Blackout blackout, CancellationToken ct)
    {
        foreach ((int item, BlackoutTime time) in blackout.Times.Index())
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO slot_claims (tenant_id, id, hold_id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state, is_blackout)
                VALUES ({db.TenantId}, gen_random_uuid(), {blackout.Id}, {item}, {LockKeys.Slot(blackout.UnitId)}, {blackout.UnitId}, {time.From}, {time.To}, {time.From}, {time.To}, 'booked', true)
                """,
                ct);
        }
    }
}
