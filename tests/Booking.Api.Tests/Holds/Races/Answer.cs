namespace Booking.Api.Tests.Holds.Races;

using System.Text;
using System.Text.Json;

/// <summary>An answer read to its end.</summary>
internal sealed record Answer(int Status, string? MediaType, byte[] Body, string? Location, int? RetryAfter, bool IsReplay)
{
    private JsonElement? _json;

    public bool IsWon => Status == 201;

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => _json ??= JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>The stable code of a problem, empty for a success.</summary>
    public string Code => Status >= 400 && MediaType == "application/problem+json" && Json.TryGetProperty("code", out JsonElement code) ? code.GetString() ?? "" : "";

    public Guid Id => Json.GetProperty("id").GetGuid();

    /// <summary>Null for a success or a well-formed problem without a word about the database; else what is wrong with it.</summary>
    public string? Flaw
    {
        get
        {
            if (Status is >= 200 and < 300)
            {
                return null;
            }

            if (Code.Length == 0 || Json.GetProperty("status").GetInt32() != Status)
            {
                return $"{Status} is no problem answer: {Text}";
            }

            // Not in the whole text: ids and times may contain the digits of a SQLSTATE.
            string words = $"{Json.GetProperty("title")} {Json.GetProperty("detail")} {Code}";
            string? leak = Array.Find(["40001", "40P01", "deadlock", "serializ", "Npgsql", "Postgres", "SQLSTATE"], word => words.Contains(word, StringComparison.OrdinalIgnoreCase));
            return leak is null ? null : $"{Status} tells of {leak}: {Text}";
        }
    }

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsByteArrayAsync(),
        response.Headers.Location?.OriginalString,
        (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds,
        response.Headers.TryGetValues("Idempotent-Replayed", out IEnumerable<string>? replayed) && replayed.Single() == "true");

    public override string ToString() => $"{Status} {Code}";
}
