namespace Booking.Application.Waitlist;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Cars;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Application.Trips;
using Booking.Application.Venues;
using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Booking.Domain.Venues;
using Booking.Domain.Waitlist;
using Microsoft.EntityFrameworkCore;

/// <summary>Finds out in which queue a wish stands and with which others it competes.</summary>
internal sealed class WishReader(IBookingDb db, IUnitOfWork unitOfWork)
{
    /// <returns>The wish with its times as instants.</returns>
    public Task<Result<WaitlistWish>> ReadAsync(AskedWish asked, CancellationToken ct) => asked.Item switch
    {
        TicketItem item => ReadAsync(asked, item, ct),
        EventSeatItem item => ReadAsync(asked, item, ct),
        CarItem item => ReadAsync(asked, item, ct),
        VenueItem item => ReadAsync(asked, item, ct),
        ServiceItem item => ReadAsync(asked, item, ct),
        ProductItem item => ReadAsync(asked, item, ct),
        TripSeatItem item => ReadAsync(asked, item, ct),
        _ => throw new InvalidOperationException($"No queue for {asked.Item.GetType().Name}."),
    };

    /// <summary>The queues that wait for what an item has given back.</summary>
    public async Task<string?> QueueOfAsync(string kind, Guid offeringId, CancellationToken ct) => kind switch
    {
        ItemKinds.Ticket => await db.TicketTypes.AsNoTracking().Where(type => type.Id == offeringId).Select(type => (Guid?)type.EventId).SingleOrDefaultAsync(ct) is { } happening
            ? OfEvent(happening)
            : null,
        ItemKinds.EventSeat => OfEvent(offeringId),
        ItemKinds.Car => await db.Cars.AsNoTracking().Where(car => car.Id == offeringId).Select(car => car.Class).SingleOrDefaultAsync(ct) is { } carClass ? OfCars(carClass) : null,
        _ => $"{kind}/{offeringId}",
    };

    private static string OfEvent(Guid eventId) => $"event/{eventId}";

    private static string OfCars(string carClass) => $"cars/{carClass}";

    private async Task<Result<WaitlistWish>> ReadAsync(AskedWish asked, TicketItem item, CancellationToken ct)
    {
        TicketType? type = await db.TicketTypes.AsNoTracking().SingleOrDefaultAsync(type => type.Id == item.TicketTypeId, ct);
        Event? happening = type is null ? null : await db.Events.AsNoTracking().SingleOrDefaultAsync(happening => happening.Id == type.EventId, ct);
        if (type is null || happening is null)
        {
            return OfferingErrors.NotFound;
        }

        if (happening.Seating == Seating.Reserved)
        {
            Error? refused = happening.CheckOnSale("/item/ticketTypeId", unitOfWork.Now).Error ?? type.CheckSale(happening, "/item/ticketTypeId", unitOfWork.Now).Error
                ?? type.CheckLeast("/item/quantity", item.Quantity).Error;
            if (refused is not null || item.Quantity > Math.Min(type.MaxPerOrder, BestAvailable.MaxQuantity))
            {
                return refused ?? Error.Rule("/item/quantity", $"At most {Math.Min(type.MaxPerOrder, BestAvailable.MaxQuantity)} of {type.Name} may be bought at once.", Reason.OrderLimit);
            }
        }

        List<string> units = happening.Seating == Seating.Reserved ? [OfSeats(type.Id)] : [.. type.Pools.Select(pool => $"pool/{pool}")];
        return new WaitlistWish(
            OfEvent(happening.Id), $"ticket/{type.Id}", units, ItemKinds.Ticket, type.Id, $"{happening.Title}: {type.Name}", item.Quantity, happening.StartsAt, happening.EndsAt, false, asked.ToJson());
    }

    private async Task<Result<WaitlistWish>> ReadAsync(AskedWish asked, EventSeatItem item, CancellationToken ct)
    {
        Event? happening = await db.Events.AsNoTracking().SingleOrDefaultAsync(happening => happening.Id == item.EventId, ct);
        List<Guid> types = await db.EventSeats.AsNoTracking().Where(seat => seat.EventId == item.EventId && item.Seats.Contains(seat.Seat)).Select(seat => seat.TicketTypeId).Distinct().ToListAsync(ct);
        if (happening is null || types.Count == 0)
        {
            return OfferingErrors.NotFound;
        }

        return new WaitlistWish(
            OfEvent(happening.Id), $"seats/{happening.Id}/{string.Join(',', item.Seats.Order(StringComparer.Ordinal))}", [.. types.Select(OfSeats)], ItemKinds.EventSeat, happening.Id,
            happening.Title, item.Seats.Count, happening.StartsAt, happening.EndsAt, false, asked.ToJson());
    }

