namespace Booking.Application;

using Booking.Application.Abstractions;
using Booking.Application.Behaviors;
using Booking.Application.Bookings;
using Booking.Application.Cars;
using Booking.Application.Catalog;
using Booking.Application.Drivers;
using Booking.Application.Events;
using Booking.Application.Holds;
using Booking.Application.Notifications;
using Booking.Application.Payments;
using Booking.Application.Tickets;
using Booking.Application.Trips;
using Booking.Application.Venues;
using Booking.Application.Waitlist;
using Booking.Domain.Common;
using FluentValidation;
using Mapster;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

public static class DependencyInjection
{
    /// <summary>The use cases with their pipeline: telemetry, validation, authorization, cache or unit of work; then the handler.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddMediatR(configuration =>
        {
            configuration.RegisterServicesFromAssemblyContaining<RequestContext>();
            configuration.AddOpenBehavior(typeof(TelemetryBehavior<,>));
            configuration.AddOpenBehavior(typeof(AuditBehavior<,>));
            configuration.AddOpenBehavior(typeof(ValidationBehavior<,>));
            configuration.AddOpenBehavior(typeof(AuthorizationBehavior<,>));
            configuration.AddOpenBehavior(typeof(CachingBehavior<,>));
            configuration.AddOpenBehavior(typeof(VoucherLimitBehavior<,>));
            configuration.AddBehavior<IPipelineBehavior<PlaceHoldCommand, Result<HoldView>>, CombineHolds>();
            configuration.AddOpenBehavior(typeof(TransactionBehavior<,>));
        });
        services.AddScoped<RequestContext>();
        services.AddSingleton(Mapping());
        foreach (Type validator in typeof(RequestContext).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(IValidator).IsAssignableFrom(type)))
        {
            Type service = validator.GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IValidator<>));
            services.AddSingleton(service, validator);
        }

        services.AddScoped<BookingCancellations>();
        services.AddScoped<BookingChanges>();
        services.AddScoped<BusSwap>();
        services.AddScoped<CaseDesk>();
        services.AddScoped<BookingRefunds>();
        services.AddScoped<PendingChanges>();
        services.AddScoped<ProviderDispatch>();
        services.AddScoped<TicketDesk>();
        services.AddScoped<ConsentDesk>();
        services.AddScoped<ItemGranter>();
        services.AddScoped<HoldRefusals>();
        services.AddScoped<Blackouts>();
        services.AddScoped<VenueGranter>();
        services.AddScoped<VenueSearch>();
        services.AddScoped<VenueConflicts>();
        services.AddScoped<VenueBooker>();
        services.AddScoped<VenueSeriesPlanner>();
        services.AddScoped<VenueSeriesRequests>();
        services.AddScoped<VenueSeriesViewer>();
        services.AddScoped<VenueRequester>();
        services.AddScoped<VenueRequestApprover>();
        services.AddScoped<OrderPricer>();
        services.AddScoped<VoucherRedemption>();
        services.AddScoped<WishReader>();
        services.AddScoped<OfferTaker>();
        services.AddScoped<WaitlistDesk>();
        services.AddScoped<SchedulePlanner>();
        services.AddScoped<OpenInventory>();
        services.AddScoped<TimedAvailability>();
        services.AddScoped<IAvailabilitySource, CarAvailabilitySource>();
        services.AddScoped<IAvailabilitySource, VenueAvailabilitySource>();
        services.AddScoped<IAvailabilitySource, EventAvailabilitySource>();
        services.AddScoped<IAvailabilitySource, TripAvailabilitySource>();
        services.AddScoped<IAvailabilitySource, ProductAvailabilitySource>();
        services.AddScoped<CarSearch>();
        services.AddScoped<DriverPool>();
        services.AddScoped<RideDispatch>();
        services.AddScoped<OwnAssignments>();
        services.AddScoped<RideViews>();
        services.AddScoped<NotificationAudience>();
        services.AddScoped<NotificationPlanner>();
        services.AddScoped<NotificationComposer>();
        services.AddScoped<IItemGrants, CarGrants>();
        services.AddScoped<IItemGrants, VenueGrants>();
        services.AddScoped<IItemGrants, ServiceGrants>();
        services.AddScoped<IItemGrants, ProductGrants>();
        services.AddScoped<IItemGrants, TicketGrants>();
        services.AddScoped<IItemGrants, EventSeatGrants>();
        services.AddScoped<IItemGrants, TripSeatGrants>();
        return services;
    }

    /// <summary>The rules for turning aggregates into views, from every <see cref="IRegister"/> of this assembly.</summary>
    public static TypeAdapterConfig Mapping()
    {
        TypeAdapterConfig config = new();
        config.Scan(typeof(RequestContext).Assembly);
        return config;
    }
}
