namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Waitlist;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Promotes every queue of the tenant in which somebody waits or has an offer: for lapsed offers, new places, and events that were missed.</summary>
public sealed record PromoteWaitingProcess : IProcess<int>;

internal sealed class PromoteWaitingHandler(IBookingDb db, IUnitOfWork unitOfWork, ISender sender) : IRequestHandler<PromoteWaitingProcess, Result<int>>
{
    public async Task<Result<int>> Handle(PromoteWaitingProcess process, CancellationToken cancellationToken)
    {
        Result<IReadOnlyList<string>> queues = await unitOfWork.RunAsync(ListAsync, cancellationToken);
        int offered = 0;
        Error? failed = queues.Error;
        foreach (string queue in queues.Value ?? [])
        {
            Result<PromotionView> promoted = await sender.Send(new PromoteWaitlistProcess(queue), cancellationToken);
            offered += promoted.Value?.Offered.Count ?? 0;
            failed ??= promoted.Error;
        }

        // One busy queue keeps no other from its turn.
        return failed is null ? offered : failed;
    }

    private async Task<Result<IReadOnlyList<string>>> ListAsync(CancellationToken ct) => await db.WaitlistEntries.AsNoTracking()
        .Where(entry => entry.Status == WaitlistStatus.Waiting || entry.Status == WaitlistStatus.Offered)
        .Select(entry => entry.Queue).Distinct().OrderBy(queue => queue).ToListAsync(ct);
}
