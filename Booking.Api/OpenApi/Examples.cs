namespace Booking.Api.OpenApi;

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

/// <summary>Puts the examples of <see cref="ExampleValues"/> on every JSON body; a page's example is made of its item's.</summary>
internal static class Examples
{
    private const string Json = "application/json";

    public static Task AttachAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        Attach(operation.RequestBody?.Content);
        foreach (OpenApiResponse response in (operation.Responses ?? []).Values.OfType<OpenApiResponse>())
        {
            Attach(response.Content);
        }

        return Task.CompletedTask;
    }

    private static void Attach(IDictionary<string, OpenApiMediaType>? content)
    {
        if (content?.TryGetValue(Json, out OpenApiMediaType? json) != true || json is not { Example: null, Schema: { } schema } || IdOf(schema) is not { } id)
        {
            return;
        }

        NamedExample[] examples = Of(id);
        if (examples.Length == 1)
        {
            json.Example = examples[0].Value();
        }
        else if (examples.Length > 1)
        {
            json.Examples = examples.ToDictionary(example => example.Name, example => (IOpenApiExample)new OpenApiExample { Summary = example.Summary, Value = example.Value() });
        }
    }

    /// <summary>Of a schema by name, also where the body may be left out.</summary>
    private static string? IdOf(IOpenApiSchema schema) => schema is OpenApiSchemaReference { Reference.Id: { } id }
        ? id
        : schema.OneOf?.OfType<OpenApiSchemaReference>().SingleOrDefault()?.Reference.Id;

    private static NamedExample[] Of(string id)
    {
        if (ExampleValues.All.TryGetValue(id, out NamedExample[]? own))
        {
            return own;
        }

        return SchemaNames.ItemOfPage(id) is { } item && ExampleValues.All.TryGetValue(item, out NamedExample[]? items)
            ? [new NamedExample("page", "A page.", new JsonObject { ["items"] = new JsonArray(items[0].Value()), ["nextCursor"] = "eyJwIjoiMDE5N2EzZjIifQ" }.ToJsonString())]
            : [];
    }
}

/// <param name="Text">JSON; parsed anew for every place, because a node has one parent.</param>
internal sealed record NamedExample(string Name, string Summary, string Text)
{
    public JsonNode Value() => JsonNode.Parse(Text)!;
}
