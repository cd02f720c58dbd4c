namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

/// <summary>Finds the offerings that a hold asks for, with one query per kind at most, and asks each for its grant.</summary>
internal sealed class ItemGranter(IBookingDb db, IFreeProviders freeProviders)
{
    public async Task<Result<IReadOnlyList<Grant>>> GrantAsync(IReadOnlyList<ItemRequest> items, DateTimeOffset now, CancellationToken ct)
    {
        Offerings offerings = await LoadAsync(items, ct);
        List<Grant> grants = [];
        for (int i = 0; i < items.Count; i++)
        {
            Result<Grant> grant = items[i] switch
            {
                CarItem item => GrantCar(i, item, offerings, now),
                VenueItem item => GrantVenue(i, item, offerings, now),
                ServiceItem item => await GrantServiceAsync(i, item, offerings, now, ct),
                ProductItem item => GrantProduct(i, item, offerings),
                TicketItem item => GrantTicket(i, item, offerings, now),
                EventSeatItem item => GrantEventSeats(i, item, offerings, now),
                TripSeatItem item => GrantTripSeats(i, item, offerings, now),
                _ => throw new InvalidOperationException($"No grant for {items[i].GetType().Name}."),
            };
            if (grant.IsFailure)
            {
                return grant.Error.Under($"/items/{i}");
            }

            grants.Add(grant.Value);
        }

        return TakesNothingTwice(grants) ?? Result<IReadOnlyList<Grant>>.Success(grants);
    }

    /// <summary>A hold that competes with itself is the caller's mistake, not a conflict with somebody else.</summary>
    private static Error? TakesNothingTwice(List<Grant> grants)
    {
        List<Claim> seen = [];
        foreach (Claim claim in grants.SelectMany(grant => grant.Claims))
        {
            Claim? twin = seen.Find(other => (claim, other) switch
            {
                (SeatClaim a, SeatClaim b) => a.EventId == b.EventId && a.Seat == b.Seat,
                (LegClaim a, LegClaim b) => a.TripId == b.TripId && a.Seat == b.Seat && a.FromStop < b.ToStop && b.FromStop < a.ToStop,
                (SlotClaim a, SlotClaim b) => a.UnitId == b.UnitId && a.Blocked.Overlaps(b.Blocked),
                _ => false,
            });
            if (twin is not null)
            {
                return Error.Rule($"/items/{claim.Item}", $"This asks for the same thing as item {twin.Item}.");
            }

            seen.Add(claim);
        }

        return null;
    }

    private static Error Unknown(string pointer) => Error.NotFound("offering_not_found", "There is no such offering.") with
    {
        Fields = new Dictionary<string, string[]> { [pointer] = ["There is no such offering."] },
    };

    private static Result<Grant> GrantCar(int i, CarItem item, Offerings offerings, DateTimeOffset now)
    {
        if (!offerings.Cars.TryGetValue(item.CarId, out Car? car))
        {
            return Unknown("/carId");
        }

        Result<TimeRange> asked = Resolve(item.From, item.To, car.TimeZone);
        if (asked.IsFailure)
        {
            return asked.Error;
        }

        Dictionary<string, string> details = new() { ["withDriver"] = item.WithDriver ? "true" : "false" };
        AddPlace(details, "pickUp", item.PickUp);
        AddPlace(details, "dropOff", item.DropOff);
        return car.Grant(i, asked.Value, item.WithDriver, details, now);
    }

    private static void AddPlace(Dictionary<string, string> details, string name, PlaceRef? place)
    {
        if (place is not null)
        {
            details[name] = FormattableString.Invariant($"{place.Lat},{place.Lng}");
            details[name + "Address"] = place.Address ?? "";
        }
    }

    private static Result<Grant> GrantVenue(int i, VenueItem item, Offerings offerings, DateTimeOffset now)
    {
        if (!offerings.Venues.TryGetValue(item.VenueId, out Venue? venue))
        {
            return Unknown("/venueId");
        }

        Result<TimeRange> asked = Resolve(item.From, item.To, venue.TimeZone);
        return asked.IsFailure ? asked.Error : venue.Grant(i, asked.Value, item.Guests, now);
    }

