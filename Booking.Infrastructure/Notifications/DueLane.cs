namespace Booking.Infrastructure.Notifications;

using Npgsql;

/// <summary>What a lane is for: something of a tenant's that is sent to by itself.</summary>
public readonly record struct LaneKey<T>(Guid TenantId, T Of);

/// <param name="OldestDue">When the first of what waits was due.</param>
public sealed record DueLane<T>(LaneKey<T> Key, DateTimeOffset OldestDue);

internal static class DueLanes
{
    /// <summary>Of a query whose columns are the tenant, what the lane is for, and when the oldest was due.</summary>
    public static async Task<IReadOnlyList<DueLane<T>>> ReadLanesAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> of, CancellationToken ct)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        List<DueLane<T>> due = [];
        while (await reader.ReadAsync(ct))
        {
            due.Add(new DueLane<T>(new LaneKey<T>(reader.GetGuid(0), of(reader)), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return due;
    }
}
