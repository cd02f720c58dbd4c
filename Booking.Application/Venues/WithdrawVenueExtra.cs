namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using MediatR;

/// <summary>Ends the sale of an extra; what is sold stays sold.</summary>
public sealed record WithdrawVenueExtraCommand(Guid VenueId, Guid ExtraId, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class WithdrawVenueExtraHandler(IBookingDb db, IExtraStock stock, RequestContext context) : IRequestHandler<WithdrawVenueExtraCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawVenueExtraCommand command, CancellationToken cancellationToken)
    {
        Result<Venue> venue = await db.FindManagedAsync(command.VenueId, context, cancellationToken);
        if (venue.IsFailure)
        {
            return venue.Error;
        }

        VenueExtra? extra = await stock.LockAsync(command.ExtraId, cancellationToken);
        if (extra is null || extra.VenueId != venue.Value.Id)
        {
            return VenueErrors.ExtraNotFound;
        }

        if (extra.CheckVersion(command.Version).Error is { } stale)
        {
            return stale;
        }

        extra.Withdraw();
        return Result.Success;
    }
}
