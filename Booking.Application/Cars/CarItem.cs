namespace Booking.Application.Cars;

using Booking.Application.Holds;
using Booking.Domain.Common;
using FluentValidation;

public sealed record CarItem(Guid CarId, WallTime From, WallTime To, bool WithDriver, PlaceRef? PickUp, PlaceRef? DropOff) : ItemRequest;

internal sealed class CarItemValidator : AbstractValidator<CarItem>
{
    public CarItemValidator()
    {
        RuleFor(item => item.PickUp!).SetValidator(new PlaceRefValidator()).When(item => item.PickUp is not null);
        RuleFor(item => item.DropOff!).SetValidator(new PlaceRefValidator()).When(item => item.DropOff is not null);
    }
}
