namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using MediatR;

/// <summary>Ends the sale of a hall; what is sold stays sold.</summary>
public sealed record WithdrawVenueCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class WithdrawVenueHandler(IBookingDb db, RequestContext context) : IRequestHandler<WithdrawVenueCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawVenueCommand command, CancellationToken cancellationToken)
    {
        Result<Venue> venue = await db.FindManagedAsync(command.Id, command.Version, context, cancellationToken);
        if (venue.IsFailure)
        {
            return venue.Error;
        }

        venue.Value.Withdraw();
        return Result.Success;
    }
}
