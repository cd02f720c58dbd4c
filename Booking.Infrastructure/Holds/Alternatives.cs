namespace Booking.Infrastructure.Holds;

using Booking.Application.Abstractions;
using Booking.Application.Cars;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Application.Holds;
using Booking.Application.Trips;
using Booking.Application.Venues;
using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

/// <summary>Reads without locks, a bounded number of rows per kind.</summary>
internal sealed partial class Alternatives(IBookingDb db, IUnitOfWork unitOfWork, IDatabaseClock clock) : IAlternatives
{
    private const int Count = 3;
    private const int MaxClaims = 1_000;

    /// <summary>How far before and after the time asked for another time is looked for.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(14);

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);

    private DateTimeOffset _now;

    public async Task<IReadOnlyList<Alternative>> FindAsync(ItemRequest asked, Grant grant, CancellationToken ct)
    {
        _now = unitOfWork.IsOpen ? unitOfWork.Now : await clock.NowAsync(ct);
        return await FindOfKindAsync(asked, grant, ct);
    }

    private Task<IReadOnlyList<Alternative>> FindOfKindAsync(ItemRequest asked, Grant grant, CancellationToken ct) => asked switch
    {
        CarItem => CarsAsync(grant, ct),
        VenueItem => HallTimesAsync(grant, ct),
        ServiceItem item => AppointmentsAsync(item, grant, ct),
        EventSeatItem => EventSeatsAsync(grant, ct),
        TripSeatItem => TripSeatsAsync(grant, ct),
        TicketItem => TicketTypesAsync(grant, ct),
        ProductItem => ProductsAsync(grant, ct),
        _ => throw new InvalidOperationException($"No alternatives for {asked.GetType().Name}."),
    };

    /// <summary>Other cars at the same time, those of the same city and class first; then other times of the same car.</summary>
    private async Task<IReadOnlyList<Alternative>> CarsAsync(Grant grant, CancellationToken ct)
    {
        Car car = await db.Cars.AsNoTracking().SingleAsync(car => car.Id == grant.Item.OfferingId, ct);
        TimeRange asked = Asked(grant);
        IQueryable<SlotClaimRow> live = db.SlotClaims.Live(_now);
        var others = await db.Cars.AsNoTracking()
            .Where(other => other.IsActive && other.Id != car.Id && other.Currency == car.Currency && (other.City == car.City || other.Class == car.Class))
            .Where(other => !live.Any(claim => claim.UnitId == other.Id && claim.BlockedTo > asked.From && claim.BlockedFrom < asked.To.AddMinutes(other.BufferMinutes)))
            .OrderByDescending(other => (other.City == car.City ? 2 : 0) + (other.Class == car.Class ? 1 : 0))
            .ThenBy(other => Math.Abs(other.Latitude - car.Latitude) + Math.Abs(other.Longitude - car.Longitude))
            .ThenBy(other => other.Id)
            .Take(Count)
            .Select(other => new { other.Id, other.Name })
            .ToListAsync(ct);
        List<Alternative> found = [.. others.Select(other => new Alternative(ItemKinds.Car, other.Id, other.Name, asked.From, asked.To, [], null))];
        if (found.Count < Count)
        {
            found.AddRange(await TimesAsync(grant, car.Blocked, _ => true, Count - found.Count, ct));
        }

        return found;
    }

    private async Task<IReadOnlyList<Alternative>> HallTimesAsync(Grant grant, CancellationToken ct)
    {
        Venue venue = await db.Venues.AsNoTracking().SingleAsync(venue => venue.Id == grant.Item.OfferingId, ct);
        VenueUse use = VenueUse.For(guests: 1);
        return await TimesAsync(grant, venue.Blocked, time => venue.Check(time, use, _now) is null, Count, ct);
    }

    /// <summary>Free times of the same length on the same unit, nearest first and apart from each other.</summary>
    private async Task<IReadOnlyList<Alternative>> TimesAsync(Grant grant, Func<TimeRange, TimeRange> blocked, Func<TimeRange, bool> isOpen, int count, CancellationToken ct)
    {
        TimeRange asked = Asked(grant);
        ILookup<Guid, TimeRange> taken = await TakenAsync([grant.Item.OfferingId], new TimeRange(asked.From - Reach, asked.To + Reach), ct);
        List<TimeRange> found = [];
        for (TimeSpan offset = Step; offset <= Reach && found.Count < count; offset += Step)
        {
            foreach (TimeSpan shift in (ReadOnlySpan<TimeSpan>)[offset, -offset])
            {
                TimeRange candidate = new(asked.From + shift, asked.To + shift);
                if (found.Count < count
                    && candidate.From > _now
                    && !found.Exists(candidate.Overlaps)
                    && isOpen(candidate)
                    && !taken[grant.Item.OfferingId].Any(blocked(candidate).Overlaps))
                {
                    found.Add(candidate);
                }
            }
        }

        return [.. found.Select(time => new Alternative(grant.Item.Kind, grant.Item.OfferingId, grant.Item.Title, time.From, time.To, [], null))];
    }

    private async Task<IReadOnlyList<Alternative>> AppointmentsAsync(ServiceItem item, Grant grant, CancellationToken ct)
    {
        Service service = await db.Services.AsNoTracking().SingleAsync(service => service.Id == grant.Item.OfferingId, ct);
        TimeRange asked = Asked(grant);
        if (service.IsClass)
        {
            return await SessionsAsync(service, grant, asked, ct);
        }

        List<Guid> ids = [.. item.ProviderId is { } wanted ? [wanted] : service.ProviderIds];
        List<Provider> providers = await db.Providers.AsNoTracking().Where(provider => ids.Contains(provider.Id)).OrderBy(provider => provider.Id).ToListAsync(ct);
        TimeRange near = new(asked.From - TimeSpan.FromDays(1), asked.From + Reach);
        ILookup<Guid, TimeRange> taken = await TakenAsync(ids, near.With(TimeSpan.FromDays(1), TimeSpan.FromDays(2)), ct);
        int extra = (int)asked.Duration.TotalMinutes - service.MinutesOf(Guid.Parse(grant.Item.Details["providerId"]));
        return [.. providers
            .SelectMany(provider => service.Starts(provider, near, extra).Select(from => (Provider: provider, Time: service.Asked(provider.Id, from, extra))))
            .Where(slot => service.Untimely(slot.Time.From, _now) is null && !taken[slot.Provider.Id].Any(service.Blocked(slot.Time).Overlaps))
            .OrderBy(slot => (slot.Time.From - asked.From).Duration())
            .DistinctBy(slot => slot.Time.From)
            .Take(Count)
            .Select(slot => new Alternative(ItemKinds.Service, service.Id, $"{service.Name}, {slot.Provider.Name}", slot.Time.From.ToUniversalTime(), slot.Time.To.ToUniversalTime(), [], null))];
    }

    /// <summary>Other sessions of the class with enough places, and what is left of the one asked for.</summary>
    private async Task<IReadOnlyList<Alternative>> SessionsAsync(Service service, Grant grant, TimeRange asked, CancellationToken ct)
    {
        int quantity = grant.Item.Quantity;
        DateTimeOffset from = asked.From - TimeSpan.FromDays(1);
        DateTimeOffset to = asked.From + Reach;
        IQueryable<Pool> pools = db.Pools.AsNoTracking();
        IQueryable<QuotaClaimRow> held = db.QuotaClaims.LiveHeld(_now);
        var sessions = await db.ClassSessions.AsNoTracking()
            .Where(session => session.ServiceId == service.Id && session.StartsAt >= from && session.StartsAt < to && session.Status == ClassSessionStatus.Scheduled)
            .OrderBy(session => session.StartsAt).ThenBy(session => session.Id)
            .Take(MaxClaims)
            .Select(session => new
            {
                session.StartsAt,
                session.EndsAt,
                Left = pools.Where(pool => pool.Id == session.PoolId).Select(pool => pool.Capacity - pool.Sold).FirstOrDefault()
                    - (held.Where(claim => claim.PoolId == session.PoolId).Sum(claim => (int?)claim.Quantity) ?? 0),
            })
            .ToListAsync(ct);
        return [.. sessions
            .Where(session => service.Untimely(session.StartsAt, _now) is null && (session.StartsAt == asked.From ? session.Left > 0 && session.Left < quantity : session.Left >= quantity))
            .OrderBy(session => (session.StartsAt - asked.From).Duration())
            .Take(Count)
            .Select(session => new Alternative(ItemKinds.Service, service.Id, service.Name, session.StartsAt, session.EndsAt, [], session.Left))];
    }

    private async Task<IReadOnlyList<Alternative>> TicketTypesAsync(Grant grant, CancellationToken ct)
    {
        int quantity = grant.Item.Quantity;
        TicketType asked = await db.TicketTypes.AsNoTracking().SingleAsync(type => type.Id == grant.Item.OfferingId, ct);
        Event happening = await db.Events.AsNoTracking().SingleAsync(happening => happening.Id == asked.EventId, ct);
        ILookup<Guid, TicketTypeRow> rows = await db.TicketTypesOfAsync([happening], _now, ct);
        return [.. rows[happening.Id]
            .Where(row => row.Type.PoolId is not null && !row.Type.IsHidden && !row.WaitsForEarlierTier && row.Type.IsOnSale(happening, _now))
            .Where(row => row.Type.Id == asked.Id ? row.Available > 0 && row.Available < quantity : row.Available >= quantity)
            .OrderBy(row => row.Type.Id == asked.Id)
            .Take(Count)
            .Select(row => new Alternative(ItemKinds.Ticket, row.Type.Id, row.Type.Name, grant.Item.From, grant.Item.To, [], row.Available))];
    }

    /// <summary>What is left of the same product, then others of its category of which there is enough.</summary>
    private async Task<IReadOnlyList<Alternative>> ProductsAsync(Grant grant, CancellationToken ct)
    {
        int quantity = grant.Item.Quantity;
        Guid own = grant.Claims.OfType<QuotaClaim>().First().PoolId;
        Product asked = await db.Products.AsNoTracking().SingleAsync(product => product.Id == grant.Item.OfferingId, ct);
        IQueryable<Pool> pools = db.Pools.AsNoTracking();
        IQueryable<QuotaClaimRow> held = db.QuotaClaims.LiveHeld(_now);
        var products = await db.Products.AsNoTracking()
            .Where(product => product.IsActive && (product.Id == asked.Id || product.CategoryKey == asked.CategoryKey))
            .OrderBy(product => product.Id == asked.Id ? 0 : 1).ThenBy(product => product.Id)
            .Take(50)
            .Select(product => new
            {
                product.Id,
                product.Name,
                Left = pools.Where(pool => product.Id == asked.Id ? pool.Id == own : product.PoolIds.Contains(pool.Id))
                    .Max(pool => (int?)(pool.Capacity - pool.Sold - (held.Where(claim => claim.PoolId == pool.Id).Sum(claim => (int?)claim.Quantity) ?? 0))) ?? 0,
            })
            .ToListAsync(ct);
        return [.. products
            .Where(product => product.Id == asked.Id ? product.Left > 0 && product.Left < quantity : product.Left >= quantity)
            .Take(Count)
            .Select(product => new Alternative(ItemKinds.Product, product.Id, product.Name, null, null, [], product.Left))];
    }

    private async Task<ILookup<Guid, TimeRange>> TakenAsync(List<Guid> units, TimeRange window, CancellationToken ct) => (await db.SlotClaims.Live(_now)
        .Where(claim => units.Contains(claim.UnitId) && claim.BlockedTo > window.From && claim.BlockedFrom < window.To)
        .OrderBy(claim => claim.BlockedFrom)
        .Take(MaxClaims)
        .Select(claim => new { claim.UnitId, claim.BlockedFrom, claim.BlockedTo })
        .ToListAsync(ct)).ToLookup(claim => claim.UnitId, claim => new TimeRange(claim.BlockedFrom, claim.BlockedTo));

    private static TimeRange Asked(Grant grant) => new(grant.Item.From!.Value, grant.Item.To!.Value);
}
