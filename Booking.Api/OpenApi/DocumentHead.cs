namespace Booking.Api.OpenApi;

using Booking.Api.Users;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

/// <summary>The document's head, and the components that operations refer to.</summary>
internal static class DocumentHead
{
    private const string Description = """
        Search, hold, book and pay cars, halls, events, bus trips, appointments and products. A hold takes inventory for a short time, a booking keeps it until it is paid.

        - **Tenant**: from the access token; else the `X-Tenant` header (slug) or the host's subdomain. Another tenant's id is 404.
        - **Authentication**: `Authorization: Bearer` with an access token of 15 minutes; a refresh token is good for one use and brings the next one. A guest's hold answers with a secret `token`, sent later as `X-Hold-Token`.
        - **Idempotency**: calls that move inventory or money need an `Idempotency-Key`. The same key and body bring the stored answer with `Idempotent-Replayed: true`, another body 422, a call still running 409. Kept for 24 hours.
        - **Errors**: `application/problem+json` (RFC 9457) with a stable `code`; `errors` maps JSON Pointers to messages.
        - **Paging**: `limit` (1 to 200) and an opaque `cursor`; the answer has `items`, `nextCursor` and a `Link` with `rel="next"`.
        - **Money**: `{ "amount": 1250, "currency": "EUR" }` is 12.50 €: minor units by the currency's ISO 4217 exponent.
        - **Time**: instants are RFC 3339 in UTC; local times stand beside an IANA `timeZone`; ranges are half-open. A local time that a clock change skips is 422.
        - **JSON**: camelCase; unknown members of requests are refused. Answers may gain members, and a client ignores those that it does not know.
        - **Rate limits**: two lanes, `sale` and `back-office`, told in `RateLimit` and `RateLimit-Policy`; beyond them 429 with `Retry-After`.
        - **Actions**: `availableActions` says what may be done with a resource now.
        """;

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Auth"] = "Sign up, sign in, keep a session alive.",
        ["Users"] = "Users of the tenant.",
        ["Availability"] = "One search over everything.",
        ["Cars"] = "Cars by place, time, seats and class.",
        ["Drivers"] = "Drivers, their shifts and assignments.",
        ["Venues"] = "Halls and when they are free.",
        ["Events"] = "Events with places or a seat plan.",
        ["Waitlist"] = "Waiting for what is sold out.",
        ["Routes"] = "Bus routes and their stops.",
        ["Trips"] = "Bus departures and seats between two stops.",
        ["Services"] = "Services by appointment.",
        ["Products"] = "Products by the piece.",
        ["Catalog"] = "Services by appointment and products by the piece.",
        ["Holds"] = "Taking inventory for a short time, all or nothing.",
        ["Bookings"] = "What was bought, from payment to use.",
        ["Payments"] = "Paying a booking at a provider.",
        ["Receipts"] = "Receipts of payments and refunds.",
        ["Tickets"] = "Tickets and check-in.",
        ["Notifications"] = "Messages to users.",
        ["Webhooks"] = "Addresses that are told of events, and the log of the events.",
        ["Conversions"] = "What the advertising network is told of purchases, with the customer's consent.",
        ["Realtime"] = "Tickets for the hub `/hubs/booking`, and what it has told, for those who were away.",
        ["Places"] = "Addresses and coordinates.",
        ["Admin"] = "Numbers and records for staff.",
        ["Health"] = "Whether everything runs.",
        ["Sandbox"] = "The customer's side of the sandbox payment provider; only where it is switched on.",
    };

    public static Task WriteAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo { Title = "Booking API", Version = "1.0.0", Description = Description };
        document.Servers = [new OpenApiServer { Url = "/", Description = "The host that serves this document." }];
        foreach (OpenApiTag tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description = Tags.GetValueOrDefault(tag.Name ?? "");
        }

        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.AddComponent(OperationSecurity.Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The access token that signing in answers.",
        });
        document.AddComponent(OperationSecurity.HoldToken, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = RequestContextMiddleware.HoldTokenHeader,
            Description = "The secret of a guest's hold, for the hold and all that comes of it.",
        });
        AnswerHeaders.AddComponents(document);
        OperationParameters.AddComponents(document);
        ProblemAnswers.AddComponents(document);
        RemoveUnused(document);
        return Task.CompletedTask;
    }

    private static void RemoveUnused(OpenApiDocument document)
    {
        OpenApiOperation[] operations = [.. document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(entry => entry.Value)];
        HashSet<string?> parameters = [.. operations.SelectMany(operation => operation.Parameters ?? []).OfType<OpenApiParameterReference>().Select(used => used.Reference.Id)];
        HashSet<string?> responses = [.. operations.SelectMany(operation => (operation.Responses ?? []).Values).OfType<OpenApiResponseReference>().Select(used => used.Reference.Id)];
        foreach (string id in document.Components!.Parameters!.Keys.Where(id => !parameters.Contains(id)).ToArray())
        {
            document.Components.Parameters.Remove(id);
        }

        foreach (string id in document.Components.Responses!.Keys.Where(id => !responses.Contains(id)).ToArray())
        {
            document.Components.Responses.Remove(id);
        }
    }
}
