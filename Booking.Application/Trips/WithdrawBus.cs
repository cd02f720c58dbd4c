namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>No new trips are planned with the bus; those that are planned stay.</summary>
public sealed record WithdrawBusCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class WithdrawBusHandler(IBookingDb db, ITripStore store, RequestContext context) : IRequestHandler<WithdrawBusCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawBusCommand command, CancellationToken cancellationToken)
    {
        Result<Bus> own = await store.LockOwnBusAsync(db, context, command.Id, command.Version, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        own.Value.Withdraw();
        return Result.Success;
    }
}
