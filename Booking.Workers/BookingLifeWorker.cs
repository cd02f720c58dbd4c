namespace Booking.Workers;

using Booking.Application.Bookings;
using Booking.Domain.Common;
using Booking.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.Options;

/// <summary>Completes what is over, gives up what nobody has come for, and settles cases that nobody has answered.</summary>
internal sealed class BookingLifeWorker(IServiceScopeFactory scopes, IOptions<SweeperOptions> options, TimeProvider clock, ILogger<BookingLifeWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.Interval;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => scope.GetRequiredService<DueTenants>().FindAsync(DueWork.Bookings, ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        ISender sender = scope.GetRequiredService<ISender>();
        Result<int> missed = await sender.Send(new GiveUpMissedCommand(), ct);
        Result<int> settled = await sender.Send(new SettleOverdueCaseCommand(), ct);
        CompleteBookingsCommand complete = new();
        Result<int> completed = await sender.Send(complete, ct);
        return missed.Value > 0 || settled.Value > 0 || completed.Value >= complete.BatchSize;
    }
}
