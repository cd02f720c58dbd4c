namespace Booking.Workers;

using Booking.ServiceDefaults;

internal static class DependencyInjection
{
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        services.AddOptions<SweeperOptions>().BindConfiguration(SweeperOptions.Section)
            .Validate(options => options.Interval > TimeSpan.Zero && options.RetentionInterval > TimeSpan.Zero, "Sweeper: the intervals must be positive.")
            .ValidateOnStart();
        services.AddOptions<TripScheduleOptions>().BindConfiguration(TripScheduleOptions.Section)
            .Validate(options => options.Interval > TimeSpan.Zero, "TripSchedules: the interval must be positive.")
            .ValidateOnStart();
        services.AddOptions<HoldWarningOptions>().BindConfiguration("HoldWarnings")
            .Validate(options => options.Interval > TimeSpan.Zero, "HoldWarnings: the interval must be positive.")
            .ValidateOnStart();
        services.AddOptions<WaitlistTickOptions>().BindConfiguration("Waitlist")
            .Validate(options => options.TickInterval > TimeSpan.Zero, "Waitlist: the interval must be positive.")
            .ValidateOnStart();
        services.AddHostedService<OutboxRelayWorker>();
        services.AddHostedService<ReceiptsWorker>();
        services.AddHostedService<RefundsWorker>();
        services.AddHostedService<DisruptionsWorker>();
        services.AddHostedService<WaitlistWorker>();
        services.AddHostedService<WaitlistTickWorker>();
        services.AddHostedService<WebhooksWorker>();
        services.AddHostedService<WebhookDeliveryWorker>();
        services.AddHostedService<ConversionsWorker>();
        services.AddHostedService<ConversionDeliveryWorker>();
        services.AddHostedService<NotificationsWorker>();
        services.AddHostedService<NotificationDeliveryWorker>();
        services.AddHostedService<DriversWorker>();
        services.AddHostedService<RidesWorker>();
        services.AddHostedService<ReassignmentsWorker>();
        services.AddHostedService<TicketsWorker>();
        services.AddHostedService<ReportingWorker>();
        services.AddHostedService<ReportFoldingWorker>();
        services.AddHostedService<HoldExpiryWorker>();
        services.AddHostedService<HoldWarningWorker>();
        services.AddHostedService<BookingLifeWorker>();
        services.AddHostedService<TripScheduleWorker>();
        services.AddHostedService<VenueRequestsWorker>();
        services.AddHostedService<RetentionWorker>();
        services.AddHostedService<SecretsWorker>();
        // All workers stop at the same time, each within its own bound; one after the other they would not fit into the host's limit.
        services.Configure<HostOptions>(options => options.ServicesStopConcurrently = true);
        services.TolerateUnhealthy("StackExchange.Redis");
        return services;
    }
}
