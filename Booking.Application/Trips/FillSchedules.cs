namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>Creates the trips that the tenant's schedules lack up to their horizons. Safe beside others that do the same.</summary>
/// <param name="BatchSize">The most schedules that one transaction fills.</param>
public sealed record FillSchedulesCommand(int BatchSize = 20) : ICommand<int>;

internal sealed class FillSchedulesHandler(ITripStore store, SchedulePlanner planner) : IRequestHandler<FillSchedulesCommand, Result<int>>
{
    public async Task<Result<int>> Handle(FillSchedulesCommand command, CancellationToken cancellationToken)
    {
        IReadOnlyList<Schedule> schedules = await store.LockUnfilledAsync(command.BatchSize, cancellationToken);
        foreach (Schedule schedule in schedules)
        {
            await planner.FillAsync(schedule, cancellationToken);
        }

        return schedules.Count;
    }
}
