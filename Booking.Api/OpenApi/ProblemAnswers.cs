namespace Booking.Api.OpenApi;

using System.Globalization;
using System.Text.Json.Nodes;
using Booking.Api.Http;
using Booking.Api.Users;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

/// <summary>One answer per status for all operations, all of one schema, with examples of the codes that come with it.</summary>
internal static class ProblemAnswers
{
    private const string ProblemJson = "application/problem+json";

    private static readonly SortedDictionary<int, ProblemAnswer> Answers = new()
    {
        [400] = new("BadRequest", "The request is not of the stated form; `errors` says where.", [],
            new("validation_failed", "The request is not of the stated form.", """{ "errors": { "/items/0/from": ["This is neither an RFC 3339 instant nor a local date-time."] } }"""),
            new("malformed_request", "The request cannot be read."),
            new("idempotency_key_required", "This call needs an Idempotency-Key header of 1 to 255 characters."),
            new("invalid_cursor", "The cursor is not one of this list."),
            new("tenant_required", "Say which tenant is meant: by an access token, the X-Tenant header or the host name.")),
        [401] = new("Unauthorized", "The call needs a credential that is missing, wrong or too old.", [AnswerHeaders.Authenticate],
            new("not_authenticated", "This call needs an access token."),
            new("invalid_credentials", "The mail address or the password is wrong."),
            new("invalid_refresh_token", "The refresh token is unknown, spent, revoked or too old; log in again."),
            new("invalid_signature", "The webhook's signature is missing, wrong or too old.")),
        [403] = new("Forbidden", "Signed in, but not allowed.", [],
            new ProblemExample("forbidden", "The signed-in user may not do this.")),
        [404] = new("NotFound", "There is no such thing for this tenant and caller; what belongs to others looks the same.", [],
            new("offering_not_found", "There is no such offering."),
            new("hold_not_found", "There is no such hold."),
            new("booking_not_found", "There is no such booking."),
            new("payment_not_found", "There is no such payment."),
            new("tenant_not_found", "There is no such tenant.")),
        [409] = new("Conflict", "The state of the system stands against it. `conflicts` and `alternatives` say what is in the way and what is free instead.", [AnswerHeaders.RetryAfter],
            new("inventory_conflict", "Something in this hold belongs to somebody else at that time.", """
                {
                  "conflicts": [
                    { "item": 0, "unit": "0197a3f2-6b1c-7d2e-9f40-5a1b2c3d4e5f", "from": "2026-06-01T09:00:00Z", "to": "2026-06-02T09:00:00Z", "reason": "held", "until": "2026-05-20T10:14:00Z" }
                  ],
                  "alternatives": [
                    { "kind": "car", "offeringId": "0197a3f2-6b1c-7d2e-9f40-5a1b2c3d4e60", "title": "VW Golf", "from": "2026-06-01T09:00:00Z", "to": "2026-06-02T09:00:00Z", "seats": [], "quantity": null }
                  ],
                  "retryable": true
                }
                """),
            new("sold_out", "Too few places are left.", """
                {
                  "conflicts": [{ "item": 0, "unit": "0197a3f2-6b1c-7d2e-9f40-5a1b2c3d4e61", "from": null, "to": null, "reason": "sold_out", "until": null }],
                  "alternatives": [],
                  "retryable": false
                }
                """),
            new("hold_cap_reached", "A hold can be extended once, and never beyond its cap."),
            new("booking_not_payable", "Only a booking that awaits payment can be paid."),
            new("idempotency_in_progress", "A request with this Idempotency-Key is still running."),
            new("email_taken", "There is a user with this mail address already.")),
        [410] = new("Gone", "It was there and has ended.", [],
            new("hold_expired", "The hold has ended; its inventory may be sold to others."),
            new("payment_window_closed", "The time to pay this booking is over.")),
        [412] = new("PreconditionFailed", "The caller's copy is stale; read it again.", [],
            new ProblemExample("precondition_failed", "This has been changed since it was read.")),
        [413] = new("ContentTooLarge", $"The body has more than {RequestLimits.MaxBodyBytes / 1024} KiB.", [],
            new ProblemExample("request_too_large", $"A request body has at most {RequestLimits.MaxBodyBytes} bytes.")),
        [415] = new("UnsupportedMediaType", "The body is not `application/json`.", [],
            new ProblemExample("unsupported_media_type", "Send JSON as application/json.")),
        [422] = new("RuleViolated", "A well-formed request that a rule refuses; `errors` says where. Also an idempotency key that came with another body before.", [],
            new("rule_violated", "The request breaks a rule of the offering.", """{ "errors": { "/items/0/guests": ["The hall has room for 120 guests."] } }"""),
            new("idempotency_key_reused", "This Idempotency-Key was used with another body.")),
        [428] = new("PreconditionRequired", "The change needs an `If-Match` header.", [],
            new ProblemExample("precondition_required", "Send the ETag of the copy that the change starts from as If-Match.")),
        [429] = new("TooManyRequests", "Too many requests; `Retry-After` says when the next one counts.", [AnswerHeaders.RetryAfter, AnswerHeaders.RateLimit, AnswerHeaders.RateLimitPolicy],
            new("rate_limited", "Too many requests; wait until the window ends."),
            new("too_many_attempts", "Too many attempts to log in; wait and try again.")),
        [500] = new("InternalError", "Something went wrong here; the trace id tells us what.", [],
            new ProblemExample("internal_error", "Something went wrong here; the trace id tells us what.")),
        [503] = new("Unavailable", "Busy or away; the same request can succeed after `Retry-After`.", [AnswerHeaders.RetryAfter],
            new("inventory_busy", "Too many customers want this inventory at the same moment."),
            new("provider_unavailable", "The payment provider does not answer; try again."),
            new("unavailable", "The service cannot answer now; try again.")),
    };

