namespace Booking.Workers;

using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Application.Reporting;
using Booking.Domain.Common;
using Booking.Infrastructure.Reporting;
using MediatR;
using Microsoft.Extensions.Options;

/// <summary>Adds what was recorded to the figures of the tenants that it is for. Many events of one day are one change of its rows.</summary>
internal sealed partial class ReportFoldingWorker(
    WaitingReports waiting, IStatsNotifier stats, IServiceScopeFactory scopes, IOptions<ReportingOptions> options, TimeProvider clock, ILogger<ReportFoldingWorker> logger) : BackgroundService
{
    private const int MaxBatches = 20;

    private static readonly KeyValuePair<string, object?> Worker = new(WorkersTelemetry.WorkerTag, nameof(ReportFoldingWorker));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(options.Value.Interval, clock);
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
            foreach (Guid tenant in await waiting.TenantsAsync(ct))
            {
                await FoldAsync(tenant, ct);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            WorkersTelemetry.Failed.Add(1, Worker);
            LogRoundFailed(logger, e);
        }

        WorkersTelemetry.Round.Record(clock.GetElapsedTime(started).TotalSeconds, Worker);
    }

    private async Task FoldAsync(Guid tenant, CancellationToken ct)
    {
        try
        {
            FoldReportsProcess process = new();
            for (int batch = 0; batch < MaxBatches; batch++)
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(tenant);
                Result<int> folded = await scope.ServiceProvider.GetRequiredService<ISender>().Send(process, ct);
                WorkersTelemetry.Batches.Add(1, Worker);
                if (folded.Value > 0)
                {
                    stats.Changed(tenant);
                }

                if (folded.Value < process.BatchSize)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            WorkersTelemetry.Failed.Add(1, Worker);
            LogTenantFailed(logger, e, tenant);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Facts for the reports could not be looked for.")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The reports of tenant {TenantId} could not be added up; it is tried again.")]
    private static partial void LogTenantFailed(ILogger logger, Exception exception, Guid tenantId);
}
