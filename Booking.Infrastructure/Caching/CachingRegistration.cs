namespace Booking.Infrastructure.Caching;

using Booking.Application.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

internal static class CachingRegistration
{
    public static void AddReadCache(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Caching").Get<CachingOptions>() ?? new CachingOptions());
        services.AddSingleton<SharedReads>();
        services.AddSingleton<ReadCache>();
        services.AddSingleton<IReadCache>(provider => provider.GetRequiredService<ReadCache>());
        services.AddHostedService<ReadCacheListener>();
    }
}
