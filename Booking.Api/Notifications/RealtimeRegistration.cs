namespace Booking.Api.Notifications;

using Booking.Api.Http;
using Microsoft.AspNetCore.Http.Connections;

internal static class RealtimeRegistration
{
    private const int MaxMessageBytes = 4 * 1024;

    // A client that does not take this much within the transport's limit of 10 s is closed.
    private const int SendBufferBytes = 256 * 1024;

    public static void AddRealtime(this IServiceCollection services)
    {
        services.AddOptions<RealtimeOptions>().BindConfiguration(RealtimeOptions.Section)
            .Validate(
                options => options.MaxConnections > 0 && options.ConnectionsPerUser > 0 && options.ConnectionsPerAddress > 0 && options.WatchesPerConnection > 0 && options.CallsPerSecond > 0
                    && options.MostWaiting > 0 && options.AvailabilityInterval > TimeSpan.Zero && options.StatsInterval > TimeSpan.Zero,
                "Realtime: every limit and interval must be positive.")
            .ValidateOnStart();
        services.AddSingleton<AllowedOrigins>();
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<AvailabilityNews>();
        services.AddHostedService<RealtimeFeed>();
        services.AddSignalR(hub =>
        {
            hub.MaximumReceiveMessageSize = MaxMessageBytes;
            hub.KeepAliveInterval = TimeSpan.FromSeconds(10);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            hub.HandshakeTimeout = TimeSpan.FromSeconds(10);
            hub.MaximumParallelInvocationsPerClient = 1;
            hub.StreamBufferCapacity = 1;
        });
    }

    public static void MapRealtime(this IEndpointRouteBuilder app) => app.MapHub<BookingHub>(BookingHub.Path, connection =>
    {
        // The only transport that needs no affinity of a client to one replica.
        connection.Transports = HttpTransportType.WebSockets;
        connection.CloseOnAuthenticationExpiration = true;
        connection.ApplicationMaxBufferSize = 2 * MaxMessageBytes;
        connection.TransportMaxBufferSize = SendBufferBytes;
    });
}
