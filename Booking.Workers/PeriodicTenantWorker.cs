namespace Booking.Workers;

using System.Security.Cryptography;
using Booking.Application.Abstractions;
using Booking.Application.Tenants;
using Booking.Domain.Common;
using MediatR;

/// <summary>Goes through the tenants that have work again and again. What fails for one is logged, and the next one's turn comes.</summary>
internal abstract partial class PeriodicTenantWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger logger) : BackgroundService
{
    // A round ends even where work comes in faster than it is done; the next round goes on.
    private const int MaxBatchesPerTenant = 100;

    private KeyValuePair<string, object?> Worker => new(WorkersTelemetry.WorkerTag, GetType().Name);

    protected abstract TimeSpan Interval { get; }

    /// <summary>Whom a round visits: everybody, unless the database says cheaply who has work. One too many costs a visit, one too few loses work.</summary>
    protected virtual async Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct)
    {
        Result<IReadOnlyList<Guid>> tenants = await scope.GetRequiredService<ISender>().Send(new ListTenantIdsQuery(), ct);
        return tenants.Value ?? [];
    }

    /// <summary>Works off one batch in a scope of the tenant.</summary>
    /// <returns>Whether there may be more.</returns>
    protected abstract Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Replicas that start together do not work in step.
        TimeSpan jitter = Interval * (RandomNumberGenerator.GetInt32(1000) / 1000.0);
        await Task.Delay(jitter, clock, stoppingToken);
        using PeriodicTimer timer = new(Interval, clock);
        do
        {
            await GoRoundAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task GoRoundAsync(CancellationToken ct)
    {
        long started = clock.GetTimestamp();
        try
        {
            foreach (Guid tenant in await TenantsAsync(ct))
            {
                await WorkOffAsync(tenant, ct);
            }
        }
        catch (Exception e)
        {
            Failed(e, tenant: null, ct);
        }

        WorkersTelemetry.Round.Record(clock.GetElapsedTime(started).TotalSeconds, Worker);
    }

    private async Task WorkOffAsync(Guid tenant, CancellationToken ct)
    {
        try
        {
            for (int batch = 0; batch < MaxBatchesPerTenant; batch++)
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(tenant);
                bool isMore = await WorkAsync(scope.ServiceProvider, tenant, ct);
                WorkersTelemetry.Batches.Add(1, Worker);
                if (!isMore)
                {
                    return;
                }
            }
        }
        catch (Exception e)
        {
            Failed(e, tenant, ct);
        }
    }

    /// <summary>What breaks off because the host stops is rolled back and no failure, whatever the exception is that comes of it.</summary>
    private void Failed(Exception exception, Guid? tenant, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        WorkersTelemetry.Failed.Add(1, Worker);
        if (tenant is { } id)
        {
            LogTenantFailed(logger, exception, GetType().Name, id);
        }
        else
        {
            LogRoundFailed(logger, exception, GetType().Name);
        }
    }

    private async Task<IReadOnlyList<Guid>> TenantsAsync(CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await TenantsAsync(scope.ServiceProvider, ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of {Worker} has failed.")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception, string worker);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Worker} has failed for tenant {TenantId}.")]
    private static partial void LogTenantFailed(ILogger logger, Exception exception, string worker, Guid tenantId);
}
