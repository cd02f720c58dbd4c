namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>Keeps a hall's time for its owner.</summary>
public sealed record PlaceVenueBlackoutCommand(Guid VenueId, AskedBlackout Blackout) : ICommand<BlackoutView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class PlaceVenueBlackoutValidator : AbstractValidator<PlaceVenueBlackoutCommand>
{
    public PlaceVenueBlackoutValidator() => RuleFor(command => command.Blackout).SetValidator(new AskedBlackoutValidator()).OverridePropertyName("");
}

internal sealed class PlaceVenueBlackoutHandler(IBookingDb db, Blackouts blackouts, RequestContext context) : IRequestHandler<PlaceVenueBlackoutCommand, Result<BlackoutView>>
{
    public async Task<Result<BlackoutView>> Handle(PlaceVenueBlackoutCommand command, CancellationToken cancellationToken)
    {
        Result<Venue> venue = await db.FindManagedAsync(command.VenueId, context, cancellationToken);
        return venue.IsFailure ? venue.Error : await blackouts.PlaceAsync(venue.Value.ToUnit(), command.Blackout, cancellationToken);
    }
}
