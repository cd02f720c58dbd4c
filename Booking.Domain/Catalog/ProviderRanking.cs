namespace Booking.Domain.Catalog;

using Booking.Domain.Common;

/// <summary>How appointments find a provider where the customer does not mind who; section <c>Appointments</c>.</summary>
public sealed class AppointmentRules : RankingRules
{
    public AppointmentRules()
    {
        LoadWeight = 0.6;
        FairnessWeight = 0.4;

        // Of one day.
        FullLoad = TimeSpan.FromHours(8);
    }

    /// <summary>So often somebody else is tried for an appointment whose provider has fallen out, where others are quicker; then its customer has a case.</summary>
    public int MaxTries { get; set; } = 5;

    /// <summary>Between two of these tries.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>A provider of a service, at the time of an appointment.</summary>
/// <param name="Reasons">Of <see cref="Reason"/>; empty for who could take it.</param>
/// <param name="Work">The appointments and sessions up to that day, and the time of work on it.</param>
public sealed record ProviderFit(Guid ProviderId, AssignedWork Work, IReadOnlyList<string> Reasons);

/// <summary>A provider among those who were looked at.</summary>
/// <param name="Appointments">In the last days, sessions of classes with them.</param>
/// <param name="Hours">Of work on the day.</param>
/// <param name="Reasons">Of <see cref="Reason"/>; empty for who could take it.</param>
/// <param name="Score">Null for who cannot take it.</param>
public sealed record RankedProvider(Guid ProviderId, int Appointments, double Hours, IReadOnlyList<string> Reasons, AssignmentScore? Score)
{
    public bool IsEligible => Reasons.Count == 0;

    /// <summary>For people, and for whoever asks later why it was this one.</summary>
    public string Explain() => FormattableString.Invariant($"score {Score?.Explain() ?? "none"}: {Hours} h of work that day, {Appointments} appointments lately");
}

/// <summary>Who performs an appointment first.</summary>
public static class ProviderRanking
{
    /// <summary>Those who can take it, best first; then those who cannot.</summary>
    public static IReadOnlyList<RankedProvider> Rank(Guid serviceId, DateTimeOffset from, IReadOnlyCollection<ProviderFit> fits, AppointmentRules rules)
    {
        Dictionary<Guid, ProviderFit> looked = fits.ToDictionary(fit => fit.ProviderId);
        Candidate[] candidates = [.. fits.Select(fit => new Candidate(fit.ProviderId, fit.Reasons.Count == 0, fit.Work))];
        return
        [
            .. AssignmentRanking.Rank(serviceId, from, candidates, rules).Select(ranked =>
                new RankedProvider(ranked.Id, looked[ranked.Id].Work.Count, Math.Round(looked[ranked.Id].Work.Time.TotalHours, 1), looked[ranked.Id].Reasons, ranked.Score)),
        ];
    }
}
