namespace Booking.Infrastructure.Persistence;

using System.Text.Json;
using System.Text.Json.Serialization;

/// <summary>How values lie in jsonb columns and in messages; the same names as in the API.</summary>
public static class StoredJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // jsonb orders members its own way, so what says which kind a value is need not come first.
        AllowOutOfOrderMetadataProperties = true,
    };
}
