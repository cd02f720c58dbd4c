namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using MediatR;

/// <summary>Gives a hall's time back to its customers. Repeatable.</summary>
public sealed record LiftVenueBlackoutCommand(Guid VenueId, Guid BlackoutId) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class LiftVenueBlackoutHandler(IBookingDb db, Blackouts blackouts, RequestContext context) : IRequestHandler<LiftVenueBlackoutCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(LiftVenueBlackoutCommand command, CancellationToken cancellationToken)
    {
        Result<Venue> venue = await db.FindManagedAsync(command.VenueId, context, cancellationToken);
        return venue.IsFailure ? venue.Error : await blackouts.LiftAsync(venue.Value.Id, command.BlackoutId, cancellationToken);
    }
}
