namespace Booking.Infrastructure.Notifications;

using Booking.Domain.Notifications;
using Npgsql;

/// <summary>Which channels of all tenants have something due, as the policies of the worker's role allow.</summary>
public sealed class DueNotifications(NpgsqlDataSource database)
{
    // However long the queue, a look costs no more than this many entries of the index.
    private const string Find = """
        SELECT tenant_id, channel, min(next_attempt_at) FROM (
            SELECT tenant_id, channel, next_attempt_at FROM notifications
            WHERE status = 'pending' AND next_attempt_at <= clock_timestamp()
            ORDER BY next_attempt_at LIMIT 2000) AS due
        GROUP BY tenant_id, channel ORDER BY random()
        """;

    /// <returns>In no order, so that tenants with a long queue do not always come first.</returns>
    public async Task<IReadOnlyList<DueLane<NotificationChannel>>> FindAsync(CancellationToken ct)
    {
        await using NpgsqlCommand command = database.CreateCommand(Find);
        return await command.ReadLanesAsync(reader => Enum.Parse<NotificationChannel>(reader.GetString(1), ignoreCase: true), ct);
    }
}
