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

/// <summary>The tenant's figures.</summary>
public interface IReports
{
    /// <returns>In the order of the groups, or the largest first.</returns>
    Task<IReadOnlyList<ReportLine>> ReadAsync(ReportQuestion question, CancellationToken ct);
}
