namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Drafts an event. It is its provider's, or the tenant's when an admin drafts it.</summary>
public sealed record CreateEventCommand(EventFields Fields) : ICommand<Versioned<EventView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class CreateEventValidator : AbstractValidator<CreateEventCommand>
{
    public CreateEventValidator() => RuleFor(command => command.Fields).SetValidator(new EventFieldsValidator()).OverridePropertyName("");
}

internal sealed class CreateEventHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateEventCommand, Result<Versioned<EventView>>>
{
    public Task<Result<Versioned<EventView>>> Handle(CreateEventCommand command, CancellationToken cancellationToken) => Task.FromResult(Create(command));

    private Result<Versioned<EventView>> Create(CreateEventCommand command)
    {
        Result<EventDetails> details = command.Fields.Over(null);
        if (details.IsFailure)
        {
            return details.Error;
        }

        Result<Event> happening = Event.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, context.IsAdmin ? null : context.UserId, details.Value, unitOfWork.Now);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        db.Events.Add(happening.Value);
        EventView view = EventView.Of(happening.Value, [], unitOfWork.Now, null, isManaged: true);
        return new Versioned<EventView>(view, happening.Value.Version, view.Availability);
    }
}
