namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>One event that is or was on sale; drafts are nobody's to see here.</summary>
public sealed record GetEventQuery(Guid Id) : IQuery<Versioned<EventView>>;

internal sealed class GetEventHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetEventQuery, Result<Versioned<EventView>>>
{
    public async Task<Result<Versioned<EventView>>> Handle(GetEventQuery query, CancellationToken cancellationToken)
    {
        Event? happening = await db.Events.AsNoTracking()
            .SingleOrDefaultAsync(happening => happening.Id == query.Id && happening.Status != EventStatus.Draft, cancellationToken);
        if (happening is null)
        {
            return OfferingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        ILookup<Guid, TicketTypeRow> types = await db.TicketTypesOfAsync([happening], now, cancellationToken);
        EventView view = EventView.Of(happening, types[happening.Id], now, null);

        // Each count has its own digits, so that one place moving from a type to another shows.
        long availability = view.TicketTypes.Aggregate(view.AvailableActions.Count + 17L, (sum, type) => unchecked((sum * 1_000_003) + type.Available));
        return new Versioned<EventView>(view, happening.Version, availability);
    }
}
