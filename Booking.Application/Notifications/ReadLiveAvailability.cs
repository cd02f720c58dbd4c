namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What is left of an offering now, and what became of some of its seats. Never answered from a cache: watchers are told of it.</summary>
/// <param name="Kind">One of <see cref="WatchKinds"/>.</param>
public sealed record ReadLiveAvailabilityQuery(string Kind, Guid OfferingId, IReadOnlyCollection<string> Seats) : IQuery<LiveAvailabilityView>;

/// <param name="At">The database's clock before it was read.</param>
/// <param name="Available">Pieces of a product; null for everything else.</param>
/// <param name="TicketTypes">Of an event, those that anybody may see.</param>
/// <param name="Variants">Of a product.</param>
/// <param name="Seats">Those asked for that there are.</param>
public sealed record LiveAvailabilityView(
    DateTimeOffset At, int? Available, IReadOnlyList<LiveCountView> TicketTypes, IReadOnlyList<LiveCountView> Variants, IReadOnlyList<LiveSeatView> Seats)
{
    internal static LiveAvailabilityView Empty(DateTimeOffset at) => new(at, null, [], [], []);
}

/// <param name="Available">What can be held now.</param>
public sealed record LiveCountView(Guid Id, int Available);

/// <param name="Status"><c>free</c>, <c>held</c>, <c>booked</c> or <c>blocked</c>; of a trip, on any part of the way.</param>
/// <param name="Taken">The parts of the way on which it is taken; null for an event's.</param>
public sealed record LiveSeatView(string Seat, string Status, IReadOnlyList<LiveLegView>? Taken);

/// <param name="From">Sequence of the stop where it begins.</param>
public sealed record LiveLegView(int From, int To, string Status);

internal sealed class ReadLiveAvailabilityHandler(IBookingDb db, IEventSeats eventSeats, IDatabaseClock clock) : IRequestHandler<ReadLiveAvailabilityQuery, Result<LiveAvailabilityView>>
{
    public async Task<Result<LiveAvailabilityView>> Handle(ReadLiveAvailabilityQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        return query.Kind switch
        {
            WatchKinds.Event => await EventAsync(query, now, cancellationToken),
            WatchKinds.Trip => await TripAsync(query, now, cancellationToken),
            WatchKinds.Product => await ProductAsync(query, now, cancellationToken),
            _ => LiveAvailabilityView.Empty(now),
        };
    }

    private async Task<Result<LiveAvailabilityView>> EventAsync(ReadLiveAvailabilityQuery query, DateTimeOffset now, CancellationToken ct)
    {
        Event? happening = await db.Events.AsNoTracking().SingleOrDefaultAsync(happening => happening.Id == query.OfferingId && happening.Status != EventStatus.Draft, ct);
        if (happening is null)
        {
            return OfferingErrors.NotFound;
        }

        ILookup<Guid, TicketTypeRow> types = await db.TicketTypesOfAsync([happening], now, ct);
        IReadOnlyList<SeatState> seats = query.Seats.Count == 0 ? [] : await eventSeats.FindAsync(query.OfferingId, query.Seats, now, ct);
        return LiveAvailabilityView.Empty(now) with
        {
            TicketTypes = [.. types[happening.Id].Where(row => row.Type is { IsActive: true, IsHidden: false }).Select(row => new LiveCountView(row.Type.Id, row.Available))],
            Seats = [.. seats.Select(seat => new LiveSeatView(seat.Seat, StatusOf(seat.Taken, seat.IsBlocked), null))],
        };
    }

    private async Task<Result<LiveAvailabilityView>> TripAsync(ReadLiveAvailabilityQuery query, DateTimeOffset now, CancellationToken ct)
    {
        if (query.Seats.Count == 0)
        {
            return LiveAvailabilityView.Empty(now);
        }

        Bus? bus = await (
            from trip in db.Trips.AsNoTracking()
            join vehicle in db.Buses.AsNoTracking() on trip.BusId equals vehicle.Id
            where trip.Id == query.OfferingId
            select vehicle).SingleOrDefaultAsync(ct);
        if (bus is null)
        {
            return OfferingErrors.NotFound;
        }

        var claims = (await db.LegClaims.Live(now)
            .Where(claim => claim.TripId == query.OfferingId)
            .Select(claim => new { claim.Seat, claim.FromStop, claim.ToStop, claim.State })
            .ToListAsync(ct)).ToLookup(claim => claim.Seat);
        return LiveAvailabilityView.Empty(now) with
        {
            Seats = [.. bus.Seats.Where(seat => query.Seats.Contains(seat.Seat)).Select(seat => new LiveSeatView(
                seat.Seat,
                StatusOf(claims[seat.Seat].Select(claim => (ClaimState?)claim.State).Max(), seat.IsBlocked),
                [.. claims[seat.Seat].OrderBy(claim => claim.FromStop).Select(claim => new LiveLegView(claim.FromStop, claim.ToStop, LiveClaims.StatusOf(claim.State)))]))],
        };
    }

    private async Task<Result<LiveAvailabilityView>> ProductAsync(ReadLiveAvailabilityQuery query, DateTimeOffset now, CancellationToken ct)
    {
        Product? product = await db.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == query.OfferingId, ct);
        if (product is null)
        {
            return OfferingErrors.NotFound;
        }

        IReadOnlyDictionary<Guid, int> left = await db.LeftAsync([.. product.PoolIds], now, ct);
        return LiveAvailabilityView.Empty(now) with
        {
            Available = product.PoolIds.Sum(pool => Math.Max(0, left.GetValueOrDefault(pool))),
            Variants = [.. product.Variants.Where(variant => variant.IsActive).Select(variant => new LiveCountView(variant.Id, Math.Max(0, left.GetValueOrDefault(variant.PoolId))))],
        };
    }

    private static string StatusOf(ClaimState? taken, bool isBlocked) =>
        taken is { } state ? LiveClaims.StatusOf(state) : isBlocked ? InventoryStatus.Blocked : InventoryStatus.Free;
}
