namespace Booking.Api.OpenApi;

using Microsoft.OpenApi;

/// <summary>The headers of answers.</summary>
internal static class AnswerHeaders
{
    public const string Authenticate = "WWW-Authenticate";
    public const string EntityTag = "ETag";
    public const string Link = "Link";
    public const string Location = "Location";
    public const string RateLimit = "RateLimit";
    public const string RateLimitPolicy = "RateLimit-Policy";
    public const string Replayed = "Idempotent-Replayed";
    public const string RetryAfter = "Retry-After";

    private static readonly (string Name, string Description, string Example)[] All =
    [
        (Authenticate, "How to authenticate (RFC 6750).", "Bearer"),
        (EntityTag, "Strong tag of this version; good for `If-None-Match` and `If-Match`.", "\"3\""),
        (Link, "Address of the next page, `rel=\"next\"`; missing on the last one.", "</api/v1/bookings?limit=20&cursor=eyJwIjoiMDE5N2EzZjIifQ>; rel=\"next\""),
        (Location, "Address of what was made.", "/api/v1/holds/0197a3f2-7001-7a10-8c55-1f2e3d4c5b6a"),
        (RateLimit, "What is left of the window: requests and seconds.", "\"sale\";r=587;t=42"),
        (RateLimitPolicy, "The lane's quota and window in seconds.", "\"sale\";q=600;w=60"),
        (Replayed, "`true` when the answer is that of an earlier request with the same idempotency key; else missing.", "true"),
        (RetryAfter, "Seconds to wait.", "1"),
    ];

    public static void AddComponents(OpenApiDocument document)
    {
        foreach ((string name, string description, string example) in All)
        {
            bool isNumber = name == RetryAfter;
            document.AddComponent(name, new OpenApiHeader
            {
                Description = description,
                Schema = new OpenApiSchema { Type = isNumber ? JsonSchemaType.Integer : JsonSchemaType.String, Minimum = isNumber ? "0" : null },
                Example = isNumber ? int.Parse(example, System.Globalization.CultureInfo.InvariantCulture) : example,
            });
        }
    }

    public static Dictionary<string, IOpenApiHeader> Refer(OpenApiDocument? document, params IEnumerable<string> names) =>
        names.ToDictionary(name => name, name => (IOpenApiHeader)new OpenApiHeaderReference(name, document));
}