    private async Task<Result<Grant>> GrantServiceAsync(int i, ServiceItem item, Offerings offerings, DateTimeOffset now, CancellationToken ct)
    {
        if (!offerings.Services.TryGetValue(item.ServiceId, out Service? service))
        {
            return Unknown("/serviceId");
        }

        Result<DateTimeOffset> from = item.From.Resolve(service.TimeZone, "/from");
        if (from.IsFailure)
        {
            return from.Error;
        }

        Provider? provider = item.ProviderId is { } wanted
            ? offerings.Providers.GetValueOrDefault(service.ProviderIds.Contains(wanted) ? wanted : Guid.Empty)
            : await freeProviders.FindAsync(service, [.. service.ProviderIds.Select(id => offerings.Providers[id])], from.Value, ct);
        return provider is null ? Unknown("/providerId") : service.Grant(i, provider, from.Value, now);
    }

    private static Result<Grant> GrantProduct(int i, ProductItem item, Offerings offerings) =>
        offerings.Products.TryGetValue(item.ProductId, out Product? product) ? product.Grant(i, item.Quantity) : Unknown("/productId");

    private static Result<Grant> GrantTicket(int i, TicketItem item, Offerings offerings, DateTimeOffset now) =>
        offerings.TicketTypes.TryGetValue(item.TicketTypeId, out TicketType? type)
            ? offerings.Events[type.EventId].GrantPlaces(i, type, item.Quantity, now)
            : Unknown("/ticketTypeId");

    private static Result<Grant> GrantEventSeats(int i, EventSeatItem item, Offerings offerings, DateTimeOffset now)
    {
        if (!offerings.Events.TryGetValue(item.EventId, out Event? happening))
        {
            return Unknown("/eventId");
        }

        Dictionary<string, EventSeat> seats = offerings.Seats.Where(seat => seat.EventId == item.EventId).ToDictionary(seat => seat.Seat);
        return happening.GrantSeats(i, item.Seats, seats, offerings.TicketTypes, now);
    }

    private static Result<Grant> GrantTripSeats(int i, TripSeatItem item, Offerings offerings, DateTimeOffset now)
    {
        if (!offerings.Trips.TryGetValue(item.TripId, out Trip? trip))
        {
            return Unknown("/tripId");
        }

        Stop? from = offerings.Stops.Find(stop => stop.Id == item.FromStopId && stop.RouteId == trip.RouteId);
        Stop? to = offerings.Stops.Find(stop => stop.Id == item.ToStopId && stop.RouteId == trip.RouteId);
        Dictionary<string, long> fares = offerings.Fares
            .Where(fare => fare.RouteId == trip.RouteId && fare.FromStop == from?.Sequence && fare.ToStop == to?.Sequence)
            .ToDictionary(fare => fare.Class, fare => fare.Amount);
        return trip.Grant(i, offerings.Routes[trip.RouteId], offerings.Buses[trip.BusId], from, to, item.Seats, fares, now);
    }

    private static Result<TimeRange> Resolve(WallTime from, WallTime to, string zone)
    {
        Result<DateTimeOffset> start = from.Resolve(zone, "/from");
        if (start.IsFailure)
        {
            return start.Error;
        }

        Result<DateTimeOffset> end = to.Resolve(zone, "/to");
        return end.IsFailure ? end.Error : new TimeRange(start.Value, end.Value);
    }

    private async Task<Offerings> LoadAsync(IReadOnlyList<ItemRequest> items, CancellationToken ct)
    {
        Offerings found = new();
        if (Ids<CarItem>(items, item => item.CarId) is { Count: > 0 } cars)
        {
            found.Cars = await db.Cars.AsNoTracking().Where(car => cars.Contains(car.Id)).ToDictionaryAsync(car => car.Id, ct);
        }

        if (Ids<VenueItem>(items, item => item.VenueId) is { Count: > 0 } venues)
        {
            found.Venues = await db.Venues.AsNoTracking().Where(venue => venues.Contains(venue.Id)).ToDictionaryAsync(venue => venue.Id, ct);
        }

        if (Ids<ServiceItem>(items, item => item.ServiceId) is { Count: > 0 } services)
        {
            found.Services = await db.Services.AsNoTracking().Where(service => services.Contains(service.Id)).ToDictionaryAsync(service => service.Id, ct);
            List<Guid> providers = [.. found.Services.Values.SelectMany(service => service.ProviderIds).Distinct()];
            found.Providers = await db.Providers.AsNoTracking().Where(provider => providers.Contains(provider.Id)).ToDictionaryAsync(provider => provider.Id, ct);
        }

        if (Ids<ProductItem>(items, item => item.ProductId) is { Count: > 0 } products)
        {
            found.Products = await db.Products.AsNoTracking().Where(product => products.Contains(product.Id)).ToDictionaryAsync(product => product.Id, ct);
        }

        await LoadEventsAsync(items, found, ct);
        await LoadTripsAsync(items, found, ct);
        return found;
    }

