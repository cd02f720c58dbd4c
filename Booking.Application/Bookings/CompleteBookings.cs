namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
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
