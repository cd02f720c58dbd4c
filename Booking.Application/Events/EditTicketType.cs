namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Changes what is given of a ticket type. What is held or sold keeps its price; the capacity is never less than that.</summary>
/// <param name="Version">Of the event.</param>
public sealed record EditTicketTypeCommand(Guid EventId, Guid Id, long Version, TicketTypeFields Fields) : ICommand<Versioned<EventView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class EditTicketTypeValidator : AbstractValidator<EditTicketTypeCommand>
{
    public EditTicketTypeValidator() => RuleFor(command => command.Fields).SetValidator(new TicketTypeFieldsValidator()).OverridePropertyName("");
}

internal sealed class EditTicketTypeHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, RequestContext context)
    : IRequestHandler<EditTicketTypeCommand, Result<Versioned<EventView>>>
{
    public async Task<Result<Versioned<EventView>>> Handle(EditTicketTypeCommand command, CancellationToken cancellationToken)
    {
        Result<Event> found = await db.FindManagedEventAsync(command.EventId, command.Version, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Event happening = found.Value;
        List<TicketType> types = await db.TicketTypes.Where(type => type.EventId == happening.Id).ToListAsync(cancellationToken);
        if (types.Find(type => type.Id == command.Id && type.IsActive) is not { } type)
        {
            return TicketingErrors.NoTicketType;
        }

        Result<TicketTypeDetails> details = command.Fields.Over(type.Details, happening.TimeZone);
        if (details.IsFailure)
        {
            return details.Error;
        }

        Result<Done> edited = type.Edit(happening, details.Value, [.. types.Where(other => other.Id != type.Id)]);
        Result<Done> noted = edited.IsFailure ? edited : happening.NoteTicketing(unitOfWork.Now);
        if (noted.IsFailure)
        {
            return noted.Error;
        }

        if (command.Fields.Capacity is { } capacity)
        {
            Result<Done> resized = await ResizeAsync(type, capacity, types, cancellationToken);
            if (resized.IsFailure)
            {
                return resized.Error;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewManagedAsync(happening, happening.Version, unitOfWork.Now, cancellationToken);
    }

    private async Task<Result<Done>> ResizeAsync(TicketType type, int capacity, List<TicketType> types, CancellationToken ct)
    {
        if (type.PoolId is not { } pool)
        {
            return Error.Rule("/capacity", "The places of a category are the seats of the plan.");
        }

        if (types.Exists(other => other.Id != type.Id && other.Pools.Contains(pool)) || type.SharedPoolIds.Contains(pool))
        {
            return Error.Rule("/capacity", "This type shares its places; change the capacity of the pool.");
        }

        PoolResize resized = await claims.TryResizeAsync(pool, PoolSize.Of(capacity), ct);
        return resized.IsDone ? Result.Success : TicketingErrors.BelowSold(resized.Taken, "/capacity");
    }
}