    public static Task ReferAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        OpenApiResponses responses = operation.Responses ??= [];
        SortedSet<int> owed = [400, 401, 500, 503];
        if (operation.RequestBody?.Content?.ContainsKey("application/json") == true)
        {
            owed.UnionWith([413, 415]);
        }

        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<TenantOptionalMetadata>().Any())
        {
            owed.Add(404);
        }

        foreach (string status in responses.Keys.ToArray())
        {
            if (int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && Answers.ContainsKey(number))
            {
                owed.Add(number);
                responses.Remove(status);
            }
        }

        foreach (int status in owed)
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponseReference(Answers[status].Name, context.Document);
        }

        return Task.CompletedTask;
    }

    public static void AddComponents(OpenApiDocument document)
    {
        document.Components!.Schemas!.Remove(SchemaNames.Problem);
        document.AddComponent(SchemaNames.Problem, Schema());
        foreach ((int status, ProblemAnswer answer) in Answers)
        {
            document.AddComponent(answer.Name, new OpenApiResponse
            {
                Description = answer.Description,
                Headers = answer.Headers.Length == 0 ? null : AnswerHeaders.Refer(document, answer.Headers),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemJson] = new()
                    {
                        Schema = new OpenApiSchemaReference(SchemaNames.Problem, document),
                        Examples = answer.Examples.ToDictionary(example => example.Code, example => (IOpenApiExample)new OpenApiExample { Summary = example.Title, Value = example.ToJson(status) }),
                    },
                },
            });
        }
    }

    private static OpenApiSchema Schema()
    {
        string types = string.Join(", ", Answers.Keys);
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "A refusal (RFC 9457). More members may be added.",
            Required = new HashSet<string> { "type", "title", "status", "code", "detail", "traceId" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri", Description = $"Names the kind of refusal and leads to its page: `{Problem.Documentation}/` and the code." },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "One sentence for a person; may change." },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = $"The HTTP status, e.g. one of {types}." },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z][a-z0-9_]*$", Description = "What to decide by: stable and machine-readable." },
                ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is wrong with this very request." },
                ["instance"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference", Description = "The path of the request." },
                ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Tells us which request it was." },
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "JSON Pointer into the request → what is wrong there.",
                    AdditionalProperties = List(new OpenApiSchema { Type = JsonSchemaType.String }),
                },
                ["conflicts"] = List(Conflict(), "What stands in the way of a hold."),
                ["alternatives"] = List(Alternative(), "What is free instead: at most three, nearest first. A hint, not a promise."),
                ["retryable"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Whether the same request may succeed later." },
            },
        };
    }

    private static OpenApiSchema Conflict() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "item", "unit", "reason" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["item"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "Index of the item." },
            ["unit"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The car, hall, provider or pool, or the seat's name." },
            ["from"] = Instant("Start of the time that is taken; null for seats and pools."),
            ["to"] = Instant("Its end."),
            ["reason"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = ["held", "booked", "blackout", "buffer", "sold_out"],
                Description = "- `held`: somebody is about to book it\n- `booked`: sold\n- `blackout`: not offered at that time\n- `buffer`: turnaround time of what is next to it\n- `sold_out`: too few places left",
            },
            ["until"] = Instant("When a blocking hold ends; null for what is sold."),
        },
    };

    private static OpenApiSchema Alternative() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "kind", "offeringId", "title" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["kind"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = SchemaRules.Kinds(), Description = "The kind of item to ask for." },
            ["offeringId"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid", Description = "The same offering, or another one of its kind." },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["from"] = Instant("When it is free; null where time plays no part."),
            ["to"] = Instant("Until when."),
            ["seats"] = List(new OpenApiSchema { Type = JsonSchemaType.String }, "Free seats, where they have names."),
            ["quantity"] = new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.Null, Format = "int32", Description = "Places left, where they are counted." },
        },
    };

    private static OpenApiSchema Instant(string description) => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Format = "date-time", Description = description };

    private static OpenApiSchema List(OpenApiSchema items, string? description = null) => new() { Type = JsonSchemaType.Array, Items = items, Description = description };

    private sealed record ProblemAnswer(string Name, string Description, string[] Headers, params ProblemExample[] Examples);

    private sealed record ProblemExample(string Code, string Title, string More = "{}")
    {
        public JsonObject ToJson(int status)
        {
            JsonObject problem = new()
            {
                ["type"] = $"{Problem.Documentation}/{Code}",
                ["title"] = Title,
                ["status"] = status,
                ["detail"] = Title,
                ["instance"] = "/api/v1/holds",
                ["code"] = Code,
                ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
            };
            foreach ((string name, JsonNode? value) in JsonNode.Parse(More)!.AsObject())
            {
                problem[name] = value?.DeepClone();
            }

            return problem;
        }
    }
}
