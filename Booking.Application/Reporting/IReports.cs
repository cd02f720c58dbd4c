namespace Booking.Application.Reporting;

using Booking.Domain.Reporting;

/// <summary>By what the figures of a report are added up.</summary>
public enum ReportGrouping
{
    /// <summary>All into one.</summary>
    Total,

    Day,

    /// <summary>Weeks begin on Mondays.</summary>
    Week,

    Month,

    Kind,

    /// <summary>By offering, or by driver.</summary>
    Offering,
}

/// <param name="Until">The day after the last.</param>
/// <param name="Kind">Only this kind; null for all.</param>
/// <param name="OfferingId">Only this offering or driver.</param>
/// <param name="Most">The most lines; the largest of the first measure that is asked to be ordered by come first.</param>
public sealed record ReportQuestion(Report Report, DateOnly From, DateOnly Until, ReportGrouping GroupBy, string? Kind = null, Guid? OfferingId = null, string? LargestBy = null, int Most = 5_000);

/// <param name="Day">The first of the days; null where the lines are not by time.</param>
/// <param name="Kind">Null where the lines are not by kind; the same goes for the others.</param>
/// <param name="Amounts">In the order of the report's measures.</param>
public sealed record ReportLine(DateOnly? Day, string? Kind, Guid? Id, string? Currency, string? Title, IReadOnlyList<long> Amounts);

/// <summary>What was sold of one offering to be used on one day.</summary>
/// <param name="Units">Whose use begins on it.</param>
/// <param name="Minutes">Of all units together.</param>
/// <param name="Legs">The same of legs of trips.</param>
public sealed record UseLine(Guid Id, DateOnly Day, long Units, long Minutes, long Legs);

/// <summary>The tenant's figures.</summary>
public interface IReports
{
    /// <returns>In the order of the groups, or the largest first.</returns>
    Task<IReadOnlyList<ReportLine>> ReadAsync(ReportQuestion question, CancellationToken ct);

    /// <param name="until">The day after the last.</param>
    /// <returns>What was sold of these; in no order.</returns>
    Task<IReadOnlyList<UseLine>> ReadUseAsync(string kind, IReadOnlyCollection<Guid> ids, DateOnly from, DateOnly until, CancellationToken ct);
}
