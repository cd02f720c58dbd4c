namespace Booking.Infrastructure.Reporting;

using Booking.Domain.Reporting;
using Npgsql;
using NpgsqlTypes;

/// <summary>The statements for the tables of the reports, made of what <see cref="Report"/> says of them.</summary>
internal static class ReportTables
{
    /// <summary>Adds rows up with those that are there. They are locked in the order in which they are given, the same for all who write.</summary>
    public static NpgsqlBatchCommand Add(Guid tenantId, Report report, IReadOnlyList<ReportRow> rows)
    {
        List<string> keys = ["day"];
        List<string> columns = ["day"];
        NpgsqlBatchCommand command = new();
        command.Parameters.Add(new NpgsqlParameter { Value = tenantId });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Day).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        if (report.HasKind)
        {
            keys.Add("kind");
            columns.Add("kind");
            command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Kind).ToArray() });
        }

        if (report.IdColumn is { } id)
        {
            keys.Add(id);
            columns.Add(id);
            command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Id).ToArray() });
        }

        if (report.HasCurrency)
        {
            keys.Add("currency");
            columns.Add("currency");
            command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Currency).ToArray() });
        }

        List<string> sums = [.. report.Measures.Select(measure => $"{measure} = t.{measure} + excluded.{measure}")];
        if (HasTitle(report))
        {
            columns.Add("title");
            sums.Add("title = CASE WHEN excluded.title > t.title COLLATE \"C\" THEN excluded.title ELSE t.title END");
            command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Title).ToArray() });
        }

        for (int i = 0; i < report.Measures.Count; i++)
        {
            columns.Add(report.Measures[i]);
            command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Amounts[i]).ToArray() });
        }

        string arrays = string.Join(", ", Enumerable.Range(2, columns.Count).Select(number => $"${number}"));
        command.CommandText = $"""
            INSERT INTO {report.Name} AS t (tenant_id, {string.Join(", ", columns)})
            SELECT $1, {string.Join(", ", columns.Select(column => $"r.{column}"))} FROM unnest({arrays}) WITH ORDINALITY AS r ({string.Join(", ", columns)}, place) ORDER BY r.place
            ON CONFLICT (tenant_id, {string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", sums)}
            """;
        return command;
    }

    public static NpgsqlBatchCommand Clear(Guid tenantId, Report report) => new($"DELETE FROM {report.Name} WHERE tenant_id = $1") { Parameters = { new() { Value = tenantId } } };

    public static bool HasTitle(Report report) => report == Report.Sales || report == Report.Use;
}