    private async Task<Result<WaitlistWish>> ReadAsync(AskedWish asked, CarItem item, CancellationToken ct)
    {
        Car? car = await db.Cars.AsNoTracking().SingleOrDefaultAsync(car => car.Id == item.CarId, ct);
        if (car is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<TimeRange> time = Resolve(item.From, item.To, car.TimeZone);
        if (time.IsFailure)
        {
            return time.Error;
        }

        List<Guid> cars = asked.SameClass ? [.. (await AlikeAsync(db, car, ct)).Prepend(car.Id)] : [car.Id];
        string wanted = asked.SameClass ? $"{car.Class}/{car.City}" : $"{car.Id}";
        AskedWish frozen = asked with { Item = item with { From = WallTime.At(time.Value.From), To = WallTime.At(time.Value.To) } };
        return new WaitlistWish(
            OfCars(car.Class), $"car/{wanted}/{Text(time.Value)}/{(item.WithDriver ? "driven" : "self")}", [.. cars.Select(id => $"car/{id}")], ItemKinds.Car, car.Id, car.Name, 1,
            time.Value.From, time.Value.To, true, frozen.ToJson());
    }

    private async Task<Result<WaitlistWish>> ReadAsync(AskedWish asked, VenueItem item, CancellationToken ct)
    {
        Venue? venue = await db.Venues.AsNoTracking().SingleOrDefaultAsync(venue => venue.Id == item.VenueId, ct);
        if (venue is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<TimeRange> time = Resolve(item.From, item.To, venue.TimeZone);
        if (time.IsFailure)
        {
            return time.Error;
        }

        string extras = string.Join(',', item.Extras.OrderBy(extra => extra.ExtraId).Select(extra => $"{extra.ExtraId}x{extra.Quantity}"));
        AskedWish frozen = asked with { Item = item with { From = WallTime.At(time.Value.From), To = WallTime.At(time.Value.To) } };
        return new WaitlistWish(
            $"venue/{venue.Id}", $"venue/{venue.Id}/{Text(time.Value)}/{extras}", [$"venue/{venue.Id}"], ItemKinds.Venue, venue.Id, venue.Name, 1, time.Value.From, time.Value.To, true, frozen.ToJson());
    }

    private async Task<Result<WaitlistWish>> ReadAsync(AskedWish asked, ServiceItem item, CancellationToken ct)
    {
        Service? service = await db.Services.AsNoTracking().SingleOrDefaultAsync(service => service.Id == item.ServiceId, ct);
        if (service is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<DateTimeOffset> from = item.From.Resolve(service.TimeZone, "/item/from");
        if (from.IsFailure)
        {
            return from.Error;
        }

        AskedWish frozen = asked with { Item = item with { From = WallTime.At(from.Value) } };
        return new WaitlistWish(
            $"service/{service.Id}", $"service/{service.Id}/{Text(from.Value)}/{item.ProviderId}/{Text(item.AddOns)}", [$"service/{service.Id}"], ItemKinds.Service, service.Id, service.Name, item.Quantity,
            from.Value, from.Value.AddMinutes(service.DurationMinutes), true, frozen.ToJson());
    }

    private async Task<Result<WaitlistWish>> ReadAsync(AskedWish asked, ProductItem item, CancellationToken ct)
    {
        Product? product = await db.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == item.ProductId, ct);
        return product is null
            ? OfferingErrors.NotFound
            : new WaitlistWish(
                $"product/{product.Id}", $"product/{product.Id}/{item.VariantId}/{Text(item.AddOns)}", [$"product/{product.Id}/{item.VariantId}"], ItemKinds.Product, product.Id, product.Name, item.Quantity,
                null, null, false, asked.ToJson());
    }

    private async Task<Result<WaitlistWish>> ReadAsync(AskedWish asked, TripSeatItem item, CancellationToken ct)
    {
        Dictionary<Guid, TripOffer> offers = await db.OffersAsync([item.TripId], [item.FromStopId], [item.ToStopId], ct);
        if (!offers.TryGetValue(item.TripId, out TripOffer? offer) || offer.Call(item.FromStopId) is not { } from || offer.Call(item.ToStopId) is not { } to || from.Sequence >= to.Sequence)
        {
            return OfferingErrors.NotFound;
        }

        string seats = item.Seats.Count > 0 ? string.Join(',', item.Seats.Order(StringComparer.Ordinal)) : $"any {item.Class}";
        List<string> legs = [.. Enumerable.Range(from.Sequence, to.Sequence - from.Sequence).Select(leg => $"trip/{item.TripId}/{leg}")];
        return new WaitlistWish(
            $"tripSeat/{item.TripId}", $"trip/{item.TripId}/{item.FromStopId}/{item.ToStopId}/{seats}", legs, ItemKinds.TripSeat, item.TripId, $"{offer.Route.Name}: {from.Name} – {to.Name}", asked.Quantity,
            from.DepartsAt, from.DepartsAt, false, asked.ToJson());
    }

    /// <summary>Other cars of the class in the same city that are for sale.</summary>
    public static Task<List<Guid>> AlikeAsync(IBookingDb db, Car car, CancellationToken ct)
    {
        const int Most = 20;
        return db.Cars.AsNoTracking()
            .Where(other => other.Class == car.Class && other.City == car.City && other.IsActive && other.Id != car.Id)
            .OrderBy(other => other.Id).Select(other => other.Id).Take(Most).ToListAsync(ct);
    }

    private static string OfSeats(Guid ticketTypeId) => $"seats/{ticketTypeId}";

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Text(TimeRange time) => $"{Text(time.From)}-{Text(time.To)}";

    private static string Text(IReadOnlyList<ChosenAddOn>? addOns) => string.Join(',', (addOns ?? []).OrderBy(addOn => addOn.AddOnId).Select(addOn => $"{addOn.AddOnId}x{addOn.Quantity}"));

    private static Result<TimeRange> Resolve(WallTime from, WallTime to, string zone)
    {
        Result<DateTimeOffset> start = from.Resolve(zone, "/item/from");
        if (start.IsFailure)
        {
            return start.Error;
        }

        Result<DateTimeOffset> end = to.Resolve(zone, "/item/to");
        if (end.IsFailure)
        {
            return end.Error;
        }

        return end.Value > start.Value ? new TimeRange(start.Value, end.Value) : Error.Rule("/item/to", "It ends before it begins.", Reason.Duration);
    }
}
