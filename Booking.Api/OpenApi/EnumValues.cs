namespace Booking.Api.OpenApi;

using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

/// <summary>Says of every enum value what its documentation comment says.</summary>
internal static class EnumValues
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, string>> Comments = new();

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        Type type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (!type.IsEnum || context.JsonPropertyInfo is not null && schema.Enum is null)
        {
            return Task.CompletedTask;
        }

        schema.Type = JsonSchemaType.String;
        if (schema.Enum is not null)
        {
            // Where the enum is first met as a nullable one, null is among its values; whoever refers to it says so instead.
            schema.Enum = [.. Enum.GetNames(type).Select(name => JsonValue.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];
        }

        IReadOnlyDictionary<string, string> comments = Comments.GetOrAdd(type.Assembly, Read);
        JsonObject meanings = [];
        StringBuilder text = new(schema.Description);
        foreach (string name in Enum.GetNames(type))
        {
            string value = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
            text.Append(text.Length == 0 ? "" : "\n").Append("- `").Append(value).Append('`');
            if (comments.GetValueOrDefault($"F:{type.FullName}.{name}") is { Length: > 0 } meaning)
            {
                meanings[value] = meaning;
                text.Append(": ").Append(meaning);
            }
        }

        if (schema.Extensions?.ContainsKey("x-enumDescriptions") != true)
        {
            schema.Description = text.ToString();
            schema.AddExtension("x-enumDescriptions", new JsonNodeExtension(meanings));
        }

        return Task.CompletedTask;
    }

    private static Dictionary<string, string> Read(Assembly assembly)
    {
        string file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("member")
                .Where(member => member.Attribute("name")?.Value.StartsWith("F:", StringComparison.Ordinal) == true)
                .ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")))
            : [];
    }

    private static string Plain(XElement? summary) => summary is null
        ? ""
        : string.Join(' ', string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement element => element.Attribute("cref")?.Value.Split('.')[^1] ?? element.Value,
            _ => node.ToString(),
        })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
