namespace Booking.Workers;

using Booking.Application.Bookings;
using Booking.Domain.Common;
using Booking.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.Options;

/// <summary>Finds other providers for appointments whose provider has fallen out.</summary>
internal sealed class ReassignmentsWorker(IServiceScopeFactory scopes, IOptions<SweeperOptions> options, TimeProvider clock, ILogger<ReassignmentsWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.Interval;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => scope.GetRequiredService<DueTenants>().FindAsync(DueWork.Reassignments, ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        Result<bool> stepped = await scope.GetRequiredService<ISender>().Send(new StepReassignmentCommand(), ct);
        return stepped.Value;
    }
}
