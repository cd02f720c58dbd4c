namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Changes an extra. What is held or sold keeps its price, and its stock never shrinks below that.</summary>
public sealed record EditVenueExtraCommand(Guid VenueId, Guid ExtraId, long Version, VenueExtraChanges Changes) : ICommand<Versioned<VenueExtraView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class EditVenueExtraValidator : AbstractValidator<EditVenueExtraCommand>
{
    public EditVenueExtraValidator() => RuleFor(command => command.Changes).SetValidator(new VenueExtraChangesValidator()).OverridePropertyName("");
}

internal sealed class EditVenueExtraHandler(IBookingDb db, IUnitOfWork unitOfWork, IExtraStock stock, RequestContext context)
    : IRequestHandler<EditVenueExtraCommand, Result<Versioned<VenueExtraView>>>
{
    public async Task<Result<Versioned<VenueExtraView>>> Handle(EditVenueExtraCommand command, CancellationToken cancellationToken)
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

        int? before = extra.Stock;
        Result<Done> edited = extra.Edit(command.Changes.Over(extra.Details));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        extra.Offer(command.Changes.IsActive ?? extra.IsActive);

        DateOnly today = unitOfWork.Now.ToInstant().InZone(DateTimeZoneProviders.Tzdb[venue.Value.TimeZone]).Date.ToDateOnly();
        if (extra.Stock is { } size && size != before && !await stock.TryResizeAsync(extra, size, today, cancellationToken))
        {
            return VenueErrors.BelowSold;
        }

        await db.SaveChangesAsync(cancellationToken);
        return new Versioned<VenueExtraView>(VenueExtraView.Of(extra, venue.Value.Currency), extra.Version);
    }
}
