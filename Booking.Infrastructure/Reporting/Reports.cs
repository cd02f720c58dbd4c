namespace Booking.Infrastructure.Reporting;

using System.Data;
using Booking.Application.Abstractions;
using Booking.Application.Reporting;
using Booking.Domain.Reporting;
using Booking.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

internal sealed class Reports(NpgsqlDataSource database, RequestContext context) : IReports
{
    public async Task<IReadOnlyList<ReportLine>> ReadAsync(ReportQuestion question, CancellationToken ct)
    {
        Report report = question.Report;
        string? day = question.GroupBy switch
        {
            ReportGrouping.Day => "day",
            ReportGrouping.Week => "date_trunc('week', day)::date",
            ReportGrouping.Month => "date_trunc('month', day)::date",
            _ => null,
        };
        bool isById = question.GroupBy == ReportGrouping.Offering && report.IdColumn is not null;
        string? kind = report.HasKind && (isById || question.GroupBy == ReportGrouping.Kind) ? "kind" : null;
        string? id = isById ? report.IdColumn : null;
        string? currency = report.HasCurrency ? "currency" : null;
        string? title = isById && ReportTables.HasTitle(report) ? "(array_agg(title ORDER BY day DESC))[1]" : null;
        string[] groups = [.. ((string?[])[day, kind, id, currency]).OfType<string>()];
        string by = groups.Length == 0 ? "HAVING count(*) > 0" : $"GROUP BY {string.Join(", ", groups)}";
        string order = string.Join(", ", ((string?[])[question.LargestBy is { } largest ? $"sum({largest}) DESC" : null, .. groups]).OfType<string>());
        await using NpgsqlBatch batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.For(context.TenantId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            SELECT {day ?? "NULL::date"}, {kind ?? "NULL::text"}, {id ?? "NULL::uuid"}, {currency ?? "NULL::text"}, {title ?? "NULL::text"}, ARRAY[{string.Join(", ", report.Measures.Select(measure => $"sum({measure})::bigint"))}]
            FROM {report.Name}
            WHERE tenant_id = $1 AND day >= $2 AND day < $3{(report.HasKind ? " AND ($4 IS NULL OR kind = $4)" : " AND $4 IS NULL")}{(report.IdColumn is { } column ? $" AND ($5 IS NULL OR {column} = $5)" : " AND $5 IS NULL")}
            {by}{(order.Length == 0 ? "" : $" ORDER BY {order}")} LIMIT $6
            """)
        {
            Parameters =
            {
                new() { Value = context.TenantId }, new() { Value = question.From }, new() { Value = question.Until },
                new() { Value = (object?)question.Kind ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = (object?)question.OfferingId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = question.Most },
            },
        });
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(CommandBehavior.Default, ct);
        await reader.NextResultAsync(ct);
        List<ReportLine> lines = [];
        while (await reader.ReadAsync(ct))
        {
            lines.Add(new ReportLine(
                reader.IsDBNull(0) ? null : reader.GetFieldValue<DateOnly>(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetGuid(2),
                reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<long[]>(5)));
        }

        return lines;
    }

    public async Task<IReadOnlyList<UseLine>> ReadUseAsync(string kind, IReadOnlyCollection<Guid> ids, DateOnly from, DateOnly until, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        await using NpgsqlBatch batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.For(context.TenantId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            SELECT u.offering_id, u.day, u.units, u.minutes, u.legs
            FROM unnest($2::uuid[]) AS o (id) JOIN daily_use u ON u.tenant_id = $1 AND u.offering_id = o.id
            WHERE u.kind = $3 AND u.day >= $4 AND u.day < $5
            """)
        {
            Parameters = { new() { Value = context.TenantId }, new() { Value = ids.ToArray() }, new() { Value = kind }, new() { Value = from }, new() { Value = until } },
        });
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(CommandBehavior.Default, ct);
        await reader.NextResultAsync(ct);
        List<UseLine> lines = [];
        while (await reader.ReadAsync(ct))
        {
            lines.Add(new UseLine(reader.GetGuid(0), reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        }

        return lines;
    }
}
