namespace Booking.Api.Http;

using Microsoft.AspNetCore.Mvc;

/// <summary>Short forms for what OpenAPI has to know of an endpoint.</summary>
internal static class EndpointDescriptions
{
    /// <summary>Names the operation after its use case, and says in one line what it does.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operationId, string summary) =>
        endpoint.WithName(operationId).WithSummary(summary);

    /// <summary>The problem answers the endpoint can give, beyond 400, 429 and 503 that all have.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (int status in statuses.Concat([400, 429, 503]).Distinct().Order())
        {
            endpoint.Produces<ProblemDetails>(status, "application/problem+json");
        }

        return endpoint;
    }

    /// <summary>The request must carry an <c>Idempotency-Key</c>; repeating it repeats the answer, not the effect.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter<IdempotencyFilter>().WithMetadata(new IdempotentMetadata());
}

/// <summary>Marks the operations that take an <c>Idempotency-Key</c>.</summary>
internal sealed record IdempotentMetadata;
