namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;

/// <summary>Extends a hold by its own time, once.</summary>
public sealed record ExtendHoldCommand(Guid Id) : ICommand<HoldView>;

internal sealed class ExtendHoldHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, RequestContext context) : IRequestHandler<ExtendHoldCommand, Result<HoldView>>
{
    public async Task<Result<HoldView>> Handle(ExtendHoldCommand command, CancellationToken cancellationToken)
    {
        Hold? hold = await db.LockHoldAsync(command.Id, cancellationToken);
        if (hold is null || !context.MayUse(hold.CustomerId, hold.TokenHash))
        {
            return HoldErrors.NotFound;
        }

        Result<Done> extended = hold.Extend(unitOfWork.Now);
        if (extended.IsFailure)
        {
            return extended.Error;
        }

        return await claims.TryExtendAsync(hold.Id, hold.ExpiresAt, cancellationToken)
            ? HoldView.Of(hold, unitOfWork.Now)
            : HoldErrors.Expired;
    }
}
