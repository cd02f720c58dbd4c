namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

internal sealed class ServiceGrants(IBookingDb db, IProviderWork work, AppointmentRules rules) : ItemGrants<ServiceItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<ServiceItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.ServiceId);
        Dictionary<Guid, Service> services = await db.Services.AsNoTracking().Where(service => ids.Contains(service.Id)).ToDictionaryAsync(service => service.Id, ct);
        List<Guid> performers = [.. services.Values.SelectMany(service => service.ProviderIds).Distinct()];
        Dictionary<Guid, Provider> providers = await db.Providers.AsNoTracking().Where(provider => performers.Contains(provider.Id)).ToDictionaryAsync(provider => provider.Id, ct);
        List<Result<Grant>> grants = [];
        List<SlotClaim> own = [];
        foreach (AskedItem<ServiceItem> asked in items)
        {
            Result<Grant> grant = await GrantAsync(asked, services, providers, own, now, ct);
            grants.Add(grant);
            own.AddRange((grant.Value?.Claims ?? []).OfType<SlotClaim>());
        }

        return grants;
    }

    /// <param name="own">What earlier items of the same hold take.</param>
    private async Task<Result<Grant>> GrantAsync(
        AskedItem<ServiceItem> asked, Dictionary<Guid, Service> services, Dictionary<Guid, Provider> providers, List<SlotClaim> own, DateTimeOffset now, CancellationToken ct)
    {
        ServiceItem item = asked.Item;
        if (!services.TryGetValue(item.ServiceId, out Service? service))
        {
            return Unknown("/serviceId");
        }

        Result<DateTimeOffset> from = item.From.Resolve(service.TimeZone, "/from");
        if (from.IsFailure)
        {
            return from.Error;
        }

        if (item.ProviderId is { } wanted && !(service.ProviderIds.Contains(wanted) && providers.ContainsKey(wanted)))
        {
            return Unknown("/providerId");
        }

        if (service.IsClass)
        {
            return await GrantPlacesAsync(asked, service, providers, from.Value, now, ct);
        }

        if (item.Quantity != 1)
        {
            return Error.Rule("/quantity", "An appointment is for one; ask for several items.", Reason.Capacity);
        }

        if (item.ProviderId is { } chosen)
        {
            return service.Grant(asked.Index, providers[chosen], from.Value, item.AddOns ?? [], now);
        }

        List<Provider> candidates = [.. service.ProviderIds.Where(providers.ContainsKey).Select(id => providers[id])];
        return candidates.Count == 0 ? Unknown("/providerId") : await GrantAnyAsync(asked, service, candidates, own, from.Value, now, ct);
    }

    /// <summary>The best choice first, and the others who could do it behind it.</summary>
    private async Task<Result<Grant>> GrantAnyAsync(
        AskedItem<ServiceItem> asked, Service service, List<Provider> candidates, List<SlotClaim> own, DateTimeOffset from, DateTimeOffset now, CancellationToken ct)
    {
        List<Result<Grant>> answers = [.. candidates.Select(provider => service.Grant(asked.Index, provider, from, asked.Item.AddOns ?? [], now))];
        List<Grant> possible = [.. answers.Where(answer => answer.IsSuccess).Select(answer => answer.Value!)];
        if (possible.Count == 0)
        {
            return answers[0].Error!;
        }

        List<Grant> apart = [.. possible.Where(grant => !own.Exists(mine => SlotOf(grant) is var slot && mine.UnitId == slot.UnitId && mine.Blocked.Overlaps(slot.Blocked)))];
        IReadOnlyList<ProviderFit> fits = await work.LookAsync([.. (apart.Count > 0 ? apart : possible).Select(SlotOf)], service.DayOf(service.DateOf(from)), now, ct);
        IReadOnlyList<RankedProvider> ranking = ProviderRanking.Rank(service.Id, from, fits, rules);
        Dictionary<Guid, Grant> byProvider = possible.ToDictionary(grant => SlotOf(grant).UnitId);
        List<Grant> ranked =
        [
            .. ranking.Where(provider => provider.IsEligible).DefaultIfEmpty(ranking[0]).Take(IProviderWork.MaxCandidates)
                .Select(provider => byProvider[provider.ProviderId] with { Item = Appointment.Chosen(byProvider[provider.ProviderId].Item, provider) }),
        ];
        return ranked[0] with { Others = ranked[1..] };
    }

    private async Task<Result<Grant>> GrantPlacesAsync(AskedItem<ServiceItem> asked, Service service, Dictionary<Guid, Provider> providers, DateTimeOffset from, DateTimeOffset now, CancellationToken ct)
    {
        ServiceItem item = asked.Item;
        DateTimeOffset start = from.ToUniversalTime();
        List<ClassSession> sessions = await db.ClassSessions.AsNoTracking()
            .Where(session => session.ServiceId == service.Id && session.StartsAt == start)
            .OrderBy(session => session.Status == ClassSessionStatus.Scheduled ? 0 : 1).ThenBy(session => session.Id)
            .ToListAsync(ct);
        sessions.RemoveAll(session => !providers.ContainsKey(session.ProviderId) || (item.ProviderId is { } wanted && session.ProviderId != wanted));
        if (sessions.Count == 0)
        {
            return Error.Rule("/from", "No session of the class begins at that time; see the service's slots.", Reason.NotOnSale);
        }

        List<Result<Grant>> answers =
            [.. sessions.Select(session => service.GrantPlaces(asked.Index, session, providers[session.ProviderId].Name, item.Quantity, item.AddOns ?? [], now))];
        List<Grant> possible = [.. answers.Where(answer => answer.IsSuccess).Select(answer => answer.Value!)];
        return possible.Count == 0 ? answers[0] : possible[0] with { Others = possible[1..] };
    }

    private static SlotClaim SlotOf(Grant grant) => grant.Claims.OfType<SlotClaim>().Single();
}

/// <summary>What the providers of a service have to do when the customer does not mind which of them it is.</summary>
public interface IProviderWork
{
    /// <summary>So many are tried for one item at most.</summary>
    const int MaxCandidates = 16;

    /// <summary>Who is free and who is not, and what each has to do: one query, without locks.</summary>
    /// <param name="slots">What each of them would take.</param>
    /// <param name="day">The day whose work counts for the load.</param>
    Task<IReadOnlyList<ProviderFit>> LookAsync(IReadOnlyList<SlotClaim> slots, TimeRange day, DateTimeOffset now, CancellationToken ct);
}
