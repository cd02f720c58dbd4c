namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Adds a car to the fleet. A provider owns what he adds.</summary>
public sealed record CreateCarCommand(CarChanges Changes) : ICommand<Versioned<CarView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class CreateCarValidator : AbstractValidator<CreateCarCommand>
{
    public CreateCarValidator() => this.Flat(command => command.Changes, new CarChangesValidator());
}

internal sealed class CreateCarHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateCarCommand, Result<Versioned<CarView>>>
{
    public async Task<Result<Versioned<CarView>>> Handle(CreateCarCommand command, CancellationToken cancellationToken)
    {
        string currency = await db.Tenants.AsNoTracking().Where(tenant => tenant.Id == context.TenantId).Select(tenant => tenant.Currency).SingleAsync(cancellationToken);
        if (command.Changes.CheckCurrency(currency) is { } foreign)
        {
            return foreign;
        }

        CarDetails details = command.Changes.Over(CarChanges.Blank(currency) with { OwnerId = context.IsAdmin ? null : context.UserId });
        Result<Done> owner = await db.CheckOwnerAsync(details.OwnerId, context, cancellationToken);
        if (owner.IsFailure)
        {
            return owner.Error;
        }

        Result<Car> created = Car.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, details);
        if (created.IsFailure)
        {
            return created.Error;
        }

        Car car = created.Value;
        car.Offer(command.Changes.IsActive ?? true);
        db.Cars.Add(car);
        return new Versioned<CarView>(CarView.Of(car, null, isFree: true, null), car.Version);
    }
}
