namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;

/// <summary>
/// Makes the rides of a booking what it needs, then asks drivers, however often and in whatever order the messages arrive: the booking
/// itself says what is needed, and what breaks off is due again.
/// </summary>
/// <param name="MessageId">The event that tells of it.</param>
public sealed record AssignDriversProcess(Guid BookingId, Guid MessageId) : IProcess<Done>;

internal sealed class AssignDriversHandler(IBookingDb db, IUnitOfWork unitOfWork, IRides rides, RideDispatch dispatch) : IRequestHandler<AssignDriversProcess, Result<Done>>
{
    public const string Consumer = "drivers";

    public async Task<Result<Done>> Handle(AssignDriversProcess process, CancellationToken cancellationToken)
    {
        Result<Done> followed = await unitOfWork.RunAsync(ct => FollowAsync(process, ct), cancellationToken);
        if (followed.IsFailure)
        {
            return followed;
        }

        // One by one: the times of several drivers would be locked in no common order.
        while (true)
        {
            Result<bool> stepped = await unitOfWork.RunAsync(ct => StepAsync(process.BookingId, ct), cancellationToken);
            if (stepped.IsFailure || !stepped.Value)
            {
                return stepped.IsFailure ? stepped.Error : Result.Success;
            }
        }
    }

    private async Task<Result<Done>> FollowAsync(AssignDriversProcess process, CancellationToken ct)
    {
        Booking? booking = await db.LockBookingAsync(process.BookingId, ct);
        if (booking is null)
        {
            return BookingErrors.NotFound;
        }

        if (await unitOfWork.TryMarkHandledAsync(Consumer, process.MessageId, ct))
        {
            await dispatch.FollowAsync(booking, ct);
        }

        return Result.Success;
    }

    private async Task<Result<bool>> StepAsync(Guid bookingId, CancellationToken ct)
    {
        if (await rides.LockDueAsync(bookingId, ct) is not { } ride)
        {
            return false;
        }

        await dispatch.StepAsync(ride, ct);
        return true;
    }
}
