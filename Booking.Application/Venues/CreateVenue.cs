namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Offers a hall. A provider owns what he makes.</summary>
public sealed record CreateVenueCommand(VenueChanges Changes) : ICommand<Versioned<VenueView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class CreateVenueValidator : AbstractValidator<CreateVenueCommand>
{
    public CreateVenueValidator() => RuleFor(command => command.Changes).SetValidator(new VenueChangesValidator()).OverridePropertyName("");
}

internal sealed class CreateVenueHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateVenueCommand, Result<Versioned<VenueView>>>
{
    public async Task<Result<Versioned<VenueView>>> Handle(CreateVenueCommand command, CancellationToken cancellationToken)
    {
        string currency = await db.Tenants.Where(tenant => tenant.Id == context.TenantId).Select(tenant => tenant.Currency).SingleAsync(cancellationToken);
        Result<Venue> venue = Venue.Create(
            Guid.CreateVersion7(unitOfWork.Now), context.TenantId, context.IsAdmin ? null : context.UserId, command.Changes.Over(VenueDetails.Usual(currency)));
        if (venue.IsFailure)
        {
            return venue.Error;
        }

        db.Venues.Add(venue.Value);
        return new Versioned<VenueView>(VenueView.Of(venue.Value, null), venue.Value.Version);
    }
}
