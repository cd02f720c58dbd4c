namespace Booking.Api.Tests.Catalog;

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Booking.Testing;
using Shouldly;

/// <summary>Reading offerings over HTTP, and taking inventory directly in the database where a test needs it taken.</summary>
internal static class Offerings
{
    public static async Task<JsonElement> ReadAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));
        string body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement;
    }

    public static async Task<List<JsonElement>> ItemsAsync(this HttpClient http, string path) =>
        [.. (await http.ReadAsync(path)).GetProperty("items").EnumerateArray()];

    /// <summary>All pages of a list, followed by its cursor.</summary>
    public static async Task<List<JsonElement>> WalkAsync(this HttpClient http, string path)
    {
        List<JsonElement> all = [];
        string? cursor = null;
        for (int page = 0; page < 200; page++)
        {
            JsonElement read = await http.ReadAsync(cursor is null ? path : $"{path}&cursor={cursor}");
            all.AddRange(read.GetProperty("items").EnumerateArray());
            cursor = read.GetProperty("nextCursor").GetString();
            if (cursor is null)
            {
                return all;
            }
        }

        throw new InvalidOperationException($"{path} does not end.");
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static DateTimeOffset Time(this JsonElement element, string name) => element.GetProperty(name).GetDateTimeOffset();

    public static Guid Id(this JsonElement element) => element.GetProperty("id").GetGuid();

    /// <summary>The pointers of a <c>validation_failed</c> answer.</summary>
    public static async Task<List<string>> InvalidAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));
        string body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, body);
        using JsonDocument problem = JsonDocument.Parse(body);
        problem.RootElement.Text("code").ShouldBe("validation_failed");
        return [.. problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name)];
    }

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    /// <summary>The ETag of an offering, after asking with it again has answered 304 and with another one 200.</summary>
    public static async Task<string> ShouldBeRevalidatedAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage first = await http.GetAsync(new Uri(path, UriKind.Relative));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        EntityTagHeaderValue tag = first.Headers.ETag.ShouldNotBeNull();
        tag.IsWeak.ShouldBeFalse();
        (await http.AskWithTagAsync(path, tag)).ShouldBe(HttpStatusCode.NotModified);
        (await http.AskWithTagAsync(path, new EntityTagHeaderValue("\"another\""))).ShouldBe(HttpStatusCode.OK);
        return tag.Tag;
    }

    /// <summary>An RFC 3339 time some days from now, at a full hour.</summary>
    public static DateTimeOffset At(int days, int hour) => new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(days).AddHours(hour);

    public static string Query(this DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Takes a unit of tenant <c>demo</c>. A null <paramref name="heldFor"/> is sold; a negative one is overdue.</summary>
    public static Task<int> TakeSlotAsync(this BookingApp app, Guid unit, DateTimeOffset from, DateTimeOffset to, TimeSpan? heldFor, TimeSpan buffer = default)
    {
        DateTime askedFrom = from.UtcDateTime;
        DateTime askedTo = to.UtcDateTime;
        DateTime blockedFrom = askedFrom - buffer;
        DateTime blockedTo = askedTo + buffer;
        return heldFor is { } held
            ? app.ExecuteAsync($"""
                INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state, expires_at)
                SELECT id, gen_random_uuid(), 0, 0, {unit}, {askedFrom}, {askedTo}, {blockedFrom}, {blockedTo}, 'held', now() + {held} FROM tenants WHERE slug = 'demo'
                """)
            : app.ExecuteAsync($"""
                INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state)
                SELECT id, gen_random_uuid(), 0, 0, {unit}, {askedFrom}, {askedTo}, {blockedFrom}, {blockedTo}, 'booked' FROM tenants WHERE slug = 'demo'
                """);
    }

    public static Task<int> TakeSeatAsync(this BookingApp app, Guid happening, string seat, string state, TimeSpan? heldFor)
    {
        TimeSpan held = heldFor ?? TimeSpan.FromDays(1);
        return app.ExecuteAsync($"""
            INSERT INTO seat_claims (tenant_id, id, hold_id, item, lock_key, event_id, seat, state, expires_at)
            SELECT id, gen_random_uuid(), gen_random_uuid(), 0, 0, {happening}, {seat}, {state}, now() + {held} FROM tenants WHERE slug = 'demo'
            """);
    }

    public static Task<int> TakeLegAsync(this BookingApp app, Guid trip, string seat, int fromStop, int toStop, string state, TimeSpan? heldFor)
    {
        TimeSpan held = heldFor ?? TimeSpan.FromDays(1);
        return app.ExecuteAsync($"""
            INSERT INTO leg_claims (tenant_id, id, hold_id, item, lock_key, trip_id, seat, from_stop, to_stop, state, expires_at)
            SELECT id, gen_random_uuid(), gen_random_uuid(), 0, 0, {trip}, {seat}, {fromStop}, {toStop}, {state}, now() + {held} FROM tenants WHERE slug = 'demo'
            """);
    }

    /// <summary>Holds places of a pool, and counts them as the claim store does.</summary>
    public static Task<int> TakePlacesAsync(this BookingApp app, Guid pool, int quantity, TimeSpan heldFor) => app.ExecuteAsync($"""
        WITH counted AS (UPDATE pools SET held = held + {quantity} WHERE id = {pool} RETURNING tenant_id, id)
        INSERT INTO quota_claims (tenant_id, id, hold_id, item, lock_key, pool_id, quantity, state, expires_at)
        SELECT tenant_id, gen_random_uuid(), gen_random_uuid(), 0, 0, id, {quantity}, 'held', now() + {heldFor} FROM counted
        """);

    private static async Task<HttpStatusCode> AskWithTagAsync(this HttpClient http, string path, EntityTagHeaderValue tag)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
