namespace Booking.Api;

using Booking.Api.Attribution;
using Booking.Api.Bookings;
using Booking.Api.Cars;
using Booking.Api.Catalog;
using Booking.Api.Drivers;
using Booking.Api.Events;
using Booking.Api.Holds;
using Booking.Api.Http;
using Booking.Api.Notifications;
using Booking.Api.Payments;
using Booking.Api.Receipts;
using Booking.Api.Reporting;
using Booking.Api.Tenants;
using Booking.Api.Tickets;
using Booking.Api.Trips;
using Booking.Api.Users;
using Booking.Api.Venues;
using Booking.Api.Waitlist;

/// <summary>Every endpoint group, in the order of the documentation.</summary>
internal static class Endpoints
{
    public static void MapEndpoints(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        Map<AuthEndpoints>(api);
        Map<AvailabilityEndpoints>(api);
        Map<TenantEndpoints>(api);
        Map<CarEndpoints>(api);
        Map<ManagedCarEndpoints>(api);
        Map<CarBlackoutEndpoints>(api);
        Map<DriverEndpoints>(api);
        Map<AssignmentEndpoints>(api);
        Map<RideEndpoints>(api);
        Map<VenueEndpoints>(api);
        Map<VenueBlackoutEndpoints>(api);
        Map<VenueExtraEndpoints>(api);
        Map<VenueBookingEndpoints>(api);
        Map<VenueSeriesEndpoints>(api);
        Map<EventEndpoints>(api);
        Map<SeatMapEndpoints>(api);
        Map<EventManagementEndpoints>(api);
        Map<EventSeriesEndpoints>(api);
        Map<OperatorEndpoints>(api);
        Map<RouteEndpoints>(api);
        Map<BusEndpoints>(api);
        Map<ScheduleEndpoints>(api);
        Map<TripEndpoints>(api);
        Map<ServiceEndpoints>(api);
        Map<SessionEndpoints>(api);
        Map<ProviderEndpoints>(api);
        Map<ProviderBlackoutEndpoints>(api);
        Map<ProductEndpoints>(api);
        Map<PriceRuleEndpoints>(api);
        Map<FeeEndpoints>(api);
        Map<VoucherEndpoints>(api);
        Map<RatingEndpoints>(api);
        Map<HoldEndpoints>(api);
        Map<WaitlistEndpoints>(api);
        Map<BookingEndpoints>(api);
        Map<CancellationEndpoints>(api);
        Map<ChangeEndpoints>(api);
        Map<CheckInEndpoints>(api);
        Map<AppointmentEndpoints>(api);
        Map<CaseEndpoints>(api);
        Map<PaymentEndpoints>(api);
        Map<ReceiptEndpoints>(api);
        Map<NotificationEndpoints>(api);
        Map<NotificationTemplateEndpoints>(api);
        Map<WebhookEndpoints>(api);
        Map<EventsLogEndpoints>(api);
        Map<PushEndpoints>(api);
        Map<HubTicketEndpoints>(api);
        Map<TwilioEndpoints>(api);
        Map<ConversionEndpoints>(api);
        Map<ReportEndpoints>(api);
        Map<AuditEndpoints>(api);
        Map<TicketEndpoints>(api);
        Map<ScanEndpoints>(api);
        TicketKeyEndpoints.Map(app);
        Map<HealthEndpoints>(api);
        Map<CacheEndpoints>(api);
        SandboxEndpoints.Map(app, api);
    }

    private static void Map<TGroup>(RouteGroupBuilder api)
        where TGroup : IEndpointGroup => TGroup.Map(api);
}
