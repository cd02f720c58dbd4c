namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>Takes a check-in back that was a mistake.</summary>
public sealed record UndoCheckInCommand(Guid BookingId, Guid Id) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Driver, Roles.Admin];
}

internal sealed class UndoCheckInHandler(IBookingDb db, IUnitOfWork unitOfWork, BookingOptions options) : IRequestHandler<UndoCheckInCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(UndoCheckInCommand command, CancellationToken cancellationToken)
    {
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        return booking is null ? BookingErrors.NotFound : booking.UndoCheckIn(command.Id, options.CheckInUndoTime, unitOfWork.Now);
    }
}
