namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;

/// <summary>The customer takes it as it is now. Repeatable.</summary>
public sealed record AcceptCaseCommand(Guid Id) : ICommand<CaseView>;

internal sealed class AcceptCaseHandler(IUnitOfWork unitOfWork, CaseDesk desk) : IRequestHandler<AcceptCaseCommand, Result<CaseView>>
{
    public async Task<Result<CaseView>> Handle(AcceptCaseCommand command, CancellationToken cancellationToken)
    {
        Result<(Booking Booking, DisruptionCase Case)> found = await desk.LockAsync(command.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        DisruptionCase opened = found.Value.Case;
        Result<Done> accepted = opened.Status == CaseStatus.Accepted ? Result.Success : opened.Accept(unitOfWork.Now);
        return accepted.IsFailure ? accepted.Error : CaseView.Of(opened);
    }
}
