namespace Booking.Workers;

using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.Options;

internal sealed class HoldWarningWorker(IServiceScopeFactory scopes, IOptions<HoldWarningOptions> options, TimeProvider clock, ILogger<HoldWarningWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.Interval;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Value.Enabled ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => scope.GetRequiredService<DueTenants>().FindAsync(DueWork.Warnings, ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        WarnHoldsCommand command = new();
        Result<int> warned = await scope.GetRequiredService<ISender>().Send(command, ct);
        return warned.Value >= command.BatchSize;
    }
}

/// <summary>Section <c>HoldWarnings</c>.</summary>
internal sealed class HoldWarningOptions
{
    /// <summary>Switched off, holds end without a warning.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Between two rounds over the holds that end within a minute. Default: 2 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);
}
