namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>Sells something along with a hall.</summary>
public sealed record CreateVenueExtraCommand(Guid VenueId, VenueExtraChanges Changes) : ICommand<Versioned<VenueExtraView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class CreateVenueExtraValidator : AbstractValidator<CreateVenueExtraCommand>
{
    public CreateVenueExtraValidator() => RuleFor(command => command.Changes).SetValidator(new VenueExtraChangesValidator()).OverridePropertyName("");
}

internal sealed class CreateVenueExtraHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context)
    : IRequestHandler<CreateVenueExtraCommand, Result<Versioned<VenueExtraView>>>
{
    public async Task<Result<Versioned<VenueExtraView>>> Handle(CreateVenueExtraCommand command, CancellationToken cancellationToken)
    {
        Result<Venue> venue = await db.FindManagedAsync(command.VenueId, context, cancellationToken);
        if (venue.IsFailure)
        {
            return venue.Error;
        }

        Result<VenueExtra> created = VenueExtra.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, venue.Value.Id, command.Changes.Over(VenueExtraChanges.Usual));
        if (created.IsFailure)
        {
            return created.Error;
        }

        VenueExtra extra = created.Value;
        if (extra.PoolId is { } pool)
        {
            db.Pools.Add(Pool.Open(context.TenantId, pool, extra.Stock!.Value));
            await db.SaveChangesAsync(cancellationToken);
        }

        db.VenueExtras.Add(extra);
        return new Versioned<VenueExtraView>(VenueExtraView.Of(extra, venue.Value.Currency), extra.Version);
    }
}
