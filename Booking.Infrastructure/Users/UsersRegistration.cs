namespace Booking.Infrastructure.Users;

using Booking.Application.Tenants;
using Booking.Application.Users;
using Booking.Infrastructure.Persistence;
using Booking.Infrastructure.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

internal static class UsersRegistration
{
    /// <summary>Passwords, tokens and login limits. The host does not start with unsafe signing keys.</summary>
    public static IServiceCollection AddUsers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHostedService<KeyGuard<SigningKeys>>();
        services.TryAddSingleton(provider => SigningKeys.From(configuration, provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton(configuration.GetSection(LoginOptions.Section).Get<LoginOptions>() ?? new LoginOptions());
        services.AddSingleton<IAccessTokens, AccessTokens>();
        services.AddSingleton<IPasswordHasher, Pbkdf2PasswordHasher>();
        services.AddSingleton<HostLoginCounters>();
        services.AddSingleton<SharedLoginCounters>();
        services.AddSingleton<ILoginLimiter, LoginLimiter>();
        services.AddSingleton<ITenantDirectory, TenantDirectory>();
        return services;
    }
}
