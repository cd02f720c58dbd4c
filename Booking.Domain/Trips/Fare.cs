namespace Booking.Domain.Trips;

using Booking.Domain.Common;

/// <summary>What it costs to ride from one stop of a route to another in one class.</summary>
public sealed class Fare
{
    private Fare()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid RouteId { get; private init; }

    /// <summary>Only for trips of this schedule; null for all of the route.</summary>
    public Guid? ScheduleId { get; private init; }

    public Guid FromStopId { get; private init; }

    public Guid ToStopId { get; private init; }

    /// <summary>The seat class it is for, e.g. <c>standard</c>.</summary>
    public string Class { get; private init; } = "";

    /// <summary>Minor units of the route's currency.</summary>
    public long Amount { get; private init; }

    /// <summary>First local day of the departure that it holds for; null holds always.</summary>
    public DateOnly? ValidFrom { get; private init; }

    /// <summary>Last such day, itself included.</summary>
    public DateOnly? ValidTo { get; private init; }

    /// <summary>A schedule's own fare outranks the route's, and a season the usual fare.</summary>
    public int Rank => (ScheduleId is null ? 0 : 2) + (ValidFrom is null && ValidTo is null ? 0 : 1);

    public static Fare Create(Guid tenantId, Guid id, Guid routeId, Guid fromStopId, Guid toStopId, string seatClass, long amount, Guid? scheduleId = null, DateOnly? validFrom = null, DateOnly? validTo = null) => new()
    {
        TenantId = tenantId,
        Id = id,
        RouteId = routeId,
        ScheduleId = scheduleId,
        FromStopId = fromStopId,
        ToStopId = toStopId,
        Class = seatClass,
        Amount = amount,
        ValidFrom = validFrom,
        ValidTo = validTo,
    };

    public bool HoldsOn(DateOnly date) => (ValidFrom is null || ValidFrom <= date) && (ValidTo is null || date <= ValidTo);

    internal bool IsAmbiguousWith(Fare other) =>
        (FromStopId, ToStopId, Class, ScheduleId, Rank) == (other.FromStopId, other.ToStopId, other.Class, other.ScheduleId, other.Rank)
        && (ValidFrom ?? DateOnly.MinValue) <= (other.ValidTo ?? DateOnly.MaxValue) && (other.ValidFrom ?? DateOnly.MinValue) <= (ValidTo ?? DateOnly.MaxValue);
}

/// <summary>The fares of one or more routes. Where two hold on a day, the one with the higher rank is it; where none does, nothing is sold.</summary>
public sealed record FareTable(IReadOnlyList<Fare> Fares)
{
    public const int MaxFares = 20_000;

    /// <summary>Seat class → amount, in minor units.</summary>
    /// <param name="date">Local day of the departure from <paramref name="fromStopId"/>.</param>
    public IReadOnlyDictionary<string, long> Between(Guid fromStopId, Guid toStopId, Guid? scheduleId, DateOnly date) => Fares
        .Where(fare => fare.FromStopId == fromStopId && fare.ToStopId == toStopId && (fare.ScheduleId is null || fare.ScheduleId == scheduleId) && fare.HoldsOn(date))
        .GroupBy(fare => fare.Class)
        .ToDictionary(group => group.Key, group => group.MaxBy(fare => fare.Rank)!.Amount);

    /// <summary>Refuses tables that contradict the route's stops or themselves.</summary>
    public Result<FareTable> Check(IReadOnlyList<Stop> stops, IReadOnlySet<Guid> schedules)
    {
        if (Fares.Count > MaxFares)
        {
            return Error.Rule("/fares", $"A route has at most {MaxFares} fares.");
        }

        Dictionary<Guid, int> places = stops.ToDictionary(stop => stop.Id, stop => stop.Sequence);
        Dictionary<(Guid, Guid, string), List<Fare>> seen = [];
        for (int i = 0; i < Fares.Count; i++)
        {
            Fare fare = Fares[i];
            List<Fare> others = seen.TryGetValue((fare.FromStopId, fare.ToStopId, fare.Class), out List<Fare>? known) ? known : seen[(fare.FromStopId, fare.ToStopId, fare.Class)] = [];
            string? wrong = fare switch
            {
                { Amount: < 0 or > 100_000_000 } => "A fare is 0 to 100000000 minor units.",
                { Class.Length: 0 or > BusSeat.MaxClassLength } => $"A class has 1 to {BusSeat.MaxClassLength} characters.",
                _ when !places.ContainsKey(fare.FromStopId) || !places.ContainsKey(fare.ToStopId) => "The route has no such stop.",
                _ when places[fare.FromStopId] >= places[fare.ToStopId] => "The route calls there before the stop of origin.",
                _ when fare.ValidTo < fare.ValidFrom => "A season ends after it begins.",
                _ when fare.ScheduleId is { } schedule && !schedules.Contains(schedule) => "The route has no such schedule.",
                _ when others.Exists(fare.IsAmbiguousWith) => "On some day two fares of this class would hold with the same rank.",
                _ => null,
            };
            if (wrong is not null)
            {
                return Error.Rule($"/fares/{i}", wrong);
            }

            others.Add(fare);
        }

        return this;
    }
}

/// <summary>What one class costs from each stop to the next; longer rides cost the sum.</summary>
public sealed record LegFares(string Class, IReadOnlyList<long> Amounts);

/// <summary>What one class costs by distance: the sum of the great circles from stop to stop.</summary>
/// <param name="Base">Minor units for getting on.</param>
/// <param name="PerKm">Minor units for each kilometre; the fare is rounded to whole minor units.</param>
public sealed record DistanceFares(string Class, long Base, decimal PerKm);

/// <summary>Fares made by rule from a route's stops, for every pair of them.</summary>
public static class FareRules
{
    public static IEnumerable<(Stop From, Stop To, long Amount)> ByLegs(LegFares rule, IReadOnlyList<Stop> stops) =>
        Pairs(stops, (from, to) => rule.Amounts.Skip(from).Take(to - from).Sum());

    public static IEnumerable<(Stop From, Stop To, long Amount)> ByDistance(DistanceFares rule, IReadOnlyList<Stop> stops)
    {
        double[] km = [0, .. stops.Zip(stops.Skip(1), (a, b) => new GeoPoint(a.Latitude, a.Longitude).DistanceTo(new GeoPoint(b.Latitude, b.Longitude)))];
        for (int i = 1; i < km.Length; i++)
        {
            km[i] += km[i - 1];
        }

        return Pairs(stops, (from, to) => rule.Base + (long)Math.Round(rule.PerKm * (decimal)(km[to] - km[from]), MidpointRounding.AwayFromZero));
    }

    private static IEnumerable<(Stop From, Stop To, long Amount)> Pairs(IReadOnlyList<Stop> stops, Func<int, int, long> amount)
    {
        for (int from = 0; from < stops.Count; from++)
        {
            for (int to = from + 1; to < stops.Count; to++)
            {
                yield return (stops[from], stops[to], amount(from, to));
            }
        }
    }
}
