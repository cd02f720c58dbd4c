namespace Booking.Domain.Common;

/// <summary>What the parts of a score count, against each other; each kind of work has its own section of the configuration.</summary>
public abstract class RankingRules
{
    /// <summary>What a calendar with room counts.</summary>
    public double LoadWeight { get; set; }

    /// <summary>What it counts to have had less of the work than others.</summary>
    public double FairnessWeight { get; set; }

    /// <summary>Who works so long around the time in question has no room left.</summary>
    public TimeSpan FullLoad { get; set; }

    /// <summary>How far back work counts for fairness.</summary>
    public TimeSpan FairnessWindow { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What a short way counts; nothing where nobody has to come.</summary>
    public double DistanceWeight { get; set; }
}

/// <summary>What somebody has to do beside the work in question.</summary>
/// <param name="Count">How many rides or appointments the person was given lately.</param>
/// <param name="Time">Of work around the time in question.</param>
public sealed record AssignedWork(int Count, TimeSpan Time)
{
    public static readonly AssignedWork None = new(0, TimeSpan.Zero);
}

/// <summary>Somebody who may be given work.</summary>
public sealed record Candidate(Guid Id, bool IsEligible, AssignedWork Work)
{
    /// <summary>1 at the door, 0 at the furthest that anybody comes from, less beyond it; null where nobody has to come.</summary>
    public double? Nearness { get; init; }

    /// <summary>Comes before everybody else who can.</summary>
    public bool IsPreferred { get; init; }
}

/// <summary>How well somebody suits some work: each part, and the whole, between 0 and 1; more is better.</summary>
/// <param name="Total">The parts by their weights.</param>
/// <param name="Distance">1 at the door, 0 at the furthest that anybody comes from; null where nobody has to come.</param>
/// <param name="Load">1 for an empty calendar, 0 for a full one.</param>
/// <param name="Fairness">1 for who had no such work lately, 0 for who had the most of all who could do it.</param>
public sealed record AssignmentScore(double Total, double? Distance, double Load, double Fairness)
{
    private const int Digits = 4;

    /// <summary>For people: <c>0.95 (load 0.875, fairness 1)</c>.</summary>
    public string Explain() => FormattableString.Invariant($"{Total} ({(Distance is { } distance ? FormattableString.Invariant($"distance {distance}, ") : "")}load {Load}, fairness {Fairness})");

    /// <param name="most">Of such work that anybody who could do it was given lately.</param>
    internal static AssignmentScore Of(Candidate candidate, int most, RankingRules rules)
    {
        double? distance = candidate.Nearness is { } nearness ? Math.Clamp(nearness, 0, 1) : null;
        double load = 1 - Math.Min(1, candidate.Work.Time / rules.FullLoad);
        double fairness = most == 0 ? 1 : 1 - (double)candidate.Work.Count / most;
        double weights = (distance is null ? 0 : rules.DistanceWeight) + rules.LoadWeight + rules.FairnessWeight;
        double sum = (distance ?? 0) * rules.DistanceWeight + load * rules.LoadWeight + fairness * rules.FairnessWeight;
        return new AssignmentScore(Round(weights > 0 ? sum / weights : 0), distance is { } way ? Round(way) : null, Round(load), Round(fairness));
    }

    private static double Round(double part) => Math.Round(part, Digits);
}

/// <summary>Who is given work first: drivers their rides, providers the appointments of customers who do not mind who.</summary>
public static class AssignmentRanking
{
    /// <summary>Those who can, best first; then those who cannot, nearest first.</summary>
    /// <param name="work">The ride or service, by which lots are drawn together with <paramref name="at"/>.</param>
    /// <param name="at">When the work begins.</param>
    /// <returns>Everybody; without a score who cannot.</returns>
    public static IReadOnlyList<(Guid Id, AssignmentScore? Score)> Rank(Guid work, DateTimeOffset at, IReadOnlyCollection<Candidate> candidates, RankingRules rules)
    {
        int most = candidates.Where(candidate => candidate.IsEligible).Select(candidate => candidate.Work.Count).DefaultIfEmpty(0).Max();
        return
        [
            .. candidates
                .Select(candidate => (Candidate: candidate, Score: candidate.IsEligible ? AssignmentScore.Of(candidate, most, rules) : null))
                .OrderByDescending(one => one.Candidate.IsEligible)
                .ThenByDescending(one => one.Candidate.IsEligible && one.Candidate.IsPreferred)
                .ThenByDescending(one => one.Score?.Total ?? one.Candidate.Nearness ?? 0)
                .ThenBy(one => Lot(work, at, one.Candidate.Id))
                .Select(one => (one.Candidate.Id, one.Score)),
        ];
    }

    /// <summary>Equals come in another order for every piece of work, and in the same one whoever works it out.</summary>
    private static ulong Lot(Guid work, DateTimeOffset at, Guid candidate)
    {
        const ulong Prime = 1_099_511_628_211;
        ulong lot = 14_695_981_039_346_656_037;
        Span<byte> bytes = stackalloc byte[40];
        work.TryWriteBytes(bytes);
        BitConverter.TryWriteBytes(bytes[16..], at.UtcTicks);
        candidate.TryWriteBytes(bytes[24..]);
        foreach (byte one in bytes)
        {
            lot = unchecked((lot ^ one) * Prime);
        }

        return lot;
    }
}
