namespace Booking.Workers;

using Booking.Application.Venues;
using Booking.Domain.Common;
using Booking.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.Options;

internal sealed class VenueRequestsWorker(IServiceScopeFactory scopes, IOptions<SweeperOptions> options, TimeProvider clock, ILogger<VenueRequestsWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.Interval;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Value.Enabled ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => scope.GetRequiredService<DueTenants>().FindAsync(DueWork.VenueRequests, ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        Result<bool> lapsed = await scope.GetRequiredService<ISender>().Send(new LapseVenueRequestCommand(), ct);
        return lapsed.Value;
    }
}
