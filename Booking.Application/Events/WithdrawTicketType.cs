namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Takes a ticket type off the sale; what is sold of it stays sold.</summary>
/// <param name="Version">Of the event.</param>
public sealed record WithdrawTicketTypeCommand(Guid EventId, Guid Id, long Version) : ICommand<Versioned<EventView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class WithdrawTicketTypeHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<WithdrawTicketTypeCommand, Result<Versioned<EventView>>>
{
    public async Task<Result<Versioned<EventView>>> Handle(WithdrawTicketTypeCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindManagedEventAsync(command.EventId, command.Version, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        TicketType? type = await db.TicketTypes.SingleOrDefaultAsync(type => type.EventId == command.EventId && type.Id == command.Id && type.IsActive, cancellationToken);
        if (type is null)
        {
            return TicketingErrors.NoTicketType;
        }

        Result<Done> noted = happening.Value.NoteTicketing(unitOfWork.Now);
        if (noted.IsFailure)
        {
            return noted.Error;
        }

        type.Withdraw();
        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewManagedAsync(happening.Value, happening.Value.Version, unitOfWork.Now, cancellationToken);
    }
}
