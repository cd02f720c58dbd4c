namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>The driver does not take the ride; the next one is asked.</summary>
public sealed record DeclineAssignmentCommand(Guid Id, string Reason) : ICommand<AssignmentView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver];
}

internal sealed class DeclineAssignmentValidator : AbstractValidator<DeclineAssignmentCommand>
{
    public DeclineAssignmentValidator() => RuleFor(command => command.Reason).Prose(Assignment.ReasonMaxLength);
}

internal sealed class DeclineAssignmentHandler(OwnAssignments own, IClaimStore claims) : IRequestHandler<DeclineAssignmentCommand, Result<AssignmentView>>
{
    public async Task<Result<AssignmentView>> Handle(DeclineAssignmentCommand command, CancellationToken cancellationToken)
    {
        Result<AssignmentView> declined = await own.MoveAsync(
            command.Id,
            (held, now) =>
            {
                Result<Done> done = held.Assignment.Decline(command.Reason.Trim(), now);
                return done.IsFailure ? done : held.Ride.GoOn(now);
            },
            cancellationToken);
        if (declined.IsSuccess)
        {
            await claims.VacateAsync(declined.Value.Id, declined.Value.DriverId, cancellationToken);
        }

        return declined;
    }
}
