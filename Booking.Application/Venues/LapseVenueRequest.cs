namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using MediatR;

/// <summary>Writes down that one request's time for an answer is over. Hygiene: nothing is wrong without it.</summary>
public sealed record LapseVenueRequestCommand : ICommand<bool>;

/// <summary>One at a time: the units of many requests would be locked in no common order.</summary>
internal sealed class LapseVenueRequestHandler(IUnitOfWork unitOfWork, IVenueRequests requests, IClaimStore claims) : IRequestHandler<LapseVenueRequestCommand, Result<bool>>
{
    public async Task<Result<bool>> Handle(LapseVenueRequestCommand command, CancellationToken cancellationToken)
    {
        VenueRequest? request = await requests.LockOverdueAsync(cancellationToken);
        if (request is null)
        {
            return false;
        }

        request.Lapse(unitOfWork.Now);
        await claims.ReleaseAsync(request.HoldId, ClaimState.Expired, cancellationToken);
        return true;
    }
}
