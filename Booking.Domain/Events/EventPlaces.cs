namespace Booking.Domain.Events;

/// <summary>How many places an event of general admission has, whatever limits its ticket types share.</summary>
public static class EventPlaces
{
    private const long Unlimited = 1_000_000_000_000;

    /// <summary>
    /// No pool gives more than it has, and no more than the types that take from it could sell. A type that is withdrawn sells nothing
    /// more: of it counts what was sold.
    /// </summary>
    /// <param name="types">All of the event.</param>
    /// <param name="capacities">Of their pools.</param>
    public static long Of(IReadOnlyCollection<TicketType> types, IReadOnlyDictionary<Guid, int> capacities, Func<TicketType, long> sold)
    {
        List<(HashSet<Guid> Types, long Most)> groups = [.. types.Select(type => (new HashSet<Guid> { type.Id }, !type.IsActive ? sold(type) : type.Pools.Any(capacities.ContainsKey) ? Unlimited : type.Capacity))];

        // The narrow limits first: those over several types then find what each of these can sell at all.
        foreach ((Guid pool, HashSet<Guid> members) in types
            .SelectMany(type => type.Pools.Where(capacities.ContainsKey).Select(pool => (Pool: pool, type.Id)))
            .GroupBy(taken => taken.Pool, taken => taken.Id)
            .Select(taken => (taken.Key, taken.ToHashSet()))
            .OrderBy(pool => pool.Item2.Count).ThenBy(pool => pool.Key))
        {
            ILookup<bool, (HashSet<Guid> Types, long Most)> touched = groups.Where(group => group.Types.Overlaps(members)).ToLookup(group => group.Types.IsSubsetOf(members));
            groups.RemoveAll(group => group.Types.Overlaps(members));
            groups.Add((
                [.. touched.SelectMany(groupsOf => groupsOf).SelectMany(group => group.Types)],
                Math.Min(capacities[pool], touched[true].Sum(group => group.Most)) + touched[false].Sum(group => group.Most)));
        }

        return groups.Sum(group => group.Most);
    }
}