    private async Task LoadEventsAsync(IReadOnlyList<ItemRequest> items, Offerings found, CancellationToken ct)
    {
        List<Guid> ticketTypes = Ids<TicketItem>(items, item => item.TicketTypeId);
        List<Guid> events = Ids<EventSeatItem>(items, item => item.EventId);
        if (ticketTypes.Count + events.Count == 0)
        {
            return;
        }

        found.TicketTypes = await db.TicketTypes.AsNoTracking().Where(type => ticketTypes.Contains(type.Id) || events.Contains(type.EventId)).ToDictionaryAsync(type => type.Id, ct);
        List<Guid> all = [.. found.TicketTypes.Values.Select(type => type.EventId).Concat(events).Distinct()];
        found.Events = await db.Events.AsNoTracking().Where(happening => all.Contains(happening.Id)).ToDictionaryAsync(happening => happening.Id, ct);
        if (events.Count > 0)
        {
            List<string> seats = [.. items.OfType<EventSeatItem>().SelectMany(item => item.Seats).Distinct()];
            found.Seats = await db.EventSeats.AsNoTracking().Where(seat => events.Contains(seat.EventId) && seats.Contains(seat.Seat)).ToListAsync(ct);
        }
    }

    private async Task LoadTripsAsync(IReadOnlyList<ItemRequest> items, Offerings found, CancellationToken ct)
    {
        if (Ids<TripSeatItem>(items, item => item.TripId) is not { Count: > 0 } trips)
        {
            return;
        }

        found.Trips = await db.Trips.AsNoTracking().Where(trip => trips.Contains(trip.Id)).ToDictionaryAsync(trip => trip.Id, ct);
        List<Guid> routes = [.. found.Trips.Values.Select(trip => trip.RouteId).Distinct()];
        List<Guid> buses = [.. found.Trips.Values.Select(trip => trip.BusId).Distinct()];
        found.Routes = await db.Routes.AsNoTracking().Where(route => routes.Contains(route.Id)).ToDictionaryAsync(route => route.Id, ct);
        found.Buses = await db.Buses.AsNoTracking().Where(bus => buses.Contains(bus.Id)).ToDictionaryAsync(bus => bus.Id, ct);
        found.Stops = await db.Stops.AsNoTracking().Where(stop => routes.Contains(stop.RouteId)).ToListAsync(ct);
        found.Fares = await db.Fares.AsNoTracking().Where(fare => routes.Contains(fare.RouteId)).ToListAsync(ct);
    }

    private static List<Guid> Ids<TItem>(IReadOnlyList<ItemRequest> items, Func<TItem, Guid> id) => [.. items.OfType<TItem>().Select(id).Distinct()];

    private sealed class Offerings
    {
        public Dictionary<Guid, Car> Cars { get; set; } = [];

        public Dictionary<Guid, Venue> Venues { get; set; } = [];

        public Dictionary<Guid, Service> Services { get; set; } = [];

        public Dictionary<Guid, Provider> Providers { get; set; } = [];

        public Dictionary<Guid, Product> Products { get; set; } = [];

        public Dictionary<Guid, TicketType> TicketTypes { get; set; } = [];

        public Dictionary<Guid, Event> Events { get; set; } = [];

        public List<EventSeat> Seats { get; set; } = [];

        public Dictionary<Guid, Trip> Trips { get; set; } = [];

        public Dictionary<Guid, Route> Routes { get; set; } = [];

        public Dictionary<Guid, Bus> Buses { get; set; } = [];

        public List<Stop> Stops { get; set; } = [];

        public List<Fare> Fares { get; set; } = [];
    }
}

/// <summary>Chooses among the providers of a service when the customer does not mind which.</summary>
public interface IFreeProviders
{
    /// <returns>One that is free at <paramref name="from"/>; when none is, the first, so that the claim names who blocks it. Null without candidates.</returns>
    Task<Provider?> FindAsync(Service service, IReadOnlyList<Provider> candidates, DateTimeOffset from, CancellationToken ct);
}
