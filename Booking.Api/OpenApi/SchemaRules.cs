namespace Booking.Api.OpenApi;

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

/// <summary>What the generator cannot read off the types: formats, limits and meanings that go with a member's name.</summary>
internal static partial class SchemaRules
{
    /// <summary>By member, or by schema and member; the closer one is applied last.</summary>
    private static readonly Dictionary<string, Action<OpenApiSchema>> Members = new()
    {
        ["id"] = schema => schema.Description ??= "UUID, version 7.",
        ["email"] = schema =>
        {
            schema.Format = "email";
            schema.MaxLength = User.EmailMaxLength;
        },
        ["phone"] = schema => schema.Pattern = Formats.Phone,
        ["currency"] = schema =>
        {
            schema.Description ??= "ISO 4217.";
            schema.Pattern = "^[A-Z]{3}$";
        },
        ["timeZone"] = schema => schema.Description ??= "IANA time zone.",
        ["lat"] = schema => Limit(schema, -90, 90, "Degrees, WGS 84."),
        ["lng"] = schema => Limit(schema, -180, 180, "Degrees, WGS 84."),
        ["from"] = schema => schema.Description ??= "Start, included.",
        ["to"] = schema => schema.Description ??= "End, not included.",
        ["checkoutUrl"] = schema => schema.Format = "uri",
        ["returnUrl"] = schema =>
        {
            schema.Format = "uri";
            schema.MaxLength = 2000;
        },
        ["availableActions"] = schema => schema.Description ??= "What may be done with it now.",
        ["Money.amount"] = schema => schema.Description = "Minor units, by the currency's ISO 4217 exponent.",
        ["HoldItem.kind"] = schema =>
        {
            schema.Description = "What was asked for.";
            schema.Enum = Kinds();
        },
        ["TaxLine.rate"] = schema => schema.Description ??= "In basis points: 1900 is 19 %.",
        ["Passenger.item"] = schema => schema.Description ??= "Index of the booking's item.",
        ["PriceLine.item"] = schema => schema.Description ??= "Index of the hold's item.",
        ["Booking.number"] = schema => schema.Description ??= "Short and for people; unique for the tenant.",
        ["Booking.version"] = schema => schema.Description ??= "Rises with every change.",
        ["RegisterUserRequest.name"] = PersonName,
        ["CustomerInput.name"] = PersonName,
        ["PassengerInput.name"] = PersonName,
        ["RegisterUserRequest.password"] = schema => (schema.Format, schema.MinLength, schema.MaxLength) = ("password", 8, 128),
        ["LogInRequest.password"] = schema => schema.Format = "password",
        ["PlaceHoldRequest.items"] = schema => Count(schema, Hold.MaxItems),
        ["EventSeatItem.seats"] = schema => Count(schema, 50),
        ["TripSeatItem.seats"] = schema => Count(schema, 50),
        ["TripSeatItem.quantity"] = schema => Limit(schema, 1, 50),
        ["ProductItem.quantity"] = schema => Limit(schema, 1, 10_000),
        ["TicketItem.quantity"] = schema => Limit(schema, 1, 10_000),
        ["VenueItem.guests"] = schema => Limit(schema, 1, 1_000_000),
        ["PlaceRef.address"] = schema => schema.MaxLength = 300,
        ["CarItem.from"] = Time,
        ["CarItem.to"] = Time,
        ["VenueItem.from"] = Time,
        ["VenueItem.to"] = Time,
        ["ServiceItem.from"] = Time,
        ["PassengerInput.item"] = schema => Limit(schema, 0, Hold.MaxItems - 1),
        ["MakeBookingRequest.passengers"] = schema => schema.MaxItems = Hold.MaxClaims,
        ["MakeBookingRequest.metadata"] = schema =>
        {
            schema.MaxProperties = Booking.MetadataMaxKeys;
            schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 500 };
        },
        ["OpenPaymentRequest.provider"] = schema => (schema.MinLength, schema.MaxLength) = (1, 40),
    };

    public static Task ApplyAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        SchemaNames.NameVariants(document);
        HashSet<string> ofRequests = OfRequests(document);
        foreach ((string id, OpenApiSchema schema) in document.Components!.Schemas!.Select(entry => (entry.Key, (OpenApiSchema)entry.Value)))
        {
            IDictionary<string, IOpenApiSchema> members = schema.Properties ?? new Dictionary<string, IOpenApiSchema>();
            foreach ((string name, OpenApiSchema member) in members.Where(entry => entry.Value is OpenApiSchema).Select(entry => (entry.Key, (OpenApiSchema)entry.Value)))
            {
                Members.GetValueOrDefault($"{id}.{name}")?.Invoke(member);
                if (id != SchemaNames.Problem)
                {
                    Members.GetValueOrDefault(name)?.Invoke(member);
                }

                if (member.Format == "time")
                {
                    // The format's times have an offset; these are read off a wall clock.
                    (member.Format, member.Pattern) = (null, WallClock);
                }

                member.Description = MembersByName(member.Description, members.Keys);
            }

            schema.Description = MembersByName(schema.Description, members.Keys);
            if (id == nameof(Domain.Common.Money))
            {
                schema.Required = new HashSet<string>(members.Keys);
            }

            // A request may have no member that is not stated; an answer may gain members without breaking anybody.
            schema.AdditionalPropertiesAllowed = schema.AdditionalPropertiesAllowed || !ofRequests.Contains(id);
        }

        return Task.CompletedTask;
    }

    private const string WallClock = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$";

    public static List<JsonNode> Kinds() => [.. ItemKinds.All.Select(kind => (JsonNode)kind)];

    private static HashSet<string> OfRequests(OpenApiDocument document)
    {
        HashSet<string> found = [];
        foreach (OpenApiOperation operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(entry => entry.Value))
        {
            foreach (OpenApiMediaType content in operation.RequestBody?.Content?.Values ?? [])
            {
                Collect(content.Schema, document.Components!.Schemas!, found);
            }
        }

        return found;
    }

    private static void Collect(IOpenApiSchema? schema, IDictionary<string, IOpenApiSchema> schemas, HashSet<string> found)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
        {
            if (found.Add(id))
            {
                Collect(schemas[id], schemas, found);
            }
        }
        else if (schema is not null)
        {
            foreach (IOpenApiSchema? part in (IEnumerable<IOpenApiSchema?>)[.. schema.Properties?.Values ?? [], .. schema.OneOf ?? [], .. schema.AnyOf ?? [], .. schema.AllOf ?? [], schema.Items, schema.AdditionalProperties])
            {
                Collect(part, schemas, found);
            }
        }
    }

    /// <summary>Comments call members by their C# names; readers of the document know them by their JSON names.</summary>
    private static string? MembersByName(string? text, ICollection<string> members) => text is null
        ? null
        : CompoundName().Replace(text, match => JsonNamingPolicy.CamelCase.ConvertName(match.Value) is var name && members.Contains(name) ? $"`{name}`" : match.Value);

    private static void PersonName(OpenApiSchema schema) => (schema.MinLength, schema.MaxLength) = (1, User.NameMaxLength);

    private static void Time(OpenApiSchema schema) => schema.Description ??= "RFC 3339 with an offset, or a local date-time.";

    private static void Count(OpenApiSchema schema, int most) => (schema.MinItems, schema.MaxItems) = (1, most);

    private static void Limit(OpenApiSchema schema, int least, int most, string? description = null)
    {
        schema.Minimum = least.ToString(CultureInfo.InvariantCulture);
        schema.Maximum = most.ToString(CultureInfo.InvariantCulture);
        schema.Description ??= description;
    }

    [GeneratedRegex("(?<!`)\\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\\b(?!`)")]
    private static partial Regex CompoundName();
}
