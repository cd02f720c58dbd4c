namespace Booking.Infrastructure.Reporting;

using System.Data;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Application.Reporting;
using Booking.Domain.Reporting;
using Booking.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

internal sealed class ReportBook(NpgsqlDataSource database, RequestContext context) : IReportBook
{
    // One round trip. What is there already adds nothing, and is not waiting again.
    private const string Record = """
        WITH fact AS (
            INSERT INTO reported_events (tenant_id, event_id, type, subject, occurred_at, day, content)
            SELECT id, $2, $3, $4, $5, ($5 AT TIME ZONE time_zone)::date, $6 FROM tenants WHERE id = $1
            ON CONFLICT DO NOTHING
            RETURNING tenant_id, event_id),
        audited AS (
            INSERT INTO audit_entries (tenant_id, id, at, actor_kind, actor_id, actor_roles, use_case, action, subject_type, subject_id, changes, trace_id)
            SELECT tenant_id, event_id, $5, $7, $8, $9, $10, $11, $12, $4, '[]', $13 FROM fact WHERE $7 IS NOT NULL)
        INSERT INTO unreported_events (tenant_id, event_id) SELECT tenant_id, event_id FROM fact
        """;

    // Who folds shares this lock with the others who do; who rebuilds has it alone.
    private const string TryShare = "SELECT pg_try_advisory_xact_lock_shared($1)";
    private const string HaveAlone = "SELECT pg_advisory_xact_lock($1)";

    private const string Take = """
        WITH taken AS (
            DELETE FROM unreported_events WHERE tenant_id = $1 AND event_id = ANY (ARRAY(
                SELECT event_id FROM unreported_events WHERE tenant_id = $1 ORDER BY event_id LIMIT $2 FOR UPDATE SKIP LOCKED))
            RETURNING event_id)
        SELECT e.type, e.day, e.content::text FROM reported_events e JOIN taken USING (event_id) WHERE e.tenant_id = $1
        """;

    private const string TakeAll = "DELETE FROM unreported_events WHERE tenant_id = $1";

    // What is recorded after the statement above waits for the next fold, so it does not belong here.
    private const string ReadAll = """
        SELECT e.type, e.day, e.content::text FROM reported_events e
        WHERE e.tenant_id = $1 AND NOT EXISTS (SELECT 1 FROM unreported_events u WHERE u.tenant_id = e.tenant_id AND u.event_id = e.event_id)
        """;

    private static readonly TimeSpan RebuildLimit = TimeSpan.FromHours(1);

    private long Lock => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"reports\n{context.TenantId}")));

    public async Task RecordAsync(ReportedEvent happened, CancellationToken ct)
    {
        await using NpgsqlBatch batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.For(context.TenantId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Record)
        {
            Parameters =
            {
                new() { Value = context.TenantId }, new() { Value = happened.EventId }, new() { Value = happened.Type }, new() { Value = happened.Subject },
                new() { Value = happened.OccurredAt.ToUniversalTime() }, new() { Value = JsonSerializer.Serialize(happened.Content, StoredJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
                Text(happened.Audit?.ActorKind.ToString().ToLowerInvariant()), new() { Value = (object?)happened.Audit?.ActorId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = (object?)happened.Audit?.ActorRoles ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }, Text(happened.Audit?.UseCase),
                Text(happened.Audit?.Action.ToString().ToLowerInvariant()), Text(happened.Audit?.SubjectType), Text(happened.Audit?.TraceId),
            },
        });
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task<int> FoldAsync(int most, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(ct);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct);
        if (!await BeginAsync(connection, transaction, TryShare, ct))
        {
            return 0;
        }

        List<ReportRow> rows = [];
        int facts = await ReadAsync(connection, transaction, Take, [new() { Value = context.TenantId }, new() { Value = most }], rows, ct);
        await AddAsync(connection, transaction, Projection.Sum(rows), ct);
        await transaction.CommitAsync(ct);
        return facts;
    }

    public async Task<RebuiltReports> RebuildAsync(CancellationToken ct)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(ct);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct);
        await BeginAsync(connection, transaction, HaveAlone, ct);
        await using (NpgsqlBatch clear = new(connection, transaction) { Timeout = (int)RebuildLimit.TotalSeconds })
        {
            clear.BatchCommands.Add(new NpgsqlBatchCommand(TakeAll) { Parameters = { new() { Value = context.TenantId } } });
            foreach (Report report in Report.All)
            {
                clear.BatchCommands.Add(ReportTables.Clear(context.TenantId, report));
            }

            await clear.ExecuteNonQueryAsync(ct);
        }

        List<ReportRow> rows = [];
        long facts = await ReadAsync(connection, transaction, ReadAll, [new() { Value = context.TenantId }], rows, ct);
        IReadOnlyList<ReportRow> sums = Projection.Sum(rows);
        await AddAsync(connection, transaction, sums, ct);
        await transaction.CommitAsync(ct);
        return new RebuiltReports(facts, sums.Count);
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private async Task<bool> BeginAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string take, CancellationToken ct)
    {
        await using NpgsqlBatch begin = new(connection, transaction) { Timeout = (int)RebuildLimit.TotalSeconds };
        begin.BatchCommands.Add(TenantSetting.For(context.TenantId));
        begin.BatchCommands.Add(new NpgsqlBatchCommand(take) { Parameters = { new() { Value = Lock } } });
        await using NpgsqlDataReader reader = await begin.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return take == HaveAlone || reader.GetBoolean(0);
    }

    /// <returns>How many facts were read.</returns>
    private static async Task<int> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, IEnumerable<NpgsqlParameter> parameters, List<ReportRow> rows, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(sql, connection, transaction) { CommandTimeout = (int)RebuildLimit.TotalSeconds };
        command.Parameters.AddRange(parameters.ToArray());
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, ct);
        int facts = 0;
        for (; await reader.ReadAsync(ct); facts++)
        {
            FactContent content = JsonSerializer.Deserialize<FactContent>(reader.GetString(2), StoredJson.Options) ?? FactContent.Empty;
            rows.AddRange(Projection.Of(new ReportedFact(reader.GetString(0), reader.GetFieldValue<DateOnly>(1), content)));
            if (rows.Count > 100_000)
            {
                // Many facts make few rows: memory holds the rows, whatever the facts.
                IReadOnlyList<ReportRow> sums = Projection.Sum(rows);
                rows.Clear();
                rows.AddRange(sums);
            }
        }

        return facts;
    }

    private async Task AddAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ReportRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using NpgsqlBatch batch = new(connection, transaction) { Timeout = (int)RebuildLimit.TotalSeconds };
        foreach (IGrouping<Report, ReportRow> report in rows.GroupBy(row => row.Report))
        {
            batch.BatchCommands.Add(ReportTables.Add(context.TenantId, report.Key, [.. report]));
        }

        await batch.ExecuteNonQueryAsync(ct);
    }
}
