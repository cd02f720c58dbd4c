namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Microsoft.EntityFrameworkCore;
using NodaTime;

/// <summary>Copies of a template: details, ticket types, pools and seats, but neither what is taken or kept back of them nor access codes.</summary>
internal static class Occurrences
{
    private const int MostSeatsAtOnce = 200_000;

    /// <summary>Saves what it makes.</summary>
    public static async Task<Result<IReadOnlyList<OccurrenceView>>> MakeOccurrencesAsync(
        this IBookingDb db, IEventSeats seats, EventSeries series, Event template, LocalDate until, bool publish, DateTimeOffset now, CancellationToken ct)
    {
        Result<IReadOnlyList<Occurrence>> wanted = series.Extend(until);
        if (wanted.IsFailure)
        {
            return wanted.Error;
        }

        Result<Original> original = await db.OriginalAsync(template, wanted.Value.Count, ct);
        if (original.IsFailure)
        {
            return original.Error;
        }

        List<OccurrenceView> made = [];
        List<CategoryCopy> categories = [];
        foreach (Occurrence occurrence in wanted.Value)
        {
            EventDetails details = template.Details with
            {
                StartsAt = occurrence.StartsAt,
                EndsAt = occurrence.StartsAt + (template.EndsAt - template.StartsAt),
                DoorsAt = template.DoorsAt is { } doors ? occurrence.StartsAt - (template.StartsAt - doors) : null,
            };
            Result<Event> copy = Event.Create(Guid.CreateVersion7(now), series.TenantId, series.OwnerId, details, now);
            if (copy.IsFailure)
            {
                return copy.Error;
            }

            Result<Dictionary<Guid, TicketType>> types = db.CopyTypes(original.Value, copy.Value, now);
            Result<Done> published = types.IsFailure ? types.Error : publish ? copy.Value.Publish(types.Value.Values, now) : Result.Success;
            if (published.IsFailure)
            {
                return published.Error;
            }

            copy.Value.Join(series.Id, occurrence.Name);
            db.Events.Add(copy.Value);
            if (original.Value.Plan is { } plan)
            {
                db.EventSeatPlans.Add(plan.CopyFor(copy.Value.Id, types.Value!.ToDictionary(type => type.Key, type => type.Value.Id), original.Value.Seats.Count));
                categories.AddRange(types.Value!.Select(type => new CategoryCopy(copy.Value.Id, type.Key, type.Value.Id)));
            }

            made.Add(new OccurrenceView(copy.Value.Id, occurrence.Name, occurrence.StartsAt));
        }

        await db.SaveChangesAsync(ct);
        if (categories.Count > 0)
        {
            await seats.AddAsync(original.Value.Seats, categories, ct);
        }

        return Result<IReadOnlyList<OccurrenceView>>.Success(made);
    }

    /// <summary>Whether anybody has, or holds, a place of an event.</summary>
    public static async Task<HashSet<Guid>> TakenAsync(this IBookingDb db, IReadOnlyCollection<Guid> events, DateTimeOffset now, CancellationToken ct)
    {
        List<TicketType> types = await db.TicketTypes.AsNoTracking().Where(type => events.Contains(type.EventId)).ToListAsync(ct);
        List<Guid> pools = [.. types.SelectMany(type => type.Pools).Distinct()];
        var held = db.QuotaClaims.LiveHeld(now);
        List<Guid> taken = await db.Pools.AsNoTracking()
            .Where(pool => pools.Contains(pool.Id) && (pool.Sold > 0 || held.Any(claim => claim.PoolId == pool.Id)))
            .Select(pool => pool.Id)
            .ToListAsync(ct);
        List<Guid> seated = await db.SeatClaims.Live(now).Where(claim => events.Contains(claim.EventId)).Select(claim => claim.EventId).Distinct().ToListAsync(ct);
        return [.. types.Where(type => type.Pools.Any(taken.Contains)).Select(type => type.EventId), .. seated];
    }

