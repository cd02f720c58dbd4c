namespace Booking.Infrastructure.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

/// <summary>
/// One statement per question, made of those conditions that were asked for. A text is looked up as words; when no event has them, by
/// trigrams, which forgive typing errors.
/// </summary>
internal sealed class EventSearch(NpgsqlDataSource database, RequestContext context) : IEventSearch
{
    /// <summary>How alike a text and the words of an event must be, from 0 to 1.</summary>
    private const string Likeness = "0.35";

    /// <summary>Of how many events a facet asks whether there are places left.</summary>
    private const int MostLookedAt = 10_000;

    private const double KmPerDegree = 111.195;

    /// <summary>Upper ends of the price bands in minor units, themselves included.</summary>
    private static readonly long[] Bands = [0, 1_000, 2_500, 5_000, 10_000];

    private const string Kilometres =
        "2 * 6371.0088 * asin(least(1, sqrt(power(sin(radians(e.latitude - @lat) / 2), 2) + cos(radians(@lat)) * cos(radians(e.latitude)) * power(sin(radians(e.longitude - @lng) / 2), 2))))";

    private const string OnSale = "t.is_active AND NOT t.is_hidden AND (t.sale_from IS NULL OR t.sale_from <= @now) AND (t.sale_until IS NULL OR t.sale_until > @now) "
        + "AND (t.closes_minutes_before IS NULL OR e.starts_at - t.closes_minutes_before * interval '1 minute' > @now)";

    // Most pools have places beside all that are held; only where they have not it is asked which holds are still alive.
    private const string HasPlaces =
        """
        CASE WHEN t.pool_id IS NULL THEN EXISTS (
            SELECT FROM event_seats s WHERE s.tenant_id = @tenant AND s.event_id = e.id AND s.ticket_type_id = t.id AND NOT s.is_blocked AND NOT EXISTS (
                SELECT FROM seat_claims c WHERE c.tenant_id = @tenant AND c.event_id = s.event_id AND c.seat = s.seat AND (c.state = 'booked' OR (c.state = 'held' AND c.expires_at > @now))))
        ELSE NOT EXISTS (
            SELECT FROM unnest(t.pool_id || t.shared_pool_ids) AS u (id) JOIN pools p ON p.tenant_id = @tenant AND p.id = u.id
            WHERE p.held + p.sold >= p.capacity AND p.sold + (
                SELECT coalesce(sum(q.quantity), 0) FROM quota_claims q WHERE q.tenant_id = @tenant AND q.pool_id = p.id AND q.state = 'held' AND q.expires_at > @now) >= p.capacity) END
        """;

    private const string IsAvailable = $"EXISTS (SELECT FROM ticket_types t WHERE t.tenant_id = @tenant AND t.event_id = e.id AND {OnSale} AND {HasPlaces})";

    private enum Facet
    {
        None,
        Category,
        City,
        Date,
        Price,
        Availability,
    }

    public async Task<FoundEvents> FindAsync(EventFilter filter, Guid? ownerId, EventSearchPage page, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(ct);
        bool isFuzzy = page.IsFuzzy ?? await IsFuzzyAsync(connection, filter, ct);
        string? key = page.Sort switch
        {
            EventSort.Relevance when isFuzzy => "-round(word_similarity(search_text(@text), e.search_words)::numeric, 4)::float8",
            EventSort.Relevance => "-round(ts_rank_cd(e.search, search_query(@text))::numeric, 6)::float8",
            EventSort.Distance => $"round(({Kilometres})::numeric, 3)::float8",
            EventSort.Price => "e.price_from",
            EventSort.Rating => "-coalesce(r.stars::float8 / nullif(r.count, 0), 0)",
            _ => null,
        };
        List<string> conditions = Conditions(filter, isFuzzy, Facet.None);
        if (ownerId is not null)
        {
            conditions.Add("e.owner_id = @owner");
        }

        if (page.Sort == EventSort.Price)
        {
            conditions.Add("e.price_from IS NOT NULL");
        }

        if (page.After is not null)
        {
            conditions.Add(key is null ? "(e.starts_at, e.id) > (@afterStart, @afterId)" : $"({key}, e.starts_at, e.id) > (@afterKey{(page.Sort == EventSort.Price ? "::bigint" : "")}, @afterStart, @afterId)");
        }

        await using NpgsqlBatch batch = Batch(connection);
        batch.BatchCommands.Add(Command(
            $"""
            SELECT e.id, e.starts_at, {(key is null ? "0::float8" : $"({key})::float8")} FROM events e
            {(page.Sort == EventSort.Rating ? "LEFT JOIN rating_totals r ON r.tenant_id = @tenant AND r.subject_id = e.id" : "")}
            WHERE {string.Join(" AND ", conditions)}
            ORDER BY {(key is null ? "" : $"{key}, ")}e.starts_at, e.id
            LIMIT {page.Limit + 1}
            """,
            filter, now, ownerId, page.After));
        await using NpgsqlDataReader reader = await ReadAsync(batch, ct);
        List<FoundEvent> found = [];
        while (await reader.ReadAsync(ct))
        {
            found.Add(new FoundEvent(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetDouble(2)));
        }

        return new FoundEvents(isFuzzy, found);
    }

