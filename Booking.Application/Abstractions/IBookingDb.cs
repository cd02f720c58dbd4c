namespace Booking.Application.Abstractions;

using Booking.Application.Bookings;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Attribution;
using Booking.Domain.Bookings;
using Booking.Domain.Cars;
using Booking.Domain.Catalog;
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
using Microsoft.EntityFrameworkCore;

/// <summary>The tenant's data. Every query is confined to the tenant of the <see cref="RequestContext"/>, by filter and by row level security.</summary>
public interface IBookingDb
{
    /// <summary>The one table without a tenant.</summary>
    DbSet<Tenant> Tenants { get; }

    DbSet<User> Users { get; }

    DbSet<RefreshToken> RefreshTokens { get; }

    DbSet<Car> Cars { get; }

    DbSet<Driver> Drivers { get; }

    DbSet<Ride> Rides { get; }

    DbSet<Assignment> Assignments { get; }

    DbSet<Venue> Venues { get; }

    DbSet<VenueExtra> VenueExtras { get; }

    DbSet<VenueRequest> VenueRequests { get; }

    DbSet<VenueSeries> VenueSeries { get; }

    DbSet<VenueSeriesCancellation> VenueSeriesCancellations { get; }

    DbSet<Event> Events { get; }

    DbSet<TicketType> TicketTypes { get; }

    DbSet<EventSeries> EventSeries { get; }

    DbSet<EventPool> EventPools { get; }

    DbSet<AccessCode> AccessCodes { get; }

    DbSet<EventSeat> EventSeats { get; }

    DbSet<Operator> Operators { get; }

    DbSet<EventSeatPlan> EventSeatPlans { get; }

    DbSet<SeatMap> SeatMaps { get; }

    DbSet<Route> Routes { get; }

    DbSet<Stop> Stops { get; }

    DbSet<Fare> Fares { get; }

    DbSet<Bus> Buses { get; }

    DbSet<Schedule> Schedules { get; }

    DbSet<Trip> Trips { get; }

    DbSet<TripStop> TripStops { get; }

    DbSet<Service> Services { get; }

    DbSet<Provider> Providers { get; }

    DbSet<Product> Products { get; }

    DbSet<Pool> Pools { get; }

    DbSet<PriceRule> PriceRules { get; }

    DbSet<Fee> Fees { get; }

    DbSet<Voucher> Vouchers { get; }

    DbSet<Blackout> Blackouts { get; }

    DbSet<ClassSession> ClassSessions { get; }

    DbSet<CatalogWord> CatalogWords { get; }

    DbSet<Rating> Ratings { get; }

    /// <summary>Read only; see <see cref="IRatingTotals"/>.</summary>
    IQueryable<RatingTotal> RatingTotals { get; }

    DbSet<Hold> Holds { get; }

    DbSet<Booking> Bookings { get; }

    /// <summary>Read only; whose offerings the bookings are for.</summary>
    IQueryable<BookingOwnerRow> BookingOwners { get; }

    DbSet<Cancellation> Cancellations { get; }

    DbSet<BookingChange> Changes { get; }

    DbSet<DisruptionCase> DisruptionCases { get; }

    DbSet<Reassignment> Reassignments { get; }

    DbSet<Payment> Payments { get; }

    DbSet<Refund> Refunds { get; }

    DbSet<Receipt> Receipts { get; }

    DbSet<WaitlistEntry> WaitlistEntries { get; }

    DbSet<WaitlistSkip> WaitlistSkips { get; }

    DbSet<WebhookEndpoint> WebhookEndpoints { get; }

    DbSet<WebhookDelivery> WebhookDeliveries { get; }

    DbSet<PushSubscription> PushSubscriptions { get; }

    DbSet<BookingAttribution> BookingAttributions { get; }

    DbSet<ConversionSettings> ConversionSettings { get; }

    DbSet<ConversionDelivery> ConversionDeliveries { get; }

    DbSet<Notification> Notifications { get; }

    DbSet<NotificationPreferences> NotificationPreferences { get; }

    DbSet<NotificationTemplate> NotificationTemplates { get; }

    DbSet<Ticket> Tickets { get; }

    DbSet<TicketScan> TicketScans { get; }

    IQueryable<AuditEntry> AuditEntries { get; }

    /// <summary>Read only; see <see cref="Application.Drivers.IDriverLocations"/>.</summary>
    IQueryable<DriverLocation> DriverLocations { get; }

    /// <summary>Read only; see <see cref="IClaimStore"/>.</summary>
    IQueryable<SlotClaimRow> SlotClaims { get; }

    IQueryable<SeatClaimRow> SeatClaims { get; }

    IQueryable<LegClaimRow> LegClaims { get; }

    IQueryable<QuotaClaimRow> QuotaClaims { get; }

    /// <summary>Reads a hold and keeps its row locked until the transaction ends.</summary>
    Task<Hold?> LockHoldAsync(Guid id, CancellationToken ct);

    /// <summary>Reads a booking and keeps its row locked until the transaction ends. Always before its payments.</summary>
    Task<Booking?> LockBookingAsync(Guid id, CancellationToken ct);

    /// <summary>Reads bookings and keeps their rows locked until the transaction ends; in the order of their ids, so that no two callers can wait for each other.</summary>
    Task<Dictionary<Guid, Booking>> LockBookingsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct);

    /// <summary>Reads a payment and keeps its row locked until the transaction ends. Always after its booking.</summary>
    Task<Payment?> LockPaymentAsync(Guid id, CancellationToken ct);

    /// <summary>Reads a user and keeps the row locked until the transaction ends.</summary>
    Task<User?> LockUserAsync(Guid id, CancellationToken ct);

    /// <summary>Reads what is due to an endpoint and keeps the rows locked until the transaction ends; what somebody else has locked is left out.</summary>
    Task<List<WebhookDelivery>> LockDueDeliveriesAsync(Guid endpointId, DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>Reads what the advertising network is to be told now and keeps the rows locked until the transaction ends; what somebody else has locked is left out.</summary>
    Task<List<ConversionDelivery>> LockDueConversionsAsync(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>Reads what is due on a channel and keeps the rows locked until the transaction ends; what somebody else has locked is left out.</summary>
    Task<List<Notification>> LockDueNotificationsAsync(NotificationChannel channel, DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>Reads a notification and keeps its row locked until the transaction ends.</summary>
    Task<Notification?> LockNotificationAsync(Guid id, CancellationToken ct);

    /// <summary>
    /// Reads a refresh token and keeps it and its user's row locked until the transaction ends. The user's row comes first and
    /// stands for all tokens of the user: a family cannot grow while it is being revoked.
    /// </summary>
    Task<RefreshToken?> LockRefreshTokenAsync(byte[] hash, CancellationToken ct);

    /// <summary>Revokes every token of a family at once; the caller holds the lock of one of them.</summary>
    Task RevokeFamilyAsync(Guid familyId, DateTimeOffset now, CancellationToken ct);

    Task<int> SaveChangesAsync(CancellationToken ct);
}
