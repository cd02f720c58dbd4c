namespace Booking.Application.Reporting;

using Booking.Domain.Reporting;

/// <summary>An event that counts, on its way into the reports.</summary>
/// <param name="EventId">The same on every delivery.</param>
/// <param name="Audit">Written with the fact; null for none.</param>
public sealed record ReportedEvent(Guid EventId, string Type, Guid Subject, DateTimeOffset OccurredAt, FactContent Content, AuditEntry? Audit);

/// <param name="Facts">How many facts the reports are made of.</param>
/// <param name="Rows">How many rows they have.</param>
public sealed record RebuiltReports(long Facts, int Rows);

/// <summary>The tenant's facts and the figures made of them. Everything here runs in a transaction of its own.</summary>
public interface IReportBook
{
    /// <summary>Keeps a fact, once, however often and in whatever order events arrive; the figures take it in later.</summary>
    Task RecordAsync(ReportedEvent happened, CancellationToken ct);

    /// <summary>
    /// Adds facts to the figures, each once. Any number of callers at the same time: each takes facts that nobody else has, and all write rows in
    /// the same order. While the reports are being rebuilt it leaves them alone.
    /// </summary>
    /// <returns>How many facts were taken in.</returns>
    Task<int> FoldAsync(int most, CancellationToken ct);

    /// <summary>Throws the figures away and makes them anew of all facts, in one step: readers see the old ones until then, and what is recorded meanwhile is added after.</summary>
    Task<RebuiltReports> RebuildAsync(CancellationToken ct);
}
