namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>Takes a car off sale; what is held or sold stays good.</summary>
public sealed record WithdrawCarCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class WithdrawCarHandler(IBookingDb db, RequestContext context) : IRequestHandler<WithdrawCarCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawCarCommand command, CancellationToken cancellationToken)
    {
        Result<Car> car = await db.FindManagedCarAsync(command.Id, command.Version, context, cancellationToken);
        if (car.IsFailure)
        {
            return car.Error;
        }

        car.Value.Offer(isActive: false);
        return Result.Success;
    }
}
