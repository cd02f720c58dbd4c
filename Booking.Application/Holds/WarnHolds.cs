namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;

/// <summary>Warns the owners of the tenant's holds that end soon. A hold that nobody gets to in time ends without it.</summary>
/// <param name="BatchSize">The most holds that one transaction touches.</param>
public sealed record WarnHoldsCommand(int BatchSize = 100) : ICommand<int>, INotAudited;

internal sealed class WarnHoldsHandler(IUnitOfWork unitOfWork, IOverdue overdue) : IRequestHandler<WarnHoldsCommand, Result<int>>
{
    public async Task<Result<int>> Handle(WarnHoldsCommand command, CancellationToken cancellationToken)
    {
        IReadOnlyList<Hold> holds = await overdue.LockEndingHoldsAsync(command.BatchSize, cancellationToken);
        foreach (Hold hold in holds)
        {
            hold.Warn(unitOfWork.Now);
        }

        return holds.Count;
    }
}
