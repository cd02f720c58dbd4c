namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Keeps a car's time for its owner.</summary>
public sealed record PlaceCarBlackoutCommand(Guid CarId, AskedBlackout Blackout) : ICommand<BlackoutView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class PlaceCarBlackoutValidator : AbstractValidator<PlaceCarBlackoutCommand>
{
    public PlaceCarBlackoutValidator() => RuleFor(command => command.Blackout).SetValidator(new AskedBlackoutValidator()).OverridePropertyName("");
}

internal sealed class PlaceCarBlackoutHandler(IBookingDb db, Blackouts blackouts, RequestContext context) : IRequestHandler<PlaceCarBlackoutCommand, Result<BlackoutView>>
{
    public async Task<Result<BlackoutView>> Handle(PlaceCarBlackoutCommand command, CancellationToken cancellationToken)
    {
        Result<Car> car = await db.FindManagedCarAsync(command.CarId, null, context, cancellationToken);
        return car.IsFailure ? car.Error : await blackouts.PlaceAsync(car.Value.ToUnit(), command.Blackout, cancellationToken);
    }
}
