namespace Booking.Workers;

using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.Options;

internal sealed class HoldExpiryWorker(IServiceScopeFactory scopes, IOptions<SweeperOptions> options, TimeProvider clock, ILogger<HoldExpiryWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.Interval;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Value.Enabled ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => scope.GetRequiredService<DueTenants>().FindAsync(DueWork.Expiry, ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        ExpireHoldsCommand command = new();
        Result<int> expired = await scope.GetRequiredService<ISender>().Send(command, ct);
        return expired.Value >= command.BatchSize;
    }
}
