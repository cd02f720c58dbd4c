namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Changes what is given of an event. The time of a published one is changed by postponing it.</summary>
public sealed record EditEventCommand(Guid Id, long Version, EventFields Fields) : ICommand<Versioned<EventView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class EditEventValidator : AbstractValidator<EditEventCommand>
{
    public EditEventValidator() => RuleFor(command => command.Fields).SetValidator(new EventFieldsValidator()).OverridePropertyName("");
}

internal sealed class EditEventHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<EditEventCommand, Result<Versioned<EventView>>>
{
    public async Task<Result<Versioned<EventView>>> Handle(EditEventCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindManagedEventAsync(command.Id, command.Version, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        Result<EventDetails> details = command.Fields.Over(happening.Value.Details);
        if (details.IsFailure)
        {
            return details.Error;
        }

        Result<Done> edited = happening.Value.Edit(details.Value, unitOfWork.Now);
        return edited.IsFailure
            ? edited.Error
            : await db.ViewManagedAsync(happening.Value, happening.Value.Version + 1, unitOfWork.Now, cancellationToken);
    }
}
