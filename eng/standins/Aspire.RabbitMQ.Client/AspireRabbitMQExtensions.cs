// Stands in for the package Aspire.RabbitMQ.Client 13.5.2 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Microsoft.Extensions.Hosting;

using System.Net.Sockets;

using Aspire.RabbitMQ.Client;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using Polly;
using Polly.Retry;

using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

public static class AspireRabbitMQExtensions
{
    private const string SectionName = "Aspire:RabbitMQ:Client";
    private const string HealthCheckName = "RabbitMQ.Client";

    /// <summary>Registers <see cref="IConnectionFactory"/> and one <see cref="IConnection"/>, made (blocking, with retries) when it is first asked for.</summary>
    public static void AddRabbitMQClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<RabbitMQClientSettings>? configureSettings = null,
        Action<ConnectionFactory>? configureConnectionFactory = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var section = builder.Configuration.GetSection(SectionName);
        var namedSection = section.GetSection(connectionName);
        var settings = new RabbitMQClientSettings();
        section.Bind(settings);
        namedSection.Bind(settings);
        if (builder.Configuration.GetConnectionString(connectionName) is { } connectionString)
            settings.ConnectionString = connectionString;
        configureSettings?.Invoke(settings);
        if (!settings.DisableAutoActivation)
            throw new NotSupportedException($"{nameof(RabbitMQClientSettings)}.{nameof(RabbitMQClientSettings.DisableAutoActivation)} = false");

        builder.Services.AddSingleton<IConnectionFactory>(_ =>
        {
            var factory = new ConnectionFactory();
            BindIfPresent(section.GetSection(nameof(ConnectionFactory)), factory);
            BindIfPresent(namedSection.GetSection(nameof(ConnectionFactory)), factory);
            if (!string.IsNullOrEmpty(settings.ConnectionString))
                factory.Uri = new Uri(settings.ConnectionString);
            configureConnectionFactory?.Invoke(factory);
            return factory;
        });
        builder.Services.AddSingleton(services => Connect(services.GetRequiredService<IConnectionFactory>(), settings.MaxConnectRetryCount));

        if (!settings.DisableHealthChecks && builder.Properties.TryAdd($"Aspire.HealthChecks.{HealthCheckName}", true))
        {
            builder.Services.AddSingleton<RabbitMQHealthCheck>();
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                HealthCheckName, static services => services.GetRequiredService<RabbitMQHealthCheck>(), failureStatus: null, tags: null));
        }

        if (!settings.DisableTracing)
            builder.Services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddSource("Aspire.RabbitMQ.Client", "RabbitMQ.Client.*"));
    }

    private static void BindIfPresent(IConfigurationSection section, ConnectionFactory factory)
    {
        if (section.Exists())
            section.Bind(factory);
    }

    private static IConnection Connect(IConnectionFactory factory, int retries)
    {
        var pipeline = new ResiliencePipelineBuilder();
        if (retries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SocketException>().Handle<BrokerUnreachableException>(),
                MaxRetryAttempts = retries,
                Delay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
            });
        }

        // The container's factories are synchronous; each attempt is bounded by the factory's own connection timeout.
        return pipeline.Build().Execute(() => factory.CreateConnectionAsync().GetAwaiter().GetResult());
    }
}
