namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>The driver cannot come after all; another one is asked.</summary>
/// <param name="Reason">For the admins.</param>
public sealed record CancelAssignmentCommand(Guid Id, string Reason) : ICommand<AssignmentView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver];
}

internal sealed class CancelAssignmentValidator : AbstractValidator<CancelAssignmentCommand>
{
    public CancelAssignmentValidator() => RuleFor(command => command.Reason).OneLine(Assignment.ReasonMaxLength);
}

internal sealed class CancelAssignmentHandler(OwnAssignments own, IClaimStore claims) : IRequestHandler<CancelAssignmentCommand, Result<AssignmentView>>
{
    public async Task<Result<AssignmentView>> Handle(CancelAssignmentCommand command, CancellationToken cancellationToken)
    {
        Result<AssignmentView> cancelled = await own.MoveAsync(
            command.Id,
            (held, now) =>
            {
                Result<Done> done = held.Assignment.Cancel(command.Reason.Trim(), now);
                return done.IsFailure ? done : held.Ride.GoOn(now);
            },
            cancellationToken);
        if (cancelled.IsSuccess)
        {
            await claims.VacateAsync(cancelled.Value.Id, cancelled.Value.DriverId, cancellationToken);
        }

        return cancelled;
    }
}
