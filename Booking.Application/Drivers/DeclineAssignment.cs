namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
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

internal sealed class DeclineAssignmentHandler(OwnAssignments own) : IRequestHandler<DeclineAssignmentCommand, Result<AssignmentView>>
{
    public Task<Result<AssignmentView>> Handle(DeclineAssignmentCommand command, CancellationToken cancellationToken) =>
        own.SayNoAsync(command.Id, (assignment, now) => assignment.Decline(command.Reason.Trim(), now), cancellationToken);
}
