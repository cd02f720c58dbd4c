namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

/// <summary>A driver among those who were looked at.</summary>
/// <param name="Reasons">Of <see cref="Reason"/>; empty for who could drive.</param>
/// <param name="FromLocation">Whether the way is reckoned from the last location instead of the home base.</param>
/// <param name="Rides">That the driver was given lately; an open offer counts.</param>
/// <param name="Hours">Of driving around the ride.</param>
/// <param name="IsPreferred">Had the ride before its time was changed: asked first.</param>
/// <param name="Score">Null for who cannot drive.</param>
public sealed record RankedDriver(
    Guid DriverId, double DistanceKm, int TravelMinutes, bool FromLocation, int Rides, double Hours, bool IsPreferred, IReadOnlyList<string> Reasons, AssignmentScore? Score)
{
    public bool IsEligible => Reasons.Count == 0;
}

/// <summary>Who is asked first to drive.</summary>
public static class DriverRanking
{
    /// <summary>Those who can drive, best first; then those who cannot, nearest first.</summary>
    /// <param name="asked">Who said no to this ride before.</param>
    public static IReadOnlyList<RankedDriver> Rank(
        Ride ride, IReadOnlyCollection<DriverFit> fits, IReadOnlyDictionary<Guid, AssignedWork> work, IReadOnlySet<Guid> asked, DispatchRules rules, DateTimeOffset now)
    {
        Dictionary<Guid, (DriverFit Fit, AssignedWork Work, IReadOnlyList<string> Reasons)> looked =
            fits.ToDictionary(fit => fit.DriverId, fit => (fit, work.GetValueOrDefault(fit.DriverId, AssignedWork.None), ReasonsOf(fit)));
        Candidate[] candidates =
        [
            .. looked.Values.Select(one => new Candidate(one.Fit.DriverId, one.Reasons.Count == 0, one.Work)
            {
                Nearness = 1 - one.Fit.DistanceKm / rules.MaxDistanceKm,
                IsPreferred = one.Fit.DriverId == ride.PreferredDriverId,
            }),
        ];
        return [.. AssignmentRanking.Rank(ride.Id, ride.StartsAt, candidates, rules).Select(ranked => Ranked(ranked.Id, ranked.Score))];

        IReadOnlyList<string> ReasonsOf(DriverFit fit)
        {
            bool comesLate = ride.StartsAt - fit.Travel < now && !fit.Reasons.Contains(Reason.Distance);
            return [.. fit.Reasons, .. comesLate ? (string[])[Reason.Distance] : [], .. asked.Contains(fit.DriverId) ? (string[])[Reason.Asked] : []];
        }

        RankedDriver Ranked(Guid id, AssignmentScore? score)
        {
            (DriverFit fit, AssignedWork own, IReadOnlyList<string> reasons) = looked[id];
            return new RankedDriver(
                id, Math.Round(fit.DistanceKm, 1), (int)fit.Travel.TotalMinutes, fit.FromLocation, own.Count, Math.Round(own.Time.TotalHours, 1), id == ride.PreferredDriverId, reasons, score);
        }
    }
}
