// Stands in for the package Aspire.StackExchange.Redis 13.5.2 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Aspire.StackExchange.Redis;

using global::StackExchange.Redis;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

internal sealed class RedisHealthCheck(IServiceProvider services) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connecting;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var redis = await Connect().WaitAsync(Limit, cancellationToken).ConfigureAwait(false);
            var latency = await redis.GetDatabase().PingAsync().WaitAsync(Limit, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy($"PING took {latency.TotalMilliseconds:0.0} ms.");
        }
#pragma warning disable CA1031 // A health check reports every failure, of whatever type.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }

    // The first connect blocks inside the container. All checks wait for the same attempt, so that they do not pile up threads.
    private Task<IConnectionMultiplexer> Connect()
    {
        lock (_gate)
        {
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
                _connecting = Task.Run(services.GetRequiredService<IConnectionMultiplexer>);
            return _connecting;
        }
    }
}
