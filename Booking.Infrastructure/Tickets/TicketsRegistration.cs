namespace Booking.Infrastructure.Tickets;

using Booking.Application.Tickets;
using Booking.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

internal static class TicketsRegistration
{
    /// <summary>Keys, tokens and paper of tickets. The host does not start with unsafe signing keys.</summary>
    public static IServiceCollection AddTickets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHostedService<KeyGuard<TicketKeys>>();
        services.AddSingleton(provider => TicketKeys.From(configuration, provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<ITicketTokens, TicketTokens>();
        services.AddSingleton<ITicketRenderer, TicketRenderer>();
        services.AddScoped<IRevocationNumbers, RevocationNumbers>();
        return services;
    }
}
