namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The seat plan of one event with the status of every seat.</summary>
public sealed record GetEventSeatsQuery(Guid EventId) : IQuery<EventSeatsView>;

/// <param name="Items">All seats, from the front row to the back, left to right; empty where places have no names.</param>
public sealed record EventSeatsView(Guid EventId, Seating Seating, IReadOnlyList<EventSeatView> Items);

/// <param name="Status"><c>free</c>, <c>held</c>, <c>booked</c>, or <c>blocked</c> for a seat that is kept back.</param>
/// <param name="X">Place on the plan, in the layout's own units.</param>
/// <param name="Accessible">A wheelchair place.</param>
/// <param name="CompanionOf">The wheelchair place beside it that it goes with, or null.</param>
/// <param name="Note">For the guest, e.g. a view that a pillar obstructs; or null.</param>
public sealed record EventSeatView(
    string Seat, string Section, string Row, int Number, string Category, Guid TicketTypeId, Money Price, string Status, int X, int Y, bool Accessible, string? CompanionOf, string? Note,
    IReadOnlyList<string> AvailableActions);

internal sealed class GetEventSeatsHandler(IBookingDb db, IEventSeats seats, IDatabaseClock clock) : IRequestHandler<GetEventSeatsQuery, Result<EventSeatsView>>
{
    public async Task<Result<EventSeatsView>> Handle(GetEventSeatsQuery query, CancellationToken cancellationToken)
    {
        // The seats are what takes time: they are read at once, over a connection of their own. Where there is nothing to see they are none.
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        Task<IReadOnlyList<EventSeatRow>> reading = seats.ReadAsync(query.EventId, now, cancellationToken);
        Task<Event?> finding = db.Events.AsNoTracking()
            .SingleOrDefaultAsync(happening => happening.Id == query.EventId && happening.Status != EventStatus.Draft, cancellationToken);
        await Task.WhenAll(reading, finding);
        Event? happening = await finding;
        if (happening is null)
        {
            return OfferingErrors.NotFound;
        }

        if (happening.Seating != Seating.Reserved)
        {
            return new EventSeatsView(query.EventId, happening.Seating, []);
        }

        // Behind the seats, so that none of them is of a category that is newer than what was read.
        IReadOnlyList<EventSeatRow> rows = await reading;
        Dictionary<Guid, TicketType> categories = await db.TicketTypes.AsNoTracking()
            .Where(type => type.EventId == query.EventId)
            .ToDictionaryAsync(type => type.Id, cancellationToken);
        bool isOpen = happening.CheckOnSale("/eventId", now).IsSuccess;
        HashSet<Guid> onSale = [.. categories.Values.Where(category => isOpen && category.CheckSale(happening, "/seats", now).IsSuccess).Select(category => category.Id)];
        return new EventSeatsView(query.EventId, happening.Seating, [.. rows.Select(row => View(row, categories[row.TicketTypeId], onSale.Contains(row.TicketTypeId)))]);
    }

    private static EventSeatView View(EventSeatRow seat, TicketType category, bool onSale)
    {
        string status = seat.Taken is { } state ? LiveClaims.StatusOf(state) : seat.IsBlocked ? InventoryStatus.Blocked : InventoryStatus.Free;
        return new EventSeatView(
            seat.Seat, seat.Section, seat.Row, seat.Number, category.Name, category.Id, category.Price, status, seat.X, seat.Y, seat.IsAccessible, seat.CompanionOf, seat.Note,
            OfferingActions.When(onSale && status == InventoryStatus.Free));
    }
}
