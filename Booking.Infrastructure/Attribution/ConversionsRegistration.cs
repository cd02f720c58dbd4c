namespace Booking.Infrastructure.Attribution;

using Booking.Application.Attribution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

internal static class ConversionsRegistration
{
    public static IServiceCollection AddConversions(this IServiceCollection services)
    {
        services.AddOptions<ConversionOptions>().BindConfiguration(ConversionOptions.Section)
            .Validate(options => options.Interval > TimeSpan.Zero && options.TikTok.BaseUrl.IsAbsoluteUri, "Conversions: Interval must be positive and TikTok:BaseUrl absolute.")
            .ValidateOnStart();
        services.AddHttpClient(TikTokSender.ClientName, (provider, client) =>
            {
                client.BaseAddress = provider.GetRequiredService<IOptions<ConversionOptions>>().Value.TikTok.BaseUrl;
                client.Timeout = TikTokSender.Limit;
                client.MaxResponseContentBufferSize = TikTokSender.MostBytesRead;
            })
            // A redirect would carry the token to somebody else.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .RedactLoggedHeaders([TikTokSender.TokenHeader]);
        services.AddSingleton<IConversionSender, TikTokSender>();
        return services;
    }
}
