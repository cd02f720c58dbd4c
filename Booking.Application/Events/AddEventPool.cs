namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Opens a pool of places that several ticket types of an event share.</summary>
public sealed record AddEventPoolCommand(Guid EventId, string Name, int Capacity) : ICommand<EventPoolView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

/// <param name="Taken">Places that are held or sold.</param>
public sealed record EventPoolView(Guid Id, string Name, int Capacity, int Taken);

internal sealed class AddEventPoolValidator : AbstractValidator<AddEventPoolCommand>
{
    public AddEventPoolValidator()
    {
        RuleFor(command => command.Name).NotEmpty().MaximumLength(TicketTypeDetails.NameMaxLength).Must(name => name is null || Formats.IsOneLine(name)).WithMessage("A name is one line.");
        RuleFor(command => command.Capacity).InclusiveBetween(1, TicketTypeDetails.MaxCapacity);
    }
}

internal sealed class AddEventPoolHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<AddEventPoolCommand, Result<EventPoolView>>
{
    private const int MaxPools = 20;

    public async Task<Result<EventPoolView>> Handle(AddEventPoolCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindManagedEventAsync(command.EventId, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        if (happening.Value.Seating == Seating.Reserved)
        {
            return Error.Rule("/capacity", "The places of a seated event are the seats of the plan.");
        }

        if (await db.EventPools.CountAsync(pool => pool.EventId == command.EventId, cancellationToken) >= MaxPools)
        {
            return Error.Rule("/pools", $"An event has at most {MaxPools} shared pools.");
        }

        Result<Done> noted = happening.Value.NoteTicketing(unitOfWork.Now);
        if (noted.IsFailure)
        {
            return noted.Error;
        }

        Pool opened = Pool.Open(context.TenantId, Guid.CreateVersion7(unitOfWork.Now), command.Capacity);
        db.Pools.Add(opened);
        db.EventPools.Add(EventPool.Open(context.TenantId, opened.Id, command.EventId, command.Name.Trim()));
        return new EventPoolView(opened.Id, command.Name.Trim(), command.Capacity, 0);
    }
}
