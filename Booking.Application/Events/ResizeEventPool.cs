namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Gives a shared pool of an event another capacity, never less than is held or sold.</summary>
/// <param name="Version">Of the event.</param>
public sealed record ResizeEventPoolCommand(Guid EventId, Guid Id, long Version, int Capacity) : ICommand<EventPoolView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ResizeEventPoolValidator : AbstractValidator<ResizeEventPoolCommand>
{
    public ResizeEventPoolValidator() => RuleFor(command => command.Capacity).InclusiveBetween(0, TicketTypeDetails.MaxCapacity);
}

internal sealed class ResizeEventPoolHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, RequestContext context) : IRequestHandler<ResizeEventPoolCommand, Result<EventPoolView>>
{
    public async Task<Result<EventPoolView>> Handle(ResizeEventPoolCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindManagedEventAsync(command.EventId, command.Version, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        EventPool? pool = await db.EventPools.AsNoTracking().SingleOrDefaultAsync(pool => pool.EventId == command.EventId && pool.Id == command.Id, cancellationToken);
        if (pool is null)
        {
            return TicketingErrors.NoPool;
        }

        Result<Done> noted = happening.Value.NoteTicketing(unitOfWork.Now);
        if (noted.IsFailure)
        {
            return noted.Error;
        }

        PoolResize resized = await claims.TryResizeAsync(pool.Id, PoolSize.Of(command.Capacity), cancellationToken);
        if (!resized.IsDone)
        {
            return TicketingErrors.BelowSold(resized.Taken, "/capacity");
        }

        foreach (TicketType type in await db.TicketTypes.Where(type => type.EventId == command.EventId && type.PoolId == pool.Id).ToListAsync(cancellationToken))
        {
            type.ShowCapacity(command.Capacity);
        }

        return await db.Pools.AsNoTracking()
            .Where(counted => counted.Id == pool.Id)
            .Select(counted => new EventPoolView(pool.Id, pool.Name, counted.Capacity, counted.Held + counted.Sold))
            .SingleAsync(cancellationToken);
    }
}
