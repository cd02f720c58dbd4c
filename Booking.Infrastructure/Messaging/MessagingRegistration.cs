namespace Booking.Infrastructure.Messaging;

using Booking.Application.Notifications;
using Booking.Infrastructure.Messaging.Backlogs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

internal static class MessagingRegistration
{
    /// <summary>The signal and the look at the backlogs for every host; the relay and the consumers run only where a hosted service calls them.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MessagingOptions>().Bind(configuration.GetSection(MessagingOptions.Section))
            .Validate(
                options => options.Prefetch > 0 && options.Concurrency > 0 && options.OutboxPoll > TimeSpan.Zero && options.Retries.All(delay => delay > TimeSpan.Zero),
                "Messaging: Prefetch, Concurrency, OutboxPoll and every one of RetryDelays must be positive.")
            .ValidateOnStart();
        services.AddSingleton<Broker>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxListener>();
        services.AddSingleton<OutboxRelay>();
        services.AddSingleton<EventConsumer>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<IStatsNotifier, StatsNotifier>();
        services.AddSingleton<ReplayDeadLetters>();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section)
            .Validate(options => options.IsValid, "Retention: idempotency keys are kept for 24 hours at least, and nothing for no time.")
            .ValidateOnStart();
        services.AddSingleton<Retention>();
        services.AddOptions<BacklogOptions>().Bind(configuration.GetSection(BacklogOptions.Section))
            .Validate(options => options.IsValid, "Backlogs: Interval, QueueLimit and every one of Limits must be positive, and Limits name backlogs that there are.")
            .ValidateOnStart();
        services.AddSingleton<BacklogReader>();
        services.AddSingleton<QueueReader>();
        services.AddSingleton<BacklogMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<BacklogMonitor>());
        services.AddBacklogChecks();
        return services;
    }
}
