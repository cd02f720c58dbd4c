namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>The route sells nothing new; what is sold stays sold.</summary>
public sealed record WithdrawRouteCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class WithdrawRouteHandler(IBookingDb db, ITripStore store, RequestContext context) : IRequestHandler<WithdrawRouteCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawRouteCommand command, CancellationToken cancellationToken)
    {
        Result<Route> own = await store.LockOwnRouteAsync(db, context, command.Id, command.Version, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        own.Value.Withdraw();
        return Result.Success;
    }
}
