namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;

/// <summary>Gives a hold's inventory back before its time is up. Repeatable.</summary>
public sealed record ReleaseHoldCommand(Guid Id) : ICommand<Done>;

internal sealed class ReleaseHoldHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, RequestContext context) : IRequestHandler<ReleaseHoldCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReleaseHoldCommand command, CancellationToken cancellationToken)
    {
        Hold? hold = await db.LockHoldAsync(command.Id, cancellationToken);
        if (hold is null || !context.MayUse(hold.CustomerId, hold.TokenHash))
        {
            return HoldErrors.NotFound;
        }

        bool wasActive = hold.StatusAt(unitOfWork.Now) == HoldStatus.Active;
        Result<Done> released = hold.Release(unitOfWork.Now);
        if (released.IsSuccess && wasActive)
        {
            await claims.ReleaseAsync(hold.Id, ClaimState.Released, cancellationToken);
        }

        return released;
    }
}
