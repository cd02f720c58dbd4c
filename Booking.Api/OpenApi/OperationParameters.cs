namespace Booking.Api.OpenApi;

using System.Globalization;
using System.Text.Json.Nodes;
using Booking.Api.Http;
using Booking.Api.Users;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

/// <summary>The headers that many operations take, and what parameters of one name mean everywhere.</summary>
internal static class OperationParameters
{
    public const string Tenant = "Tenant";
    public const string IdempotencyKeyId = "IdempotencyKey";
    public const string IfNoneMatch = "IfNoneMatch";
    public const string IfMatch = "IfMatch";
    public const string SandboxSignature = "SandboxSignature";

    private const string Id = "0197a3f2-6b1c-7d2e-9f40-5a1b2c3d4e5f";

    private const string RequiredMark = "Required. ";

    private static readonly Dictionary<string, ParameterMeaning> Meanings = new()
    {
        ["limit"] = new($"How many items a page has at most; {PageRequest.DefaultLimit} when left out.", 20, schema =>
        {
            WholeNumber(schema, PageRequest.MaxLimit);
            schema.Default = PageRequest.DefaultLimit;
        }),
        ["cursor"] = new("The `nextCursor` of the page before; left out for the first page."),
        ["since"] = new("What the answer before said as `since`; everything when left out.", 17, schema => (schema.Type, schema.Format) = (JsonSchemaType.Integer, "int64")),
        ["from"] = new("Start of the time asked for: an RFC 3339 instant.", "2026-06-01T09:00:00Z", schema => schema.Format = "date-time"),
        ["to"] = new("End of the time asked for, itself not included: an RFC 3339 instant.", "2026-06-02T09:00:00Z", schema => schema.Format = "date-time"),
        ["availability from"] = new("Start of the time asked for: RFC 3339, or a local time of the offering's zone; now when left out.", "2026-06-01T09:00:00Z"),
        ["availability to"] = new("End of the time asked for, itself not included.", "2026-06-08T09:00:00Z"),
        ["bookings from"] = new("Whose use begins then or later: an RFC 3339 instant.", "2026-06-01T00:00:00Z", schema => schema.Format = "date-time"),
        ["bookings to"] = new("Whose use begins before: an RFC 3339 instant.", "2026-07-01T00:00:00Z", schema => schema.Format = "date-time"),
        ["cases status"] = new("Only in this state.", "open"),
        ["bookings status"] = new("Only in this state, as it is written down.", "confirmed"),
        ["deliveries status"] = new("Only in this state.", "failed"),
        ["notifications status"] = new("Only in this state.", "failed"),
        ["unread"] = new("`true`: only what has not been read.", true, schema => schema.Type = JsonSchemaType.Boolean),
        ["bookingId"] = new("Only about this booking.", Id, schema => schema.Format = "uuid"),
        ["userId"] = new("Only to this user.", Id, schema => schema.Format = "uuid"),
        ["event"] = new("What people are told of, such as `booking.confirmed` or `booking.reminder`.", "booking.confirmed"),
        ["channel"] = new("`email`, `sms`, `whatsapp`, `push` or `inbox`.", "email"),
        ["language"] = new("`en` or `de`.", "en"),
        ["after"] = new("Id of the last event that the caller has seen; the oldest that is kept comes first when left out.", Id, schema => schema.Format = "uuid"),
        ["types"] = new("Only these types, or groups such as `booking.*`; with commas between them.", "booking.*,payment.succeeded"),
        ["rides status"] = new("Only in this state; `unassigned` is the admins' queue.", "unassigned"),
        ["rides from"] = new("Which begin then or later: an RFC 3339 instant.", "2026-06-01T00:00:00Z", schema => schema.Format = "date-time"),
        ["rides to"] = new("Which begin before: an RFC 3339 instant.", "2026-07-01T00:00:00Z", schema => schema.Format = "date-time"),
        ["assignments status"] = new("Only in this state, as it is written down.", "offered"),
        ["assignments from"] = new("Whose ride ends after this RFC 3339 instant.", "2026-06-01T00:00:00Z", schema => schema.Format = "date-time"),
        ["assignments to"] = new("Whose ride begins before this RFC 3339 instant.", "2026-07-01T00:00:00Z", schema => schema.Format = "date-time"),
        ["item"] = new("Index of the booking's item, from 0.", 0),
        ["number"] = new("The whole booking number, in any case of letters.", "BK-7F3K9Q"),
        ["email"] = new("The customer's whole mail address, in any case of letters.", "ada@example.org"),
        ["near"] = new("Centre of the search: latitude and longitude in degrees (WGS 84).", "52.52,13.405", schema => schema.Pattern = @"^-?[0-9]{1,2}(\.[0-9]+)?,-?[0-9]{1,3}(\.[0-9]+)?$"),
        ["radiusKm"] = new($"Kilometres around `near`; {SearchArea.DefaultRadiusKm:0} when left out.", 25, schema =>
        {
            (schema.Type, schema.Format) = (JsonSchemaType.Number, "double");
            (schema.ExclusiveMinimum, schema.Maximum) = ("0", SearchArea.MaxRadiusKm.ToString("0", CultureInfo.InvariantCulture));
        }),
        ["q"] = new("Part of the title, the place, the city or the category.", "jazz"),
        ["tag"] = new("Only with this tag.", "jazz"),
        ["priceMax"] = new("Minor units.", 5_000),
        ["free"] = new("Only what costs nothing.", true, schema => schema.Type = JsonSchemaType.Boolean),
        ["seriesId"] = new("Only occurrences of this series.", Id, schema => schema.Format = "uuid"),
        ["bucket"] = new("By what dates are counted.", "month"),
        ["accessCode"] = new("Shows the hidden ticket types that it opens; a wrong one shows nothing more.", "FRIENDS-2026"),
        ["city"] = new("The whole name of the city, in any case of letters.", "Berlin"),
        ["category"] = new("Only of this category.", "concert"),
        ["class"] = new("Only of this class.", "compact"),
        ["active"] = new("`true` leaves out those who take no rides at present.", true, schema => schema.Type = JsonSchemaType.Boolean),
        ["carId"] = new("The car that is driven.", Id, schema => schema.Format = "uuid"),
        ["pickUp"] = new("Latitude and longitude of where the ride begins; the car's home when left out.", "52.52,13.405"),
        ["withDriver"] = new("`true`: with a driver, and one can take the ride; `false`: to drive oneself.", true, schema => schema.Type = JsonSchemaType.Boolean),
        ["available"] = new("`true`: only what can be had over the time asked for; `all`: the others too.", "all"),
        ["cars sort"] = new("`id`, `price` (of a usual day), `distance` (from `near`) or `rating` (the best first); `id` when left out.", "price"),
        ["seats"] = new("At least so many seats.", 4, schema => WholeNumber(schema, 100)),
        ["capacity"] = new("Room for at least so many guests.", 80, schema => WholeNumber(schema, 1_000_000)),
        ["layout"] = new("Only halls with this layout; `capacity` is then meant in it.", "banquet"),
        ["features"] = new("Only those that have all of these; words with commas between them.", "stage,kitchen"),
        ["maxPrice"] = new("The usual price per hour is at most this, in minor units.", 15_000, schema => WholeNumber(schema, 1_000_000_000)),
        ["pending"] = new("Only those that can still be answered.", true, schema => schema.Type = JsonSchemaType.Boolean),
        ["venueId"] = new("Only this hall's.", Id, schema => schema.Format = "uuid"),
        ["month"] = new("A month of the hall's calendar; the running one when left out.", "2026-06", schema => schema.Pattern = "^[0-9]{4}-[0-9]{2}$"),
        ["guests"] = new("Room for at least so many guests.", 80, schema => WholeNumber(schema, 1_000_000)),
        ["quantity"] = new("At least so many are free.", 2, schema => WholeNumber(schema, 10_000)),
        ["passengers"] = new("At least so many seats are free all the way; 1 when left out.", 2, schema => WholeNumber(schema, 100)),
        ["origin"] = new("A city, a stop's name or a stop's id; each route's first stop when left out.", "Berlin"),
        ["destination"] = new("A city, a stop's name or a stop's id; each route's last stop when left out.", "Hamburg"),
        ["code"] = new("The whole code, in any case of letters.", "WELCOME10"),
        ["batchId"] = new("Only the codes that were made together.", Id, schema => schema.Format = "uuid"),
        ["date"] = new("A local day.", "2026-06-01", schema => schema.Format = "date"),
        ["managed"] = new("`true` answers what the caller manages, withdrawn or not yet published ones too.", true, schema => schema.Type = JsonSchemaType.Boolean),
        ["bookings managed"] = new("`true`: for providers, what was sold of their own offerings, as far as it is theirs.", true, schema => schema.Type = JsonSchemaType.Boolean),
        ["dateTo"] = new("The last local day.", "2026-06-03", schema => schema.Format = "date"),
        ["sort"] = new("What the list is ordered by.", "price"),
        ["connections"] = new("Rides with a change.", true, schema => schema.Type = JsonSchemaType.Boolean),
        ["routeId"] = new("Only of this route.", Id, schema => schema.Format = "uuid"),
        ["kind"] = new("Only offerings of this kind.", "car"),
        ["offeringId"] = new("Only this offering.", Id, schema => schema.Format = "uuid"),
        ["providerId"] = new("Only this provider's; everybody's when left out.", Id, schema => schema.Format = "uuid"),
        ["provider"] = new("A payment provider that is switched on.", "sandbox"),
        ["slots from"] = new("The first local day.", "2026-06-01", schema => schema.Format = "date"),
        ["slots to"] = new("The last local day, itself included.", "2026-06-07", schema => schema.Format = "date"),
        ["services provider"] = new("Only what this provider performs.", Id, schema => schema.Format = "uuid"),
        ["priceMin"] = new("At least this price, in minor units.", 500, schema => WholeNumber(schema, int.MaxValue, 0)),
        ["inStock"] = new("Only those of which a piece can be held now.", true),
        ["seats from"] = new("Id of the stop where the ride begins; the first one when left out.", Id, schema => schema.Format = "uuid"),
        ["seats to"] = new("Id of the stop where the ride ends; the last one when left out.", Id, schema => schema.Format = "uuid"),
    };

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        string path = (context.Description.RelativePath ?? "").TrimEnd('/');
        foreach (OpenApiParameter parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            Describe(parameter, path.Split('/'));
        }

