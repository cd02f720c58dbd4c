namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Changes a car. What is held or sold keeps its price and terms.</summary>
public sealed record EditCarCommand(Guid Id, long Version, CarChanges Changes) : ICommand<Versioned<CarView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class EditCarValidator : AbstractValidator<EditCarCommand>
{
    public EditCarValidator() => this.Flat(command => command.Changes, new CarChangesValidator());
}

internal sealed class EditCarHandler(IBookingDb db, RequestContext context) : IRequestHandler<EditCarCommand, Result<Versioned<CarView>>>
{
    public async Task<Result<Versioned<CarView>>> Handle(EditCarCommand command, CancellationToken cancellationToken)
    {
        Result<Car> found = await db.FindManagedCarAsync(command.Id, command.Version, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Car car = found.Value;
        if (command.Changes.CheckCurrency(car.Currency) is { } foreign)
        {
            return foreign;
        }

        Guid? ownerId = command.Changes.OwnerId.Over(car.OwnerId);
        if (ownerId is null && car.OwnerId is not null && !context.IsAdmin)
        {
            return OfferingErrors.NotTheOwner;
        }

        Result<Done> owner = ownerId == car.OwnerId ? Result.Success : await db.CheckOwnerAsync(ownerId, context, cancellationToken);
        if (owner.IsFailure)
        {
            return owner.Error;
        }

        Result<Done> edited = car.Edit(command.Changes.Over(car.ToDetails()));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        car.Offer(command.Changes.IsActive ?? car.IsActive);
        await db.SaveChangesAsync(cancellationToken);
        return new Versioned<CarView>(CarView.Of(car, null, isFree: true, null) with { Rating = await db.RatingTotals.OfAsync(car.Id, cancellationToken) }, car.Version);
    }
}
