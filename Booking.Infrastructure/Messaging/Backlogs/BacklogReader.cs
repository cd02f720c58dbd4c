namespace Booking.Infrastructure.Messaging.Backlogs;

using Npgsql;

/// <summary>Asks the database for all backlogs in one round trip.</summary>
internal sealed class BacklogReader(NpgsqlDataSource database)
{
    public async Task<IReadOnlyDictionary<string, BacklogDepth>> ReadAsync(CancellationToken ct)
    {
        await using NpgsqlBatch batch = database.CreateBatch();
        foreach (Backlog backlog in Backlog.All)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT waiting, coalesce(age, 0) FROM backlog.{backlog.Name}()"));
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        Dictionary<string, BacklogDepth> depths = [];
        foreach (Backlog backlog in Backlog.All)
        {
            await reader.ReadAsync(ct);
            depths[backlog.Name] = new BacklogDepth(reader.GetInt64(0), TimeSpan.FromSeconds(Math.Max(0, reader.GetDouble(1))));
            await reader.NextResultAsync(ct);
        }

        return depths;
    }
}
