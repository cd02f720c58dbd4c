namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Microsoft.EntityFrameworkCore;
using NodaTime;

/// <summary>Copies of a template: details, ticket types and pools, but neither what is taken of them nor access codes.</summary>
internal static class Occurrences
{
    public static async Task<Result<IReadOnlyList<OccurrenceView>>> MakeOccurrencesAsync(
        this IBookingDb db, EventSeries series, Event template, LocalDate until, bool publish, DateTimeOffset now, CancellationToken ct)
    {
        Result<IReadOnlyList<Occurrence>> wanted = series.Extend(until);
        if (wanted.IsFailure)
        {
            return wanted.Error;
        }

        List<TicketType> types = await db.TicketTypes.AsNoTracking()
            .Where(type => type.EventId == template.Id && type.IsActive)
            .OrderBy(type => type.Tier).ThenBy(type => type.SortOrder)
            .ToListAsync(ct);
        List<EventPool> shared = await db.EventPools.AsNoTracking().Where(pool => pool.EventId == template.Id).ToListAsync(ct);
        List<Guid> pools = [.. types.SelectMany(type => type.Pools).Concat(shared.Select(pool => pool.Id)).Distinct()];
        Dictionary<Guid, int> capacities = await db.Pools.AsNoTracking().Where(pool => pools.Contains(pool.Id)).ToDictionaryAsync(pool => pool.Id, pool => pool.Capacity, ct);
        List<OccurrenceView> made = [];
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

            Result<List<TicketType>> copied = db.CopyTypes(template, copy.Value, types, shared, capacities, now);
            Result<Done> published = copied.IsFailure ? copied.Error : publish ? copy.Value.Publish(copied.Value, now) : Result.Success;
            if (published.IsFailure)
            {
                return published.Error;
            }

            copy.Value.Join(series.Id, occurrence.Name);
            db.Events.Add(copy.Value);
            made.Add(new OccurrenceView(copy.Value.Id, occurrence.Name, occurrence.StartsAt));
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
        return [.. types.Where(type => type.Pools.Any(taken.Contains)).Select(type => type.EventId)];
    }

    private static Result<List<TicketType>> CopyTypes(
        this IBookingDb db, Event template, Event copy, List<TicketType> types, List<EventPool> shared, Dictionary<Guid, int> capacities, DateTimeOffset now)
    {
        Dictionary<Guid, Guid> pools = [];
        foreach (EventPool pool in shared)
        {
            db.EventPools.Add(EventPool.Open(copy.TenantId, Copy(pool.Id), copy.Id, pool.Name));
        }

        TimeSpan moved = copy.StartsAt - template.StartsAt;
        Dictionary<Guid, TicketType> byOriginal = [];
        List<TicketType> made = [];
        foreach (TicketType type in types)
        {
            // The sale of a copy is as long before its start as the template's.
            TicketTypeDetails details = type.Details with { SaleFrom = type.SaleFrom + moved, SaleUntil = type.SaleUntil + moved };
            TicketType? before = type.TierOf is { } first ? byOriginal.GetValueOrDefault(first) : null;
            Result<TicketType> copied = TicketType.Create(
                Guid.CreateVersion7(now), copy, type.PoolId is { } own ? Copy(own) : null, [.. type.SharedPoolIds.Select(Copy)], details, before, made);
            if (copied.IsFailure)
            {
                return copied.Error;
            }

            byOriginal.Add(type.Id, copied.Value);
            made.Add(copied.Value);
            db.TicketTypes.Add(copied.Value);
        }

        return made;

        Guid Copy(Guid original)
        {
            if (!pools.TryGetValue(original, out Guid id))
            {
                id = Guid.CreateVersion7(now);
                pools.Add(original, id);
                db.Pools.Add(Pool.Open(copy.TenantId, id, capacities[original]));
            }

            return id;
        }
    }
}
