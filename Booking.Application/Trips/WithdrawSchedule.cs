namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>The schedule makes no new trips, and those of which nothing is sold do not run; the answer names the sold ones, which stay.</summary>
public sealed record WithdrawScheduleCommand(Guid Id, long Version) : ICommand<Versioned<ScheduleChangeView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class WithdrawScheduleHandler(IBookingDb db, ITripStore store, SchedulePlanner planner, RequestContext context)
    : IRequestHandler<WithdrawScheduleCommand, Result<Versioned<ScheduleChangeView>>>
{
    public async Task<Result<Versioned<ScheduleChangeView>>> Handle(WithdrawScheduleCommand command, CancellationToken cancellationToken)
    {
        Result<Schedule> own = await store.LockOwnScheduleAsync(db, context, command.Id, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Result<Done> current = own.Value.CheckVersion(command.Version);
        if (current.IsFailure)
        {
            return current.Error;
        }

        own.Value.Withdraw();
        return await planner.ApplyAsync(db, own.Value, cancellationToken);
    }
}