        operation.Summary = operation.Summary?.TrimEnd('.');
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        bool CanAnswer(string status) => operation.Responses?.ContainsKey(status) == true;
        Add(operation, context.Document, Tenant, !metadata.OfType<TenantOptionalMetadata>().Any() && !path.Contains("/webhooks/", StringComparison.Ordinal));
        Add(operation, context.Document, IdempotencyKeyId, metadata.OfType<IdempotentMetadata>().Any());
        Add(operation, context.Document, IfNoneMatch, CanAnswer("304"));
        Add(operation, context.Document, IfMatch, CanAnswer("412"));
        Add(operation, context.Document, SandboxSignature, path.EndsWith("webhooks/payments/{provider}", StringComparison.Ordinal));
        return Task.CompletedTask;
    }

    public static void AddComponents(OpenApiDocument document)
    {
        document.AddComponent(Tenant, Header(RequestContextMiddleware.TenantHeader, "Slug of the tenant. An access token names its tenant by itself, and so does a subdomain; without any of them the call is refused.", "demo", maxLength: Domain.Tenants.Tenant.SlugMaxLength));
        OpenApiParameter key = Header(IdempotencyFilter.HeaderName, "A new value, best a UUID, for each thing that shall happen once. Repeating the call with the same key and body repeats the answer, not the effect; another body under the same key is refused with 422. Kept for 24 hours.", "6f1d2c9e-3b7a-4f58-9c0e-2a4b6d8f1e35", IdempotencyKey.MaxLength);
        key.Required = true;
        ((OpenApiSchema)key.Schema!).MinLength = 1;
        document.AddComponent(IdempotencyKeyId, key);
        document.AddComponent(IfNoneMatch, Header("If-None-Match", "The `ETag` of the copy that the caller has; answered with 304 while that is current.", "\"3\""));
        OpenApiParameter match = Header("If-Match", "The `ETag` of the copy that the change starts from.", "\"3\"");
        match.Required = true;
        document.AddComponent(IfMatch, match);
        document.AddComponent(SandboxSignature, Header("Sandbox-Signature", "What the sandbox signs with: `t=<unix seconds>,v1=<hex HMAC-SHA256 of \"t.body\">`. Other providers send their own header.", "t=1780304400,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd"));
    }

    private static void Describe(OpenApiParameter parameter, string[] path)
    {
        if (parameter is { In: ParameterLocation.Path, Name: { } name } && name.EndsWith("id", StringComparison.OrdinalIgnoreCase))
        {
            int place = Array.FindIndex(path, segment => segment.StartsWith('{') && segment.Contains(name, StringComparison.Ordinal));
            parameter.Description ??= $"Id of the {(place > 0 ? path[place - 1] : "resource").TrimEnd('s')}.";
            parameter.Example ??= Id;
        }
        else if ((Meanings.GetValueOrDefault($"{path[^1]} {parameter.Name}") ?? Meanings.GetValueOrDefault(parameter.Name ?? "")) is { } meaning)
        {
            parameter.Description ??= meaning.Text;
            parameter.Example ??= meaning.Example?.DeepClone();
            if (parameter.Schema is OpenApiSchema schema)
            {
                meaning.Limit?.Invoke(schema);
            }
        }

        // Endpoints that collect every mistake of a query bind its parameters as optional text; only their description tells.
        if (parameter.Description?.StartsWith(RequiredMark, StringComparison.Ordinal) == true)
        {
            parameter.Required = true;
            parameter.Description = parameter.Description[RequiredMark.Length..];
        }
    }

    private static void WholeNumber(OpenApiSchema schema, int most, int least = 1)
    {
        (schema.Type, schema.Format) = (JsonSchemaType.Integer, "int32");
        (schema.Minimum, schema.Maximum) = (least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));
    }

    private static void Add(OpenApiOperation operation, OpenApiDocument? document, string id, bool isTaken)
    {
        if (isTaken)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameterReference(id, document));
        }
    }

    private static OpenApiParameter Header(string name, string description, string example, int? maxLength = null) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = maxLength },
        Example = example,
    };

    private sealed record ParameterMeaning(string Text, JsonNode? Example = null, Action<OpenApiSchema>? Limit = null);
}
