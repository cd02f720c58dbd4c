namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Waitlist;
using MediatR;

/// <summary>The customer takes the offer: its hold is from now on like any other of the customer's, to be booked and paid.</summary>
public sealed record AcceptWaitlistOfferCommand(Guid Id) : ICommand<WaitlistEntryView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class AcceptWaitlistOfferHandler(WaitlistDesk desk, IUnitOfWork unitOfWork, IClaimStore claims) : IRequestHandler<AcceptWaitlistOfferCommand, Result<WaitlistEntryView>>
{
    public async Task<Result<WaitlistEntryView>> Handle(AcceptWaitlistOfferCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        WaitlistEntry? entry = await desk.LockAsync(command.Id, cancellationToken);
        if (entry is null)
        {
            return WaitlistErrors.NotFound;
        }

        Result<Done> accepted = entry.Accept(now);
        if (accepted.IsFailure)
        {
            return accepted.Error;
        }

        Hold? hold = await desk.LockHoldAsync(entry, cancellationToken);
        switch (hold?.StatusAt(now))
        {
            case HoldStatus.Converted:
                // Booked without asking for it here first.
                break;
            case HoldStatus.Active:
                hold.TakeOffer(now);
                if (!await claims.TryExtendAsync(hold.Id, hold.ExpiresAt, cancellationToken))
                {
                    return WaitlistErrors.OfferExpired;
                }

                break;
            default:
                return WaitlistErrors.OfferExpired;
        }

        return await desk.ViewAsync(entry.Id, cancellationToken);
    }
}
