namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>Gives a car's time back to its customers. Repeatable.</summary>
public sealed record LiftCarBlackoutCommand(Guid CarId, Guid BlackoutId) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class LiftCarBlackoutHandler(IBookingDb db, Blackouts blackouts, RequestContext context) : IRequestHandler<LiftCarBlackoutCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(LiftCarBlackoutCommand command, CancellationToken cancellationToken)
    {
        Result<Car> car = await db.FindManagedCarAsync(command.CarId, null, context, cancellationToken);
        return car.IsFailure ? car.Error : await blackouts.LiftAsync(car.Value.Id, command.BlackoutId, cancellationToken);
    }
}
