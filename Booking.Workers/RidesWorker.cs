namespace Booking.Workers;

using Booking.Application.Drivers;
using Booking.Domain.Common;
using Booking.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.Options;

/// <summary>Asks the next driver where one has not answered, and goes on with what broke off.</summary>
internal sealed class RidesWorker(IServiceScopeFactory scopes, IOptions<SweeperOptions> options, TimeProvider clock, ILogger<RidesWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.Interval;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => scope.GetRequiredService<DueTenants>().FindAsync(DueWork.Rides, ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        Result<bool> stepped = await scope.GetRequiredService<ISender>().Send(new StepRideCommand(), ct);
        return stepped.Value;
    }
}
