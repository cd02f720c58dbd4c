namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>Creates the trips of a schedule up to its horizon at once. Repeatable: a day has one trip.</summary>
public sealed record CreateTripsCommand(Guid ScheduleId) : ICommand<CreatedTripsView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

/// <param name="TripIds">Of the new ones; days that had a trip are not among them.</param>
public sealed record CreatedTripsView(Guid ScheduleId, IReadOnlyList<Guid> TripIds);

internal sealed class CreateTripsHandler(IBookingDb db, ITripStore store, SchedulePlanner planner, RequestContext context) : IRequestHandler<CreateTripsCommand, Result<CreatedTripsView>>
{
    public async Task<Result<CreatedTripsView>> Handle(CreateTripsCommand command, CancellationToken cancellationToken)
    {
        Result<Schedule> own = await store.LockOwnScheduleAsync(db, context, command.ScheduleId, cancellationToken);
        return own.IsSuccess
            ? new CreatedTripsView(command.ScheduleId, await planner.FillAsync(own.Value, cancellationToken))
            : own.Error;
    }
}
