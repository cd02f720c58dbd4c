namespace Booking.Infrastructure.Messaging;

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Booking.Application.Notifications;

/// <summary>A message as a worker sees it.</summary>
/// <param name="Id">The same on every delivery; what the inbox remembers.</param>
public sealed record CloudEvent(Guid Id, string Type, Guid TenantId, string? TraceParent, JsonElement Data)
{
    /// <summary>What it happened to.</summary>
    public Guid Subject { get; init; }

    public DateTimeOffset Time { get; init; }

    /// <summary>Rises with every change of the subject.</summary>
    public string Sequence { get; init; } = "0";

    /// <summary>Who has done it, where the audit entry is made of the event; for our own workers only.</summary>
    public string? Audit { get; init; }

    public const string ContentType = "application/cloudevents+json";

    /// <summary>Larger messages are refused unread, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const string SpecVersion = "1.0";

    /// <summary>An id from the event's data.</summary>
    /// <exception cref="InvalidMessageException">The member is missing or no id.</exception>
    public Guid DataId(string member) => Data.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out Guid id)
        ? id
        : throw new InvalidMessageException("invalid_data");

    /// <summary>As it is told to the outside.</summary>
    public LoggedEventView ToView() => LoggedEventView.Of(Id, Type, Subject, Time, TenantId, Sequence, Data);

    /// <summary>CloudEvents 1.0 in JSON, structured mode.</summary>
    internal static ReadOnlyMemory<byte> Write(OutboxMessage message, string? traceParent)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", SpecVersion);
            json.WriteString("id", message.Id);
            json.WriteString("type", message.Type);
            json.WriteString("source", "/booking");
            json.WriteString("subject", message.Subject);
            json.WriteString("time", message.OccurredAt);
            json.WriteString("datacontenttype", "application/json");
            json.WriteString("tenantid", message.TenantId);
            if (traceParent is not null)
            {
                json.WriteString("traceparent", traceParent);
            }

            json.WriteString("sequence", message.Sequence.ToString(CultureInfo.InvariantCulture));
            if (message.Audit is not null)
            {
                json.WriteString("audit", message.Audit);
            }

            json.WritePropertyName("data");
            json.WriteRawValue(message.Data);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <exception cref="InvalidMessageException">It is not an event that can be handled, now or later.</exception>
    internal static CloudEvent Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            throw new InvalidMessageException("too_large");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
            JsonElement root = document.RootElement;
            if (Text(root, "specversion") != SpecVersion)
            {
                throw new InvalidMessageException("unknown_version");
            }

            return Guid.TryParse(Text(root, "id"), out Guid id)
                && Guid.TryParse(Text(root, "tenantid"), out Guid tenantId)
                && Text(root, "type") is { Length: > 0 } type
                && root.TryGetProperty("data", out JsonElement data)
                && data.ValueKind == JsonValueKind.Object
                    ? new CloudEvent(id, type, tenantId, Text(root, "traceparent"), data.Clone())
                    {
                        Subject = Guid.TryParse(Text(root, "subject"), out Guid subject) ? subject : Guid.Empty,
                        Time = root.TryGetProperty("time", out JsonElement time) && time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out DateTimeOffset at) ? at : default,
                        Sequence = Text(root, "sequence") ?? "0",
                        Audit = Text(root, "audit"),
                    }
                    : throw new InvalidMessageException("invalid_schema");
        }
        catch (JsonException)
        {
            throw new InvalidMessageException("invalid_json");
        }
    }

    private static string? Text(JsonElement root, string member) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>The message cannot be handled however often it is tried; it is dead at once.</summary>
/// <param name="reason">A fixed word; never a part of the message.</param>
public sealed class InvalidMessageException(string reason) : Exception(reason)
{
    public string Reason => Message;
}
