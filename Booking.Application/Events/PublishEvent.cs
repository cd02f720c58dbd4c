namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Puts a draft on sale.</summary>
public sealed record PublishEventCommand(Guid Id) : ICommand<Versioned<EventView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class PublishEventHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<PublishEventCommand, Result<Versioned<EventView>>>
{
    public async Task<Result<Versioned<EventView>>> Handle(PublishEventCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindManagedEventAsync(command.Id, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        // A category of named seats can be sold when the plan has a seat of it.
        List<TicketType> types = await db.TicketTypes.AsNoTracking()
            .Where(type => type.EventId == command.Id && type.IsActive)
            .Where(type => type.PoolId != null ? type.Capacity > 0 : db.EventSeats.Any(seat => seat.EventId == command.Id && seat.TicketTypeId == type.Id && !seat.IsBlocked))
            .ToListAsync(cancellationToken);
        Result<Done> published = happening.Value.Publish(types, unitOfWork.Now);
        return published.IsFailure
            ? published.Error
            : await db.ViewManagedAsync(happening.Value, happening.Value.Version + 1, unitOfWork.Now, cancellationToken);
    }
}
