namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;

/// <summary>All that the case is about is paid back. Repeatable, with one refund.</summary>
public sealed record RefundCaseCommand(Guid Id) : ICommand<CaseView>;

internal sealed class RefundCaseHandler(CaseDesk desk) : IRequestHandler<RefundCaseCommand, Result<CaseView>>
{
    public async Task<Result<CaseView>> Handle(RefundCaseCommand command, CancellationToken cancellationToken)
    {
        Result<(Booking Booking, DisruptionCase Case)> found = await desk.LockAsync(command.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        (Booking booking, DisruptionCase opened) = found.Value;
        Result<Done> refunded = opened.Status == CaseStatus.Refunded ? Result.Success : await desk.RefundAsync(booking, opened, cancellationToken);
        return refunded.IsFailure ? refunded.Error : CaseView.Of(opened);
    }
}
