namespace Booking.Infrastructure;

using Booking.Infrastructure.Attribution;
using Booking.Infrastructure.Caching;
using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Notifications;
using Booking.Infrastructure.Payments;
using Booking.Infrastructure.Persistence;
using Booking.Infrastructure.Receipts;
using Booking.Infrastructure.Reporting;
using Booking.Infrastructure.Tickets;
using Booking.Infrastructure.Users;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

public static class DependencyInjection
{
    /// <summary>The adapters: PostgreSQL, Redis, RabbitMQ, payment providers, object store, paper.</summary>
    public static TBuilder AddInfrastructure<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddRedisClient("cache");
        builder.AddRabbitMQClient("messaging");
        builder.AddPersistence();
        builder.Services.AddReadCache(builder.Configuration);
        builder.Services.AddUsers(builder.Configuration);
        builder.Services.AddPayments(builder.Configuration);
        builder.Services.AddMessaging(builder.Configuration);
        builder.Services.AddReceipts(builder.Configuration);
        builder.Services.AddWebhooks(builder.Environment);
        builder.Services.AddNotifications(builder.Configuration, builder.Environment);
        builder.Services.AddTickets(builder.Configuration);
        builder.Services.AddConversions();
        builder.Services.AddReporting();
        builder.Services.AddPush(builder.Environment);
        builder.Services.AddTwilio();
        return builder;
    }
}
