namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;

/// <summary>Writes down which holds and unpaid bookings of the tenant are overdue, and gives their inventory back. Hygiene: nothing is wrong without it.</summary>
/// <param name="BatchSize">The most rows of each kind that one transaction touches.</param>
public sealed record ExpireHoldsCommand(int BatchSize = 100) : ICommand<int>, IAuditedByEvent;

internal sealed class ExpireHoldsHandler(IUnitOfWork unitOfWork, IOverdue overdue, IClaimStore claims) : IRequestHandler<ExpireHoldsCommand, Result<int>>
{
    public async Task<Result<int>> Handle(ExpireHoldsCommand command, CancellationToken cancellationToken)
    {
        IReadOnlyList<Hold> holds = await overdue.LockHoldsAsync(command.BatchSize, cancellationToken);
        foreach (Hold hold in holds)
        {
            hold.Expire(unitOfWork.Now);
            await claims.ReleaseAsync(hold.Id, ClaimState.Expired, cancellationToken);
        }

        IReadOnlyList<Booking> bookings = await overdue.LockBookingsAsync(command.BatchSize, cancellationToken);
        foreach (Booking booking in bookings)
        {
            booking.Expire(unitOfWork.Now);
            await claims.ReleaseAsync(booking.HoldId, ClaimState.Expired, cancellationToken);
        }

        return holds.Count + bookings.Count;
    }
}

/// <summary>Finds what is overdue, skipping what somebody else is working on.</summary>
public interface IOverdue
{
    Task<IReadOnlyList<Hold>> LockHoldsAsync(int limit, CancellationToken ct);

    /// <summary>Holds that end within <see cref="Hold.WarnBefore"/>, and whose owners have not been warned of it.</summary>
    Task<IReadOnlyList<Hold>> LockEndingHoldsAsync(int limit, CancellationToken ct);

    Task<IReadOnlyList<Booking>> LockBookingsAsync(int limit, CancellationToken ct);
}
