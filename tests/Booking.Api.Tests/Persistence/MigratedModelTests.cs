namespace Booking.Api.Tests.Persistence;

using Booking.Api.Tests.Tenants;
using Booking.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

/// <summary>The migrations are written by hand, so only this says that EF Core's model and the database mean the same.</summary>
[Collection(BookingCollection.Name)]
public sealed class MigratedModelTests(BookingApp app)
{
    /// <summary>Read through EF Core, written by the claim store's own statements.</summary>
    private static readonly string[] ReadOnlyTables = ["slot_claims", "seat_claims", "leg_claims", "quota_claims"];

    [Fact]
    public async Task Model_WhenComparedWithTheMigratedDatabase_HasTheSameColumns()
    {
        Dictionary<string, DatabaseColumn> database = await ColumnsAsync();
        IReadOnlyList<ModelColumn> model = await ModelAsync();

        model.Count.ShouldBeGreaterThan(200);
        model.Where(column => !database.TryGetValue(column.Name, out DatabaseColumn? found) || (found.Type, found.IsNullable) != (column.Type, column.IsNullable))
            .Select(column => $"{column.Name} is {column} in the model, and {database.GetValueOrDefault(column.Name)?.ToString() ?? "missing"} in the database")
            .ShouldBeEmpty();
    }

    /// <summary>A column that EF Core does not know must be able to do without it, or no row could be written.</summary>
    [Fact]
    public async Task Columns_WhenTheModelDoesNotKnowThem_NeedNoValue()
    {
        Dictionary<string, DatabaseColumn> database = await ColumnsAsync();
        IReadOnlyList<ModelColumn> model = await ModelAsync();
        HashSet<string> known = [.. model.Select(column => column.Name)];
        HashSet<string> written = [.. model.Select(column => column.Table).Except(ReadOnlyTables)];

        database.Values.Where(column => written.Contains(column.Table) && !known.Contains(column.Name) && !column.IsNullable && !column.HasDefault)
            .Select(column => column.Name)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_WhenComparedWithTheMigratedDatabase_AreTheSameColumns()
    {
        await using TenantPool pool = await TenantPool.OpenAsync(app);
        Dictionary<string, string> model = await pool.WithModelAsync(db => db.Model.GetEntityTypes()
            .Where(entity => entity.GetTableName() is not null)
            .ToDictionary(
                entity => entity.GetTableName()!,
                entity => string.Join(",", entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName()))));

        Dictionary<string, string> database = (await ReadAsync(
            """
            SELECT conrelid::regclass::text, string_agg(attname, ',' ORDER BY at)
            FROM pg_constraint CROSS JOIN LATERAL unnest(conkey) WITH ORDINALITY AS k (attnum, at) JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.attnum
            WHERE contype = 'p' AND connamespace = 'public'::regnamespace GROUP BY conrelid
            """,
            reader => (Table: reader.GetString(0), Columns: reader.GetString(1)))).ToDictionary(key => key.Table, key => key.Columns);

        foreach ((string table, string columns) in model)
        {
            database[table].ShouldBe(columns, table);
        }
    }

    private async Task<IReadOnlyList<ModelColumn>> ModelAsync()
    {
        await using TenantPool pool = await TenantPool.OpenAsync(app);
        return await pool.WithModelAsync(db => db.Model.GetRelationalModel().Tables
            .SelectMany(table => table.Columns.Select(column => new ModelColumn(table.Name, $"{table.Name}.{column.Name}", column.StoreType, column.IsNullable)))
            .ToList());
    }

    private async Task<Dictionary<string, DatabaseColumn>> ColumnsAsync() => (await ReadAsync(
        """
        SELECT c.relname::text, c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> ''
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        """,
        reader => new DatabaseColumn(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.GetBoolean(4)))).ToDictionary(column => column.Name);

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> row)
    {
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<T> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private sealed record ModelColumn(string Table, string Name, string Type, bool IsNullable);

    private sealed record DatabaseColumn(string Table, string Name, string Type, bool IsNullable, bool HasDefault);
}
