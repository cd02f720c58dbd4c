namespace Booking.Api.OpenApi;

using System.Text.Json.Serialization.Metadata;
using Booking.Application.Abstractions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

/// <summary>How schemas are called: after what they are, not after the record that carries them.</summary>
internal static class SchemaNames
{
    public const string Problem = "Problem";

    private const string PageSuffix = "Page";

    /// <summary>The first ending that fits is replaced.</summary>
    private static readonly (string Ending, string Replacement)[] Endings =
    [
        ("ItemBody", "Item"),
        ("RequestBody", "Request"),
        ("WebhookBody", "Webhook"),
        ("Body", "Input"),
        ("View", ""),
    ];

    public static string? IdOf(JsonTypeInfo type)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(type) is not { } id)
        {
            return null;
        }

        if (type.Type == typeof(ProblemDetails))
        {
            return Problem;
        }

        return type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(Page<>)
            ? Shorten(type.Type.GetGenericArguments()[0].Name) + PageSuffix
            : Shorten(id);
    }

    /// <summary>The id of the items of a page, or null when this is no page.</summary>
    public static string? ItemOfPage(string id) => id.EndsWith(PageSuffix, StringComparison.Ordinal) ? id[..^PageSuffix.Length] : null;

    /// <summary>The generator calls a variant by its base and itself; here it gets its own name, and the base says <c>oneOf</c>.</summary>
    public static void NameVariants(OpenApiDocument document)
    {
        IDictionary<string, IOpenApiSchema> schemas = document.Components!.Schemas!;
        foreach ((string id, IOpenApiSchema schema) in schemas.ToArray())
        {
            if (schema is not OpenApiSchema { Discriminator: { Mapping: { } mapping, PropertyName: { } property } } owner)
            {
                continue;
            }

            List<IOpenApiSchema> variants = [];
            foreach ((string value, OpenApiSchemaReference reference) in mapping.ToArray())
            {
                string name = reference.Reference.Id![id.Length..];
                OpenApiSchema variant = (OpenApiSchema)schemas[reference.Reference.Id];
                schemas.Remove(reference.Reference.Id);
                variant.Type = JsonSchemaType.Object;
                variant.Required = new HashSet<string>(variant.Required ?? new HashSet<string>()) { property };
                document.AddComponent(name, variant);
                OpenApiSchemaReference renamed = new(name, document);
                mapping[value] = renamed;
                variants.Add(renamed);
            }

            owner.AnyOf = null;
            owner.OneOf = variants;
        }
    }

    private static string Shorten(string name)
    {
        foreach ((string ending, string replacement) in Endings)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
            {
                return name[..^ending.Length] + replacement;
            }
        }

        return name;
    }
}