    private static async Task<Result<Original>> OriginalAsync(this IBookingDb db, Event template, int copies, CancellationToken ct)
    {
        EventSeatPlan? plan = template.Seating == Seating.Reserved
            ? await db.EventSeatPlans.AsNoTracking().SingleOrDefaultAsync(plan => plan.Id == template.Id, ct)
            : null;
        if (template.Seating == Seating.Reserved && plan is null)
        {
            return Error.Rule("/seatMap", "An event with named seats is repeated once it has its seat map.");
        }

        IReadOnlyList<EventSeat> seats = plan?.Seats ?? [];
        if ((long)seats.Count * copies > MostSeatsAtOnce)
        {
            return Error.Rule("/until", $"One call makes at most {MostSeatsAtOnce} seats; ask for an earlier day first.");
        }

        // A withdrawn type still prices the seats of its category, which are then not on sale.
        List<Guid> pricing = [.. plan?.Categories.Values ?? []];
        List<TicketType> types = await db.TicketTypes.AsNoTracking()
            .Where(type => type.EventId == template.Id && (type.IsActive || pricing.Contains(type.Id)))
            .OrderBy(type => type.Tier).ThenBy(type => type.SortOrder)
            .ToListAsync(ct);
        List<EventPool> shared = await db.EventPools.AsNoTracking().Where(pool => pool.EventId == template.Id).ToListAsync(ct);
        List<Guid> pools = [.. types.SelectMany(type => type.Pools).Concat(shared.Select(pool => pool.Id)).Distinct()];
        Dictionary<Guid, int> capacities = await db.Pools.AsNoTracking().Where(pool => pools.Contains(pool.Id)).ToDictionaryAsync(pool => pool.Id, pool => pool.Capacity, ct);
        return new Original(template, types, shared, capacities, plan, seats);
    }

    /// <returns>Original → copy.</returns>
    private static Result<Dictionary<Guid, TicketType>> CopyTypes(this IBookingDb db, Original original, Event copy, DateTimeOffset now)
    {
        Dictionary<Guid, Guid> pools = [];
        foreach (EventPool pool in original.Shared)
        {
            db.EventPools.Add(EventPool.Open(copy.TenantId, Copy(pool.Id), copy.Id, pool.Name));
        }

        TimeSpan moved = copy.StartsAt - original.Template.StartsAt;
        Dictionary<Guid, TicketType> firstPrices = [];
        Dictionary<Guid, TicketType> made = [];
        foreach (TicketType type in original.Types)
        {
            // The sale of a copy is as long before its start as the template's.
            TicketTypeDetails details = type.Details with
            {
                SaleFrom = type.SaleFrom + moved,
                SaleUntil = type.SaleUntil + moved,
                Capacity = original.Plan is null ? type.Capacity : original.Seats.Count(seat => seat.TicketTypeId == type.Id),
            };

            // Where the first of successive prices is withdrawn, the next one is the first.
            TicketType? before = firstPrices.GetValueOrDefault(type.TierOf ?? type.Id);
            Result<TicketType> copied = TicketType.Create(
                Guid.CreateVersion7(now), copy, type.PoolId is { } own ? Copy(own) : null, [.. type.SharedPoolIds.Select(Copy)], details, before, made.Values);
            if (copied.IsFailure)
            {
                return copied.Error;
            }

            if (!type.IsActive)
            {
                copied.Value.Withdraw();
            }

            firstPrices.TryAdd(type.TierOf ?? type.Id, copied.Value);
            made.Add(type.Id, copied.Value);
            db.TicketTypes.Add(copied.Value);
        }

        return made;

        Guid Copy(Guid pool)
        {
            if (!pools.TryGetValue(pool, out Guid id))
            {
                id = Guid.CreateVersion7(now);
                pools.Add(pool, id);
                db.Pools.Add(Pool.Open(copy.TenantId, id, original.Capacities[pool]));
            }

            return id;
        }
    }

    /// <param name="Plan">Null where places have no names.</param>
    /// <param name="Seats">Of the plan.</param>
    private sealed record Original(
        Event Template, List<TicketType> Types, List<EventPool> Shared, Dictionary<Guid, int> Capacities, EventSeatPlan? Plan, IReadOnlyList<EventSeat> Seats);
}
