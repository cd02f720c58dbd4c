namespace Booking.Workers;

using Booking.Application.Attribution;
using Booking.Domain.Common;
using Booking.Infrastructure.Attribution;
using Booking.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.Options;

internal sealed class ConversionDeliveryWorker(IServiceScopeFactory scopes, IOptions<ConversionOptions> options, TimeProvider clock, ILogger<ConversionDeliveryWorker> logger)
    : PeriodicTenantWorker(scopes, clock, logger)
{
    protected override TimeSpan Interval => options.Value.Interval;

    protected override Task<IReadOnlyList<Guid>> TenantsAsync(IServiceProvider scope, CancellationToken ct) => scope.GetRequiredService<DueTenants>().FindAsync(DueWork.Conversions, ct);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, Guid tenantId, CancellationToken ct)
    {
        // What is under way when the host stops is finished and written down.
        Result<int> sent = await scope.GetRequiredService<ISender>().Send(new SendConversionsProcess(), CancellationToken.None);
        return sent.Value > 0 && !ct.IsCancellationRequested;
    }
}
