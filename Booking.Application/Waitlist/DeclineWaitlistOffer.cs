namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Waitlist;
using MediatR;

/// <summary>The customer does not want the offer: it goes to the next.</summary>
public sealed record DeclineWaitlistOfferCommand(Guid Id) : ICommand<WaitlistEntryView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class DeclineWaitlistOfferHandler(WaitlistDesk desk, IUnitOfWork unitOfWork) : IRequestHandler<DeclineWaitlistOfferCommand, Result<WaitlistEntryView>>
{
    public async Task<Result<WaitlistEntryView>> Handle(DeclineWaitlistOfferCommand command, CancellationToken cancellationToken)
    {
        WaitlistEntry? entry = await desk.LockAsync(command.Id, cancellationToken);
        if (entry is null)
        {
            return WaitlistErrors.NotFound;
        }

        Result<Done> declined = entry.Decline(unitOfWork.Now);
        if (declined.IsFailure)
        {
            return declined.Error;
        }

        await desk.GiveBackAsync(await desk.LockHoldAsync(entry, cancellationToken), cancellationToken);
        return await desk.ViewAsync(entry.Id, cancellationToken);
    }
}
