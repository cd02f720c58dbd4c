namespace Booking.Api.OpenApi;

using Booking.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

/// <summary>What the answers below 400 mean, and the headers that come with them.</summary>
internal static class SuccessAnswers
{
    private static readonly Dictionary<string, string> Descriptions = new()
    {
        ["200"] = "Done; the body is the answer.",
        ["201"] = "Made; the body shows it.",
        ["202"] = "Accepted; it will be done.",
        ["204"] = "Done; there is no body.",
        ["304"] = "The caller's copy is current; there is no body.",
    };

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        bool isCounted = context.Description.RelativePath?.Contains("/webhooks/", StringComparison.Ordinal) != true;
        bool isIdempotent = context.Description.ActionDescriptor.EndpointMetadata.OfType<IdempotentMetadata>().Any();
        bool hasTag = operation.Responses?.ContainsKey("304") == true;
        foreach ((string status, IOpenApiResponse answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse response || !Descriptions.TryGetValue(status, out string? description))
            {
                continue;
            }

            response.Description = description;
            List<string> headers = [];
            headers.AddRange(hasTag && status is "200" or "304" ? [AnswerHeaders.EntityTag] : []);
            headers.AddRange(status == "201" ? [AnswerHeaders.Location] : []);
            headers.AddRange(IsPage(response) ? [AnswerHeaders.Link] : []);
            headers.AddRange(isIdempotent ? [AnswerHeaders.Replayed] : []);
            headers.AddRange(isCounted ? [AnswerHeaders.RateLimit, AnswerHeaders.RateLimitPolicy] : []);
            if (status == "200" && context.Description.RelativePath?.EndsWith("/pdf", StringComparison.Ordinal) == true)
            {
                // A file has no type that its schema could be read off.
                response.Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/pdf"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                };
            }

            response.Headers = headers.Count == 0 ? null : AnswerHeaders.Refer(context.Document, headers);
        }

        return Task.CompletedTask;
    }

    private static bool IsPage(OpenApiResponse response) =>
        response.Content?.Values.Any(content => content.Schema is OpenApiSchemaReference { Reference.Id: { } id } && SchemaNames.ItemOfPage(id) is not null) == true;
}
