namespace Booking.Infrastructure.Persistence;

using System.Diagnostics;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Attribution;
using Booking.Domain.Bookings;
using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Notifications;
using Booking.Domain.Payments;
using Booking.Domain.Receipts;
using Booking.Domain.Reporting;
using Booking.Domain.Tenants;
using Booking.Domain.Tickets;
using Booking.Domain.Trips;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using Booking.Domain.Waitlist;
using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Reporting;
using Microsoft.EntityFrameworkCore;

/// <summary>One tenant's view of the database. The tenant is that of the scope's <see cref="RequestContext"/>.</summary>
public sealed class BookingDbContext(DbContextOptions<BookingDbContext> options, RequestContext context, TimeProvider clock) : DbContext(options), IBookingDb
{
    /// <summary>Compared by the query filters, and set in the database by <see cref="TenantInterceptor"/>; no tenant means no rows.</summary>
    public Guid TenantId => context.HasTenant ? context.TenantId : Guid.Empty;

    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<User> Users => Set<User>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<Car> Cars => Set<Car>();

    public DbSet<Driver> Drivers => Set<Driver>();

    public DbSet<Ride> Rides => Set<Ride>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<Venue> Venues => Set<Venue>();

    public DbSet<VenueExtra> VenueExtras => Set<VenueExtra>();

    public DbSet<VenueRequest> VenueRequests => Set<VenueRequest>();

    public DbSet<VenueSeries> VenueSeries => Set<VenueSeries>();

    public DbSet<VenueSeriesCancellation> VenueSeriesCancellations => Set<VenueSeriesCancellation>();

    public DbSet<Event> Events => Set<Event>();

    public DbSet<TicketType> TicketTypes => Set<TicketType>();

    public DbSet<EventSeries> EventSeries => Set<EventSeries>();

    public DbSet<EventPool> EventPools => Set<EventPool>();

    public DbSet<AccessCode> AccessCodes => Set<AccessCode>();

    public DbSet<EventSeat> EventSeats => Set<EventSeat>();

    public DbSet<Operator> Operators => Set<Operator>();

    public DbSet<EventSeatPlan> EventSeatPlans => Set<EventSeatPlan>();

    public DbSet<SeatMap> SeatMaps => Set<SeatMap>();

    public DbSet<Route> Routes => Set<Route>();

    public DbSet<Stop> Stops => Set<Stop>();

    public DbSet<Fare> Fares => Set<Fare>();

    public DbSet<Bus> Buses => Set<Bus>();

    public DbSet<Schedule> Schedules => Set<Schedule>();

    public DbSet<Trip> Trips => Set<Trip>();

    public DbSet<TripStop> TripStops => Set<TripStop>();

    public DbSet<Service> Services => Set<Service>();

    public DbSet<Provider> Providers => Set<Provider>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Pool> Pools => Set<Pool>();

    public DbSet<PriceRule> PriceRules => Set<PriceRule>();

    public DbSet<Fee> Fees => Set<Fee>();

    public DbSet<Voucher> Vouchers => Set<Voucher>();

    public DbSet<Blackout> Blackouts => Set<Blackout>();

    public DbSet<ClassSession> ClassSessions => Set<ClassSession>();

    public DbSet<CatalogWord> CatalogWords => Set<CatalogWord>();

    public DbSet<Rating> Ratings => Set<Rating>();

    public IQueryable<RatingTotal> RatingTotals => Set<RatingTotal>().AsNoTracking();

    public DbSet<Hold> Holds => Set<Hold>();

    public DbSet<Booking> Bookings => Set<Booking>();

    public IQueryable<BookingOwnerRow> BookingOwners => Set<BookingOwnerRow>().AsNoTracking();

    public DbSet<Cancellation> Cancellations => Set<Cancellation>();

    public DbSet<BookingChange> Changes => Set<BookingChange>();

    public DbSet<DisruptionCase> DisruptionCases => Set<DisruptionCase>();

    public DbSet<Reassignment> Reassignments => Set<Reassignment>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Refund> Refunds => Set<Refund>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<WaitlistEntry> WaitlistEntries => Set<WaitlistEntry>();

    public DbSet<WaitlistSkip> WaitlistSkips => Set<WaitlistSkip>();

    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<PushSubscription> PushSubscriptions => Set<PushSubscription>();

    public DbSet<BookingAttribution> BookingAttributions => Set<BookingAttribution>();

    public DbSet<ConversionSettings> ConversionSettings => Set<ConversionSettings>();

    public DbSet<ConversionDelivery> ConversionDeliveries => Set<ConversionDelivery>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<NotificationPreferences> NotificationPreferences => Set<NotificationPreferences>();

    public DbSet<NotificationTemplate> NotificationTemplates => Set<NotificationTemplate>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<TicketScan> TicketScans => Set<TicketScan>();

    public IQueryable<AuditEntry> AuditEntries => Set<AuditEntry>().AsNoTracking();

    /// <summary>What the running unit of work has written into the audit log.</summary>
    internal AuditTrail Audit { get; } = new();

    public IQueryable<DriverLocation> DriverLocations => Set<DriverLocation>().AsNoTracking();

    public IQueryable<SlotClaimRow> SlotClaims => Set<SlotClaimRow>().AsNoTracking();

    public IQueryable<SeatClaimRow> SeatClaims => Set<SeatClaimRow>().AsNoTracking();

    public IQueryable<LegClaimRow> LegClaims => Set<LegClaimRow>().AsNoTracking();

    public IQueryable<QuotaClaimRow> QuotaClaims => Set<QuotaClaimRow>().AsNoTracking();

