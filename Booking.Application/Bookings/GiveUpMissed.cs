namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Drivers;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;

/// <summary>Gives up what nobody has come for in time, of one booking: its time from now on can be sold again.</summary>
public sealed record GiveUpMissedCommand : ICommand<int>;

internal sealed class GiveUpMissedHandler(IUnitOfWork unitOfWork, IDueBookings due, IClaimStore claims, RideDispatch rides) : IRequestHandler<GiveUpMissedCommand, Result<int>>
{
    public async Task<Result<int>> Handle(GiveUpMissedCommand command, CancellationToken cancellationToken)
    {
        if (await due.LockMissedAsync(cancellationToken) is not { } booking)
        {
            return 0;
        }

        IReadOnlyList<ClaimPart> missed = booking.Miss(unitOfWork.Now);
        await claims.CutShortAsync(booking.Id, missed, unitOfWork.Now, cancellationToken);
        await rides.FollowAsync(booking, cancellationToken);
        return 1;
    }
}
