namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>The driver begins the ride.</summary>
public sealed record StartAssignmentCommand(Guid Id) : ICommand<AssignmentView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver];
}

internal sealed class StartAssignmentHandler(OwnAssignments own) : IRequestHandler<StartAssignmentCommand, Result<AssignmentView>>
{
    public Task<Result<AssignmentView>> Handle(StartAssignmentCommand command, CancellationToken cancellationToken) =>
        own.MoveAsync(command.Id, (held, now) => held.Assignment.Start(now), cancellationToken);
}
