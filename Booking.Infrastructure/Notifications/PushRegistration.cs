namespace Booking.Infrastructure.Notifications;

using Booking.Application.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

internal static class PushRegistration
{
    /// <summary>The host does not start with an unsafe key; without any it pushes nothing.</summary>
    public static IServiceCollection AddPush(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddOptions<PushOptions>().BindConfiguration(PushOptions.Section)
            .Validate(options => options.TimeToLive > TimeSpan.Zero && VapidKeys.From(options, environment) is not null, "Push: TimeToLive must be positive.")
            .ValidateOnStart();
        services.AddSingleton(provider => VapidKeys.From(provider.GetRequiredService<IOptions<PushOptions>>().Value, environment));
        services.AddSingleton<IPushKeys>(provider => provider.GetRequiredService<VapidKeys>());
        services.AddSingleton<PushClient>();
        services.AddSingleton<INotificationChannel, PushChannel>();
        return services;
    }
}
