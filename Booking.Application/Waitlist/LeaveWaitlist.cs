namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Waitlist;
using MediatR;

/// <summary>The customer gives the place in the queue up, and an offer with it. Repeatable.</summary>
public sealed record LeaveWaitlistCommand(Guid Id) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class LeaveWaitlistHandler(WaitlistDesk desk, IUnitOfWork unitOfWork) : IRequestHandler<LeaveWaitlistCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(LeaveWaitlistCommand command, CancellationToken cancellationToken)
    {
        WaitlistEntry? entry = await desk.LockAsync(command.Id, cancellationToken);
        if (entry is null)
        {
            return WaitlistErrors.NotFound;
        }

        bool wasOffered = entry.Status == WaitlistStatus.Offered;
        Result<Done> left = entry.Leave(unitOfWork.Now);
        if (left.IsSuccess && wasOffered)
        {
            await desk.GiveBackAsync(await desk.LockHoldAsync(entry, cancellationToken), cancellationToken);
        }

        return left;
    }
}
