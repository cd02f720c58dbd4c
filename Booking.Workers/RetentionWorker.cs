namespace Booking.Workers;

using Booking.Infrastructure.Messaging;
using Microsoft.Extensions.Options;

internal sealed class RetentionWorker(IServiceScopeFactory scopes, IOptions<SweeperOptions> options, Retention retention, TimeProvider clock, ILogger<RetentionWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.RetentionInterval;

    protected override Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct) => retention.DeleteBatchAsync(tenantId, ct);
}