    public async Task<EventFacetsView> CountAsync(EventFilter filter, DateBucket bucket, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(ct);
        bool isFuzzy = await IsFuzzyAsync(connection, filter, ct);
        string date = $"to_char(e.starts_at AT TIME ZONE e.time_zone, '{(bucket == DateBucket.Day ? "YYYY-MM-DD" : "YYYY-MM")}')";
        await using NpgsqlBatch batch = Batch(connection);
        Add(Facet.Category, "SELECT e.category_key, count(*)", "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50");
        Add(Facet.City, "SELECT min(e.city), count(*)", "GROUP BY e.city_key ORDER BY 2 DESC, 1 LIMIT 50");
        Add(Facet.Date, $"SELECT {date}, count(*)", "GROUP BY 1 ORDER BY 1 LIMIT 400");
        Add(Facet.Price, "SELECT width_bucket(e.price_from - 1, @bands), e.price_currency, count(*)", "AND e.price_from IS NOT NULL GROUP BY 1, 2 ORDER BY 2, 1");
        batch.BatchCommands.Add(Command(
            $"""
            SELECT count(*) FILTER (WHERE a.is_available), count(*) FILTER (WHERE NOT a.is_available)
            FROM (SELECT e.* FROM events e WHERE {string.Join(" AND ", Conditions(filter, isFuzzy, Facet.Availability))} ORDER BY e.starts_at, e.id LIMIT {MostLookedAt}) e
            CROSS JOIN LATERAL (SELECT {IsAvailable} AS is_available OFFSET 0) a
            """,
            filter, now, null, null));
        await using NpgsqlDataReader reader = await ReadAsync(batch, ct);
        List<FacetView> categories = await FacetsAsync(reader, ct);
        List<FacetView> cities = await FacetsAsync(reader, ct);
        List<FacetView> dates = await FacetsAsync(reader, ct);
        List<PriceBandView> prices = [];
        while (await reader.ReadAsync(ct))
        {
            int band = reader.GetInt32(0);
            prices.Add(new PriceBandView(band == 0 ? 0 : Bands[band - 1] + 1, band < Bands.Length ? Bands[band] : null, reader.GetString(1), reader.GetInt64(2)));
        }

        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return new EventFacetsView(categories, cities, dates, prices, new AvailabilityFacetView(reader.GetInt64(0), reader.GetInt64(1)));

        void Add(Facet facet, string select, string rest)
        {
            NpgsqlBatchCommand command = Command($"{select} FROM events e WHERE {string.Join(" AND ", Conditions(filter, isFuzzy, facet))} {rest}", filter, now, null, null);
            command.Parameters.Add(new NpgsqlParameter("bands", NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = Bands });
            batch.BatchCommands.Add(command);
        }
    }

    private static async Task<List<FacetView>> FacetsAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        List<FacetView> facets = [];
        while (await reader.ReadAsync(ct))
        {
            facets.Add(new FacetView(reader.GetString(0), reader.GetInt64(1)));
        }

