// Stands in for the package Aspire.StackExchange.Redis 13.5.2 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Microsoft.Extensions.Hosting;

using Aspire.StackExchange.Redis;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using StackExchange.Redis;

public static class AspireRedisExtensions
{
    private const string SectionName = "Aspire:StackExchange:Redis";
    private const string HealthCheckName = "StackExchange.Redis";

    /// <summary>Registers one <see cref="IConnectionMultiplexer"/>, connected when it is first asked for.</summary>
    /// <remarks>A server that is down is no error then: the multiplexer keeps trying unless <c>abortConnect=true</c> is configured.</remarks>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var section = builder.Configuration.GetSection(SectionName);
        var namedSection = section.GetSection(connectionName);
        var settings = new StackExchangeRedisSettings();
        section.Bind(settings);
        namedSection.Bind(settings);
        if (builder.Configuration.GetConnectionString(connectionName) is { } connectionString)
            settings.ConnectionString = connectionString;
        configureSettings?.Invoke(settings);
        if (!settings.DisableAutoActivation)
            throw new NotSupportedException($"{nameof(StackExchangeRedisSettings)}.{nameof(StackExchangeRedisSettings.DisableAutoActivation)} = false");

        builder.Services.AddSingleton<IConnectionMultiplexer>(_ =>
        {
            // The earlier of two equal settings loses: a connection string that says abortConnect=true still gets it.
            var options = ConfigurationOptions.Parse($"abortConnect=false,{settings.ConnectionString}");
            BindIfPresent(section.GetSection(nameof(ConfigurationOptions)), options);
            BindIfPresent(namedSection.GetSection(nameof(ConfigurationOptions)), options);
            configureOptions?.Invoke(options);
            return options.EndPoints.Count > 0
                ? ConnectionMultiplexer.Connect(options)
                : throw new InvalidOperationException($"There is no Redis endpoint: neither 'ConnectionStrings:{connectionName}' nor '{SectionName}' names one.");
        });

        if (!settings.DisableHealthChecks && builder.Properties.TryAdd($"Aspire.HealthChecks.{HealthCheckName}", true))
        {
            builder.Services.AddSingleton<RedisHealthCheck>();
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                HealthCheckName, static services => services.GetRequiredService<RedisHealthCheck>(), failureStatus: null, tags: null));
        }

        if (!settings.DisableTracing)
            builder.Services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddSource("OpenTelemetry.Instrumentation.StackExchangeRedis"));
    }

    private static void BindIfPresent(IConfigurationSection section, ConfigurationOptions options)
    {
        if (section.Exists())
            section.Bind(options);
    }
}