    public Task<Hold?> LockHoldAsync(Guid id, CancellationToken ct) =>
        Holds.FromSql($"SELECT * FROM holds WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);

    public Task<Booking?> LockBookingAsync(Guid id, CancellationToken ct) =>
        Bookings.FromSql($"SELECT * FROM bookings WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);

    public Task<Dictionary<Guid, Booking>> LockBookingsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Bookings.FromSql($"SELECT * FROM bookings WHERE tenant_id = {TenantId} AND id = ANY ({ids.ToArray()}) ORDER BY id FOR UPDATE").ToDictionaryAsync(booking => booking.Id, ct);

    public async Task<Payment?> LockPaymentAsync(Guid id, CancellationToken ct)
    {
        // In two steps: a composed FromSql names the columns of complex types its own way.
        await Database.ExecuteSqlAsync($"SELECT 1 FROM payments WHERE tenant_id = {TenantId} AND id = {id} FOR UPDATE", ct);
        return await Payments.SingleOrDefaultAsync(payment => payment.Id == id, ct);
    }

    public Task<User?> LockUserAsync(Guid id, CancellationToken ct) =>
        Users.FromSql($"SELECT * FROM users WHERE tenant_id = {TenantId} AND id = {id} FOR NO KEY UPDATE").SingleOrDefaultAsync(ct);

    public Task<List<WebhookDelivery>> LockDueDeliveriesAsync(Guid endpointId, DateTimeOffset now, int most, CancellationToken ct) =>
        WebhookDeliveries.FromSql(
            $"""
             SELECT * FROM webhook_deliveries
             WHERE tenant_id = {TenantId} AND endpoint_id = {endpointId} AND status = 'pending' AND next_attempt_at <= {now}
             ORDER BY next_attempt_at LIMIT {most} FOR UPDATE SKIP LOCKED
             """)
            .IgnoreQueryFilters().ToListAsync(ct);

    public Task<List<ConversionDelivery>> LockDueConversionsAsync(DateTimeOffset now, int most, CancellationToken ct) =>
        ConversionDeliveries.FromSql(
            $"""
             SELECT * FROM conversion_deliveries
             WHERE tenant_id = {TenantId} AND status = 'pending' AND next_attempt_at <= {now}
             ORDER BY next_attempt_at LIMIT {most} FOR UPDATE SKIP LOCKED
             """)
            .IgnoreQueryFilters().ToListAsync(ct);

    public Task<List<Notification>> LockDueNotificationsAsync(NotificationChannel channel, DateTimeOffset now, int most, CancellationToken ct)
    {
        string word = ModelConventions.SnakeCase(channel.ToString());
        return Notifications.FromSql(
            $"""
             SELECT * FROM notifications
             WHERE tenant_id = {TenantId} AND channel = {word} AND status = 'pending' AND next_attempt_at <= {now}
             ORDER BY next_attempt_at LIMIT {most} FOR UPDATE SKIP LOCKED
             """)
            .IgnoreQueryFilters().ToListAsync(ct);
    }

    public Task<Notification?> LockNotificationAsync(Guid id, CancellationToken ct) =>
        Notifications.FromSql($"SELECT * FROM notifications WHERE tenant_id = {TenantId} AND id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);

    public async Task<RefreshToken?> LockRefreshTokenAsync(byte[] hash, CancellationToken ct)
    {
        await Database.ExecuteSqlAsync(
            $"""
             SELECT 1 FROM users
             WHERE tenant_id = {TenantId} AND id = (SELECT user_id FROM refresh_tokens WHERE tenant_id = {TenantId} AND hash = {hash})
             FOR NO KEY UPDATE
             """,
            ct);
        return await RefreshTokens.FromSql($"SELECT * FROM refresh_tokens WHERE tenant_id = {TenantId} AND hash = {hash} FOR UPDATE").SingleOrDefaultAsync(ct);
    }

    public Task RevokeFamilyAsync(Guid familyId, DateTimeOffset now, CancellationToken ct) =>
        RefreshTokens.Where(token => token.FamilyId == familyId && token.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, (DateTimeOffset?)now), ct);

    /// <summary>Saves the changes, and the events they raised as outbox rows of the same transaction.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (AggregateRoot aggregate in ChangeTracker.Entries<AggregateRoot>().Where(entry => entry.State == EntityState.Modified).Select(entry => entry.Entity).ToList())
        {
            aggregate.Advance();
        }

        foreach (AggregateRoot aggregate in ChangeTracker.Entries<AggregateRoot>().Select(entry => entry.Entity).Where(entity => entity.Events.Count > 0).ToList())
        {
            foreach (DomainEvent happened in aggregate.Events)
            {
                Set<OutboxMessage>().Add(new OutboxMessage
                {
                    TenantId = aggregate.TenantId,
                    Id = Guid.CreateVersion7(clock.GetUtcNow()),
                    Type = happened.Type,
                    Subject = happened.Subject,
                    Sequence = aggregate.Version,
                    Data = JsonSerializer.Serialize(happened, happened.GetType(), StoredJson.Options),
                    TraceParent = Activity.Current?.Id,
                    OccurredAt = clock.GetUtcNow(),
                    Audit = context.Running is { IsAuditedByEvent: true } byEvent ? AuditNote.Write(byEvent) : null,
                });
            }

            aggregate.ClearEvents();
        }

        if (context.Running is { IsAudited: true, IsAuditedByEvent: false } running)
        {
            Set<AuditEntry>().AddRange(Audit.Read(ChangeTracker, running, clock.GetUtcNow()));
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BookingDbContext).Assembly);
        modelBuilder.UseConventions(this);
    }
}
