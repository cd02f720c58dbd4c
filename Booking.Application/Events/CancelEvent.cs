namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Calls an event off.</summary>
/// <param name="Note">For the customers.</param>
public sealed record CancelEventCommand(Guid Id, string? Note) : ICommand<Versioned<EventView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class CancelEventValidator : AbstractValidator<CancelEventCommand>
{
    public CancelEventValidator() => RuleFor(command => command.Note).MaximumLength(1_000)
        .Must(note => note is null || Formats.IsStorable(note)).WithMessage("A text has no NUL character.");
}

internal sealed class CancelEventHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CancelEventCommand, Result<Versioned<EventView>>>
{
    public async Task<Result<Versioned<EventView>>> Handle(CancelEventCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindManagedEventAsync(command.Id, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        Result<Done> cancelled = happening.Value.Cancel(command.Note, unitOfWork.Now);
        return cancelled.IsFailure
            ? cancelled.Error
            : await db.ViewManagedAsync(happening.Value, happening.Value.Version + 1, unitOfWork.Now, cancellationToken);
    }
}
