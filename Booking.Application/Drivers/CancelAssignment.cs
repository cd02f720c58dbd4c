namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
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

internal sealed class CancelAssignmentHandler(OwnAssignments own) : IRequestHandler<CancelAssignmentCommand, Result<AssignmentView>>
{
    public Task<Result<AssignmentView>> Handle(CancelAssignmentCommand command, CancellationToken cancellationToken) =>
        own.SayNoAsync(command.Id, (assignment, now) => assignment.Cancel(command.Reason.Trim(), now), cancellationToken);
}
