namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Settles the next case whose deadline is over: what does not take place is paid back, everything else stays as it is now.</summary>
public sealed record SettleOverdueCaseCommand : ICommand<int>;

internal sealed class SettleOverdueCaseHandler(IBookingDb db, IUnitOfWork unitOfWork, IDueBookings due, CaseDesk desk) : IRequestHandler<SettleOverdueCaseCommand, Result<int>>
{
    public async Task<Result<int>> Handle(SettleOverdueCaseCommand command, CancellationToken cancellationToken)
    {
        if (await due.LockOverdueCaseAsync(cancellationToken) is not { } booking)
        {
            return 0;
        }

        DateTimeOffset now = unitOfWork.Now;
        DisruptionCase? opened = await db.DisruptionCases
            .Where(opened => opened.BookingId == booking.Id && opened.Status == CaseStatus.Open && opened.Deadline <= now)
            .OrderBy(opened => opened.Deadline)
            .FirstOrDefaultAsync(cancellationToken);
        if (opened is null)
        {
            return 0;
        }

        bool isOwed = opened.Disruption == Disruption.Cancelled && opened.Items.Any(item => booking.Items[item].Quantity > 0)
            && BookingTransitions.Table.Allows(booking.Status, BookingStatus.Cancelled);
        Result<Done> settled = isOwed ? await desk.RefundAsync(booking, opened, cancellationToken) : opened.Lapse(now);
        return settled.IsFailure ? settled.Error : 1;
    }
}
