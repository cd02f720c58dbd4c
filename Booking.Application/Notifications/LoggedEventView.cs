namespace Booking.Application.Notifications;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

/// <summary>An event as it is told to the outside, the same in webhooks and in the event log: CloudEvents 1.0.</summary>
/// <param name="Id">The same wherever the event is told, and in every repetition.</param>
/// <param name="Type">Past tense, such as <c>booking.confirmed</c>.</param>
/// <param name="Subject">What it happened to.</param>
/// <param name="Sequence">Rises with every change of the subject.</param>
public sealed record LoggedEventView(
    [property: JsonPropertyName("specversion")] string SpecVersion,
    Guid Id,
    string Type,
    string Source,
    Guid Subject,
    DateTimeOffset Time,
    [property: JsonPropertyName("datacontenttype")] string DataContentType,
    [property: JsonPropertyName("tenantid")] Guid TenantId,
    string Sequence,
    JsonElement Data)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static LoggedEventView Of(Guid id, string type, Guid subject, DateTimeOffset time, Guid tenantId, string sequence, JsonElement data) =>
        new("1.0", id, type, "/booking", subject, time.ToUniversalTime(), "application/json", tenantId, sequence, data);

    internal string ToText() => JsonSerializer.Serialize(this, Options);
}
