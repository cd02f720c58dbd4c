namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>Changes a hall. What is held, requested or sold stays as it was granted.</summary>
public sealed record EditVenueCommand(Guid Id, long Version, VenueChanges Changes) : ICommand<Versioned<VenueView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class EditVenueValidator : AbstractValidator<EditVenueCommand>
{
    public EditVenueValidator() => RuleFor(command => command.Changes).SetValidator(new VenueChangesValidator()).OverridePropertyName("");
}

internal sealed class EditVenueHandler(IBookingDb db, RequestContext context) : IRequestHandler<EditVenueCommand, Result<Versioned<VenueView>>>
{
    public async Task<Result<Versioned<VenueView>>> Handle(EditVenueCommand command, CancellationToken cancellationToken)
    {
        Result<Venue> found = await db.FindManagedAsync(command.Id, command.Version, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Venue venue = found.Value;
        Result<Done> edited = venue.Edit(command.Changes.Over(venue.Details));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        venue.Offer(command.Changes.IsActive ?? venue.IsActive);

        await db.SaveChangesAsync(cancellationToken);
        RatingSummary rating = await db.RatingTotals.OfAsync(venue.Id, cancellationToken);
        return new Versioned<VenueView>(VenueView.Of(venue, null) with { Rating = rating }, venue.Version, rating.Fingerprint);
    }
}
