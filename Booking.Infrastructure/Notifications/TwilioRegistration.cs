namespace Booking.Infrastructure.Notifications;

using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

internal static class TwilioRegistration
{
    public static IServiceCollection AddTwilio(this IServiceCollection services)
    {
        services.AddOptions<TwilioOptions>().BindConfiguration(TwilioOptions.Section)
            .Validate(options => options.IsValid, "Twilio: an AccountSid needs an AuthToken, and the addresses must be absolute.")
            .ValidateOnStart();
        services.AddHttpClient(TwilioClient.ClientName, (provider, client) =>
            {
                client.BaseAddress = provider.GetRequiredService<IOptions<TwilioOptions>>().Value.BaseUrl;
                client.Timeout = TwilioClient.Limit;
                client.MaxResponseContentBufferSize = TwilioClient.MostBytesRead;
            })
            // A redirect would carry numbers and texts to somebody else.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .RedactLoggedHeaders(["Authorization"]);
        services.AddSingleton<TwilioClient>();
        services.AddSingleton<IDeliveryReports, TwilioReports>();
        services.AddSingleton<INotificationChannel>(provider => ActivatorUtilities.CreateInstance<TwilioChannel>(provider, NotificationChannel.Sms));
        services.AddSingleton<INotificationChannel>(provider => ActivatorUtilities.CreateInstance<TwilioChannel>(provider, NotificationChannel.Whatsapp));
        return services;
    }
}
