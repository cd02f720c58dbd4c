namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using MediatR;

/// <summary>The customer gives the request up.</summary>
public sealed record WithdrawVenueRequestCommand(Guid Id) : ICommand<VenueRequestView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class WithdrawVenueRequestHandler(IUnitOfWork unitOfWork, IVenueRequests requests, IClaimStore claims, RequestContext context)
    : IRequestHandler<WithdrawVenueRequestCommand, Result<VenueRequestView>>
{
    public async Task<Result<VenueRequestView>> Handle(WithdrawVenueRequestCommand command, CancellationToken cancellationToken)
    {
        VenueRequest? request = await requests.LockAsync(command.Id, cancellationToken);
        if (request is null || !context.MayUse(request.CustomerId, null))
        {
            return VenueRequestErrors.NotFound;
        }

        Result<Done> withdrawn = request.Withdraw(unitOfWork.Now);
        if (withdrawn.IsFailure)
        {
            return withdrawn.Error;
        }

        await claims.ReleaseAsync(request.HoldId, ClaimState.Released, cancellationToken);
        return VenueRequestView.Of(request, unitOfWork.Now);
    }
}
