// Stands in for the package Aspire.RabbitMQ.Client 13.5.2 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Aspire.RabbitMQ.Client;

using global::RabbitMQ.Client;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

internal sealed class RabbitMQHealthCheck(IServiceProvider services) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<IConnection>? _connecting;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var connection = await Connect().WaitAsync(limit.Token).ConfigureAwait(false);
            if (!connection.IsOpen)
                return new HealthCheckResult(context.Registration.FailureStatus, "The connection is closed.");

            // Opening a channel is answered by the broker; an open socket alone says nothing about it.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: limit.Token).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
#pragma warning disable CA1031 // A health check reports every failure, of whatever type.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }

    // The first connect blocks inside the container while it retries. All checks wait for the same attempt, so that they do not
    // pile up threads.
    private Task<IConnection> Connect()
    {
        lock (_gate)
        {
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
                _connecting = Task.Run(services.GetRequiredService<IConnection>);
            return _connecting;
        }
    }
}
