namespace Booking.Workers;

using Booking.Application.Trips;
using Booking.Domain.Common;
using Booking.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.Options;

/// <summary>Keeps the departures of all schedules filled up to their horizons.</summary>
internal sealed class TripScheduleWorker(IServiceScopeFactory scopes, IOptions<TripScheduleOptions> options, TimeProvider clock, ILogger<TripScheduleWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.Interval;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => scope.GetRequiredService<DueTenants>().FindAsync(DueWork.Schedules, ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        FillSchedulesCommand command = new();
        Result<int> filled = await scope.GetRequiredService<ISender>().Send(command, ct);
        return filled.Value >= command.BatchSize;
    }
}

/// <summary>Section <c>TripSchedules</c>.</summary>
internal sealed class TripScheduleOptions
{
    public const string Section = "TripSchedules";

    /// <summary>Between two rounds of creating departures. Default: 30 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);
}
