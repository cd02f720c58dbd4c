namespace Booking.Workers;

using Booking.Application.Tenants;
using MediatR;
using Microsoft.Extensions.Options;

/// <summary>Brings all secrets under the current key.</summary>
internal sealed class SecretsWorker(IServiceScopeFactory scopes, IOptions<SweeperOptions> options, TimeProvider clock, ILogger<SecretsWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.RetentionInterval;

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        await scope.GetRequiredService<ISender>().Send(new ResealSecretsCommand(), ct);
        return false;
    }
}