        await reader.NextResultAsync(ct);
        return facets;
    }

    /// <summary>Whether no event of the tenant has the words; asked without the other filters, so that a facet's counts are of the same events.</summary>
    private async Task<bool> IsFuzzyAsync(NpgsqlConnection connection, EventFilter filter, CancellationToken ct)
    {
        // Who excludes a word, or puts some in quotation marks, means them as they are written.
        if (filter.Text is not { } text || text.Contains('"', StringComparison.Ordinal) || text.Split(' ').Any(word => word.StartsWith('-')))
        {
            return false;
        }

        await using NpgsqlBatch batch = Batch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT EXISTS (SELECT FROM events e WHERE e.tenant_id = @tenant AND {Visible(filter)} AND e.search @@ search_query(@text))")
        {
            Parameters = { new("tenant", context.TenantId), new("text", filter.Text) },
        });
        await using NpgsqlDataReader reader = await ReadAsync(batch, ct);
        await reader.ReadAsync(ct);
        return !reader.GetBoolean(0);
    }

    private static string Visible(EventFilter filter) => filter.IsManaged ? "TRUE" : "e.status = 'published'";

    private static List<string> Conditions(EventFilter filter, bool isFuzzy, Facet without)
    {
        List<string> conditions = ["e.tenant_id = @tenant", Visible(filter)];
        When(!filter.IsManaged || filter.From is not null, without == Facet.Date ? "e.ends_at > @now" : "e.ends_at > @from");
        When(filter.To is not null && without != Facet.Date, "e.starts_at < @to");
        When(filter.Text is not null, isFuzzy ? "search_text(@text) <% e.search_words" : "e.search @@ search_query(@text)");
        When(filter.Category is not null && without != Facet.Category, "e.category_key = @category");
        When(filter.City is not null && without != Facet.City, "e.city_key = @city");
        When(filter.Tag is not null, "e.tags @> ARRAY[@tag]");
        When(filter.SeriesId is not null, "e.series_id = @series");
        When(filter.Near is not null, $"e.latitude BETWEEN @south AND @north AND {Kilometres} <= @radius");
        bool byPrice = filter.PriceMax is not null && without != Facet.Price;
        bool byPlaces = filter.IsAvailable && without != Facet.Availability;
        When(byPrice, "e.price_from <= @priceMax");

        // One and the same ticket has to be on sale, at the price, with places left. Asked of one event after the other, until the page is
        // full: as a join it would be asked of all the tenant's seats.
        When(byPrice || byPlaces, $"(SELECT EXISTS (SELECT FROM ticket_types t WHERE t.tenant_id = @tenant AND t.event_id = e.id AND {OnSale}{(byPrice ? " AND t.price_amount <= @priceMax" : "")}{(byPlaces ? $" AND {HasPlaces}" : "")}) OFFSET 0)");
        return conditions;

        void When(bool isAsked, string condition)
        {
            if (isAsked)
            {
                conditions.Add(condition);
            }
        }
    }

    private NpgsqlBatch Batch(NpgsqlConnection connection)
    {
        NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(TenantSetting.For(context.TenantId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('pg_trgm.word_similarity_threshold', $1, true)") { Parameters = { new() { Value = Likeness } } });
        return batch;
    }

    /// <summary>The reader of the first result behind the settings.</summary>
    private static async Task<NpgsqlDataReader> ReadAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.NextResultAsync(ct);
        return reader;
    }

    private NpgsqlBatchCommand Command(string sql, EventFilter filter, DateTimeOffset now, Guid? ownerId, FoundEvent? after)
    {
        NpgsqlBatchCommand command = new(sql);
        double height = (filter.Near?.RadiusKm ?? 0) / KmPerDegree * 1.01;
        Add("tenant", NpgsqlDbType.Uuid, context.TenantId);
        Add("now", NpgsqlDbType.TimestampTz, now);
        Add("from", NpgsqlDbType.TimestampTz, filter.From ?? now);
        Add("to", NpgsqlDbType.TimestampTz, filter.To);
        Add("text", NpgsqlDbType.Text, filter.Text);
        Add("category", NpgsqlDbType.Text, filter.Category?.ToLowerInvariant());
        Add("city", NpgsqlDbType.Text, filter.City?.ToLowerInvariant());
        Add("tag", NpgsqlDbType.Text, filter.Tag?.ToLowerInvariant());
        Add("series", NpgsqlDbType.Uuid, filter.SeriesId);
        Add("lat", NpgsqlDbType.Double, filter.Near?.Center.Latitude);
        Add("lng", NpgsqlDbType.Double, filter.Near?.Center.Longitude);
        Add("south", NpgsqlDbType.Double, filter.Near?.Center.Latitude - height);
        Add("north", NpgsqlDbType.Double, filter.Near?.Center.Latitude + height);
        Add("radius", NpgsqlDbType.Double, filter.Near?.RadiusKm);
        Add("priceMax", NpgsqlDbType.Bigint, filter.PriceMax);
        Add("owner", NpgsqlDbType.Uuid, ownerId);
        Add("afterKey", NpgsqlDbType.Double, after?.Key);
        Add("afterStart", NpgsqlDbType.TimestampTz, after?.StartsAt);
        Add("afterId", NpgsqlDbType.Uuid, after?.Id);
        return command;

        void Add(string name, NpgsqlDbType type, object? value)
        {
            if (sql.Contains($"@{name}", StringComparison.Ordinal))
            {
                command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
            }
        }
    }
}
