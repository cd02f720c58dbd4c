namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

/// <summary>What a driver has to do beside a ride.</summary>
/// <param name="Rides">That the driver was given lately; an open offer counts.</param>
/// <param name="Time">Of driving around the ride.</param>
public sealed record DriverWork(int Rides, TimeSpan Time)
{
    public static readonly DriverWork None = new(0, TimeSpan.Zero);
}

/// <summary>How well a driver suits a ride: each part, and the whole, between 0 and 1; more is better.</summary>
/// <param name="Total">The parts by their weights.</param>
/// <param name="Distance">1 at the door, 0 at the furthest that anybody sets out from.</param>
/// <param name="Load">1 for an empty calendar, 0 for a full one.</param>
/// <param name="Fairness">1 for who had no ride lately, 0 for who had the most of all who could drive.</param>
public sealed record DriverScore(double Total, double Distance, double Load, double Fairness);

/// <summary>A driver among those who were looked at.</summary>
/// <param name="Reasons">Of <see cref="Reason"/>; empty for who could drive.</param>
/// <param name="FromLocation">Whether the way is reckoned from the last location instead of the home base.</param>
/// <param name="Hours">Of driving around the ride.</param>
/// <param name="IsPreferred">Had the ride before its time was changed: asked first.</param>
/// <param name="Score">Null for who cannot drive.</param>
public sealed record RankedDriver(
    Guid DriverId, double DistanceKm, int TravelMinutes, bool FromLocation, int Rides, double Hours, bool IsPreferred, IReadOnlyList<string> Reasons, DriverScore? Score)
{
    public bool IsEligible => Reasons.Count == 0;
}

/// <summary>Who is asked first.</summary>
public static class DriverRanking
{
    /// <summary>Those who can drive, best first; then those who cannot, nearest first.</summary>
    /// <param name="asked">Who said no to this ride before.</param>
    public static IReadOnlyList<RankedDriver> Rank(
        Ride ride, IReadOnlyCollection<DriverFit> fits, IReadOnlyDictionary<Guid, DriverWork> work, IReadOnlySet<Guid> asked, DispatchRules rules, DateTimeOffset now)
    {
        List<(DriverFit Fit, DriverWork Work, IReadOnlyList<string> Reasons)> looked = [.. fits.Select(fit => (fit, work.GetValueOrDefault(fit.DriverId, DriverWork.None), ReasonsOf(fit)))];
        int most = looked.Where(one => one.Reasons.Count == 0).Select(one => one.Work.Rides).DefaultIfEmpty(0).Max();
        return
        [
            .. looked
                .Select(one => Ranked(one.Fit, one.Work, one.Reasons))
                .OrderByDescending(driver => driver.IsEligible)
                .ThenByDescending(driver => driver.IsEligible && driver.IsPreferred)
                .ThenByDescending(driver => driver.Score?.Total ?? -driver.DistanceKm)
                .ThenBy(driver => Lot(ride.Id, driver.DriverId)),
        ];

        IReadOnlyList<string> ReasonsOf(DriverFit fit)
        {
            bool comesLate = ride.StartsAt - fit.Travel < now && !fit.Reasons.Contains(Reason.Distance);
            return [.. fit.Reasons, .. comesLate ? (string[])[Reason.Distance] : [], .. asked.Contains(fit.DriverId) ? (string[])[Reason.Asked] : []];
        }

        RankedDriver Ranked(DriverFit fit, DriverWork work, IReadOnlyList<string> reasons) => new(
            fit.DriverId,
            Math.Round(fit.DistanceKm, 1),
            (int)fit.Travel.TotalMinutes,
            fit.FromLocation,
            work.Rides,
            Math.Round(work.Time.TotalHours, 1),
            fit.DriverId == ride.PreferredDriverId,
            reasons,
            reasons.Count == 0 ? Score(fit, work, most, rules) : null);
    }

    private static DriverScore Score(DriverFit fit, DriverWork work, int most, DispatchRules rules)
    {
        double distance = 1 - Math.Min(1, fit.DistanceKm / rules.MaxDistanceKm);
        double load = 1 - Math.Min(1, work.Time / rules.FullLoad);
        double fairness = most == 0 ? 1 : 1 - (double)work.Rides / most;
        double total = (distance * rules.DistanceWeight + load * rules.LoadWeight + fairness * rules.FairnessWeight) / (rules.DistanceWeight + rules.LoadWeight + rules.FairnessWeight);
        return new DriverScore(Math.Round(total, 4), Math.Round(distance, 4), Math.Round(load, 4), Math.Round(fairness, 4));
    }

    /// <summary>Equals are asked in another order for every ride, and in the same one whoever works it out.</summary>
    private static ulong Lot(Guid ride, Guid driver)
    {
        const ulong Prime = 1_099_511_628_211;
        ulong lot = 14_695_981_039_346_656_037;
        Span<byte> bytes = stackalloc byte[32];
        ride.TryWriteBytes(bytes);
        driver.TryWriteBytes(bytes[16..]);
        foreach (byte one in bytes)
        {
            lot = unchecked((lot ^ one) * Prime);
        }

        return lot;
    }
}
