namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Waitlist;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Promotes the queues that wait for what has come free.</summary>
/// <param name="MessageId">The event that tells of it.</param>
public sealed record PromoteFreedProcess(IReadOnlyList<HoldItem> Items, Guid MessageId) : IProcess<Done>;

internal sealed class PromoteFreedHandler(IBookingDb db, IUnitOfWork unitOfWork, WishReader wishes, ISender sender) : IRequestHandler<PromoteFreedProcess, Result<Done>>
{
    public const string Consumer = "waitlist";

    public async Task<Result<Done>> Handle(PromoteFreedProcess process, CancellationToken cancellationToken)
    {
        Result<IReadOnlyList<string>> queues = await unitOfWork.RunAsync(ct => QueuesAsync(process.Items, ct), cancellationToken);
        if (queues.IsFailure || queues.Value.Count == 0)
        {
            return queues.IsFailure ? queues.Error : Result.Success;
        }

        foreach (string queue in queues.Value)
        {
            Result<PromotionView> promoted = await sender.Send(new PromoteWaitlistProcess(queue), cancellationToken);
            if (promoted.IsFailure)
            {
                return promoted.Error;
            }
        }

        return await unitOfWork.RunAsync(
            async ct =>
            {
                await unitOfWork.TryMarkHandledAsync(Consumer, process.MessageId, ct);
                return Result.Success;
            },
            cancellationToken);
    }

    /// <summary>Those in which somebody waits.</summary>
    private async Task<Result<IReadOnlyList<string>>> QueuesAsync(IReadOnlyList<HoldItem> items, CancellationToken ct)
    {
        HashSet<string> queues = [];
        foreach ((string kind, Guid offering) in items.Select(item => (item.Kind, item.OfferingId)).Distinct())
        {
            if (await wishes.QueueOfAsync(kind, offering, ct) is { } queue)
            {
                queues.Add(queue);
            }
        }

        return await db.WaitlistEntries.AsNoTracking()
            .Where(entry => queues.Contains(entry.Queue) && (entry.Status == WaitlistStatus.Waiting || entry.Status == WaitlistStatus.Offered))
            .Select(entry => entry.Queue).Distinct().ToListAsync(ct);
    }
}
