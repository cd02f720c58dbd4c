namespace Booking.Infrastructure.Messaging.Backlogs;

/// <summary>Work of all tenants that waits in the database. The function <c>backlog.{name}()</c> counts it, and says in seconds since when the oldest is due.</summary>
/// <param name="Limit">When the oldest has waited for longer, the system is degraded; null where waiting harms nobody.</param>
public sealed record Backlog(string Name, TimeSpan? Limit)
{
    public static readonly IReadOnlyList<Backlog> All =
    [
        new("cases", TimeSpan.FromMinutes(5)),
        new("conversions", TimeSpan.FromMinutes(15)),
        // Overdue holds are over for everybody, written down or not.
        new("holds", null),
        new("notifications", TimeSpan.FromMinutes(5)),
        new("outbox", TimeSpan.FromMinutes(1)),
        new("reassignments", TimeSpan.FromMinutes(5)),
        new("receipts", TimeSpan.FromMinutes(15)),
        new("refunds", TimeSpan.FromMinutes(15)),
        new("reports", TimeSpan.FromMinutes(15)),
        new("rides", TimeSpan.FromMinutes(2)),
        new("waitlist", TimeSpan.FromMinutes(2)),
        new("webhooks", TimeSpan.FromMinutes(5)),
    ];
}

/// <param name="Age">Of the oldest; zero when nothing waits.</param>
public sealed record BacklogDepth(long Waiting, TimeSpan Age);
