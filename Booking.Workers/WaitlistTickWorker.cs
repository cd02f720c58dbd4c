namespace Booking.Workers;

using Booking.Application.Waitlist;
using Booking.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.Options;

/// <summary>For offers that have lapsed, places that are new, and events that were missed.</summary>
internal sealed class WaitlistTickWorker(IServiceScopeFactory scopes, IOptions<WaitlistTickOptions> options, TimeProvider clock, ILogger<WaitlistTickWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.TickInterval;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => scope.GetRequiredService<DueTenants>().FindAsync(DueWork.Waitlist, ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        await scope.GetRequiredService<ISender>().Send(new PromoteWaitingProcess(), ct);
        return false;
    }
}

/// <summary>Section <c>Waitlist</c>.</summary>
internal sealed class WaitlistTickOptions
{
    /// <summary>Between two rounds over all queues. Default: 10 s.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromSeconds(10);
}
