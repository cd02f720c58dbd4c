namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The seat plan of one event with the status of every seat.</summary>
public sealed record GetEventSeatsQuery(Guid EventId) : IQuery<EventSeatsView>;

/// <param name="Items">All seats, from the front row to the back, left to right; empty where places have no names.</param>
public sealed record EventSeatsView(Guid EventId, Seating Seating, IReadOnlyList<EventSeatView> Items);

/// <param name="Status"><c>free</c>, <c>held</c>, <c>booked</c>, or <c>blocked</c> for a seat that is never on sale.</param>
/// <param name="X">Place on the plan, in the layout's own units.</param>
public sealed record EventSeatView(
    string Seat, string Section, string Row, int Number, string Category, Guid TicketTypeId, Money Price, string Status, int X, int Y, bool Accessible, IReadOnlyList<string> AvailableActions);

internal sealed class GetEventSeatsHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetEventSeatsQuery, Result<EventSeatsView>>
{
    public async Task<Result<EventSeatsView>> Handle(GetEventSeatsQuery query, CancellationToken cancellationToken)
    {
        var happening = await db.Events.AsNoTracking()
            .Where(happening => happening.Id == query.EventId && happening.Status != EventStatus.Draft)
            .Select(happening => new { happening.Seating, happening.Status, happening.EndsAt })
            .SingleOrDefaultAsync(cancellationToken);
        if (happening is null)
        {
            return OfferingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        Dictionary<Guid, TicketType> categories = await db.TicketTypes.AsNoTracking()
            .Where(type => type.EventId == query.EventId)
            .ToDictionaryAsync(type => type.Id, cancellationToken);

        Dictionary<string, ClaimState> taken = await db.SeatClaims.Live(now)
            .Where(claim => claim.EventId == query.EventId)
            .Select(claim => new { claim.Seat, claim.State })
            .ToDictionaryAsync(claim => claim.Seat, claim => claim.State, cancellationToken);
        List<EventSeat> seats = await db.EventSeats.AsNoTracking()
            .Where(seat => seat.EventId == query.EventId)
            .OrderBy(seat => seat.Y).ThenBy(seat => seat.X).ThenBy(seat => seat.Seat)
            .ToListAsync(cancellationToken);
        bool onSale = happening.Status == EventStatus.Published && happening.EndsAt > now;
        return new EventSeatsView(query.EventId, happening.Seating, [.. seats.Select(seat => View(seat, categories[seat.TicketTypeId], StatusOf(seat, taken), onSale))]);
    }

    private static string StatusOf(EventSeat seat, Dictionary<string, ClaimState> taken)
    {
        if (taken.TryGetValue(seat.Seat, out ClaimState state))
        {
            return LiveClaims.StatusOf(state);
        }

        return seat.IsBlocked ? InventoryStatus.Blocked : InventoryStatus.Free;
    }

    private static EventSeatView View(EventSeat seat, TicketType category, string status, bool onSale) => new(
        seat.Seat, seat.Section, seat.Row, seat.Number, category.Name, category.Id, category.Price, status, seat.X, seat.Y, seat.IsAccessible,
        OfferingActions.When(onSale && status == InventoryStatus.Free));
}
