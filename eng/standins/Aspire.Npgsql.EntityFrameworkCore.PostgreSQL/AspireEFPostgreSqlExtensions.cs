// Stands in for the package Aspire.Npgsql.EntityFrameworkCore.PostgreSQL 13.5.2 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Microsoft.Extensions.Hosting;

using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

using Npgsql.EntityFrameworkCore.PostgreSQL;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

public static class AspireEFPostgreSqlExtensions
{
    private const string SectionName = "Aspire:Npgsql:EntityFrameworkCore:PostgreSQL";
    private const string TelemetryName = "Npgsql";

    /// <summary>Registers a pooled context. A missing connection string throws when the first context is created.</summary>
    /// <exception cref="InvalidOperationException">In Development: the context is registered already.</exception>
    public static void AddNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null,
        Action<DbContextOptionsBuilder>? configureDbContextOptions = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        if (builder.Environment.IsDevelopment() && IsRegistered<TContext>(builder))
            throw new InvalidOperationException($"{typeof(TContext).Name} is registered already; {nameof(EnrichNpgsqlDbContext)} is for a context registered elsewhere.");

        var settings = ReadSettings<TContext>(builder, connectionName, configureSettings);
        builder.Services.AddDbContextPool<TContext>(options =>
        {
            var connectionString = string.IsNullOrWhiteSpace(settings.ConnectionString)
                ? throw new InvalidOperationException($"There is no connection string: neither 'ConnectionStrings:{connectionName}' nor 'ConnectionString' in '{SectionName}' is set.")
                : settings.ConnectionString;
            options.UseNpgsql(connectionString, npgsql =>
            {
                if (!settings.DisableRetry)
                    npgsql.EnableRetryOnFailure();
                if (settings.CommandTimeout is { } seconds)
                    npgsql.CommandTimeout(seconds);
            });
            configureDbContextOptions?.Invoke(options);
        });
        AddInstrumentation<TContext>(builder, settings);
    }

    /// <summary>Adds retries, health check and telemetry to a context registered before by <c>AddDbContext</c> or its pooled forms.</summary>
    /// <exception cref="InvalidOperationException">The context is not registered.</exception>
    public static void EnrichNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!IsRegistered<TContext>(builder))
            throw new InvalidOperationException($"{typeof(TContext).Name} is not registered; register it before {nameof(EnrichNpgsqlDbContext)} is called.");

        var settings = ReadSettings<TContext>(builder, connectionName: null, configureSettings);
        builder.Services.ConfigureDbContext<TContext>((_, options) =>
        {
            ConfigureRetry<TContext>(options, settings);
            ConfigureCommandTimeout<TContext>(options, settings);
        });
        AddInstrumentation<TContext>(builder, settings);
    }

    private static bool IsRegistered<TContext>(IHostApplicationBuilder builder) =>
        builder.Services.Any(d => d.ServiceType == typeof(TContext));

    private static NpgsqlEntityFrameworkCorePostgreSQLSettings ReadSettings<TContext>(
        IHostApplicationBuilder builder, string? connectionName, Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings)
    {
        var settings = new NpgsqlEntityFrameworkCorePostgreSQLSettings();
        var section = builder.Configuration.GetSection(SectionName);
        section.Bind(settings);
        if (connectionName is not null)
            section.GetSection(connectionName).Bind(settings);
        section.GetSection(typeof(TContext).Name).Bind(settings);
        if (connectionName is not null && builder.Configuration.GetConnectionString(connectionName) is { } connectionString)
            settings.ConnectionString = connectionString;

        configureSettings?.Invoke(settings);
        return settings;
    }

#pragma warning disable EF1001 // What another AddDbContext call configured can be read from the provider's options only.
    private static void ConfigureRetry<TContext>(DbContextOptionsBuilder options, NpgsqlEntityFrameworkCorePostgreSQLSettings settings)
    {
        if (settings.DisableRetry)
            return;

        var present = options.Options.FindExtension<NpgsqlOptionsExtension>()?.ExecutionStrategyFactory
            ?.Invoke(new ExecutionStrategyDependencies(null!, options.Options, null!));
        if (present is null)
            options.UseNpgsql(static npgsql => npgsql.EnableRetryOnFailure());
        else if (present is not NpgsqlRetryingExecutionStrategy)
            throw new InvalidOperationException($"{typeof(TContext).Name} has an execution strategy of its own; set {nameof(settings.DisableRetry)} or derive it from {nameof(NpgsqlRetryingExecutionStrategy)}.");
    }

    private static void ConfigureCommandTimeout<TContext>(DbContextOptionsBuilder options, NpgsqlEntityFrameworkCorePostgreSQLSettings settings)
    {
        if (settings.CommandTimeout is not { } seconds)
            return;

        var present = options.Options.FindExtension<NpgsqlOptionsExtension>()?.CommandTimeout;
        if (present is not null && present != seconds)
            throw new InvalidOperationException($"{typeof(TContext).Name} has a command timeout of {present} s, the settings say {seconds} s; set one of them.");

        options.UseNpgsql(npgsql => npgsql.CommandTimeout(seconds));
    }
#pragma warning restore EF1001

    private static void AddInstrumentation<TContext>(IHostApplicationBuilder builder, NpgsqlEntityFrameworkCorePostgreSQLSettings settings)
        where TContext : DbContext
    {
        var name = typeof(TContext).Name;
        if (!settings.DisableHealthChecks && builder.Properties.TryAdd($"Aspire.HealthChecks.{name}", true))
            builder.Services.AddHealthChecks().AddDbContextCheck<TContext>(name);
        if (!settings.DisableTracing)
            builder.Services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddSource(TelemetryName));
        if (!settings.DisableMetrics)
            builder.Services.AddOpenTelemetry().WithMetrics(static metrics => metrics.AddMeter(TelemetryName));
    }
}
