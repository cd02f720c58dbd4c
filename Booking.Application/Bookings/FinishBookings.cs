namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;

/// <summary>Completes the tenant's bookings that are over. Repeatable, and safe at many hosts at once.</summary>
public sealed record CompleteBookingsCommand(int BatchSize = 100) : ICommand<int>;

internal sealed class CompleteBookingsHandler(IUnitOfWork unitOfWork, IDueBookings due) : IRequestHandler<CompleteBookingsCommand, Result<int>>
{
    public async Task<Result<int>> Handle(CompleteBookingsCommand command, CancellationToken cancellationToken)
    {
        IReadOnlyList<Booking> ended = await due.LockEndedAsync(command.BatchSize, cancellationToken);
        foreach (Booking booking in ended)
        {
            booking.Complete(unitOfWork.Now);
        }

        return ended.Count;
    }
}

/// <summary>Gives up what nobody has come for in time, of one booking: its time from now on can be sold again.</summary>
public sealed record GiveUpMissedCommand : ICommand<int>;

internal sealed class GiveUpMissedHandler(IUnitOfWork unitOfWork, IDueBookings due, IClaimStore claims) : IRequestHandler<GiveUpMissedCommand, Result<int>>
{
    public async Task<Result<int>> Handle(GiveUpMissedCommand command, CancellationToken cancellationToken)
    {
        if (await due.LockMissedAsync(cancellationToken) is not { } booking)
        {
            return 0;
        }

        IReadOnlyList<ClaimPart> missed = booking.Miss(unitOfWork.Now);
        await claims.CutShortAsync(booking.Id, missed, unitOfWork.Now, cancellationToken);
        return 1;
    }
}
