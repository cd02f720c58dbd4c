namespace Booking.Workers;

using Booking.Application.Notifications;
using Booking.Application.Reporting;
using Booking.Domain.Common;
using Booking.Infrastructure.Reporting;
using MediatR;
using Microsoft.Extensions.Options;

/// <summary>Adds what was recorded to the figures of the tenants that it is for. Many events of one day are one change of its rows.</summary>
internal sealed class ReportFoldingWorker(
    WaitingReports waiting, IStatsNotifier stats, IServiceScopeFactory scopes, IOptions<ReportingOptions> options, TimeProvider clock, ILogger<ReportFoldingWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.Interval;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => waiting.TenantsAsync(ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        FoldReportsProcess process = new();
        Result<int> folded = await scope.GetRequiredService<ISender>().Send(process, ct);
        if (folded.Value > 0)
        {
            stats.Changed(tenantId);
        }

        return folded.Value >= process.BatchSize;
    }
}
