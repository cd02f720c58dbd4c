namespace Booking.Infrastructure.Notifications;

using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

internal static class WebhooksRegistration
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section)
            .Validate(options => options.Interval > TimeSpan.Zero && options.Lanes > 0, "Webhooks: Interval and Lanes must be positive.")
            .Validate(options => !options.AllowLoopback || environment.IsDevelopment(), "Webhooks:AllowLoopback is for Development only.")
            .ValidateOnStart();
        services.AddSingleton(provider => new WebhookTargets(
            AllowsHttp: environment.IsDevelopment(),
            AllowsLoopback: provider.GetRequiredService<IOptions<WebhookOptions>>().Value.AllowLoopback));
        services.AddSingleton<IHostResolver, SystemResolver>();
        services.AddSingleton<GuardedConnections>();
        services.AddSingleton<IWebhookSender, WebhookSender>();
        services.AddSingleton<DueWebhooks>();
        services.AddSingleton<WebhookDispatcher>();
        services.AddScoped<IEventLog, EventLog>();
        services.AddSingleton<IHubTickets, HubTickets>();
        return services;
    }
}
