namespace Booking.Api.Http;

using System.Security.Cryptography;
using Booking.Application.Abstractions;
using Booking.Domain.Common;

/// <summary>
/// Reads the <c>Idempotency-Key</c> (IETF draft-ietf-httpapi-idempotency-key-header) into the <see cref="RequestContext"/>.
/// The unit of work stores it with the effect.
/// </summary>
internal sealed class IdempotencyFilter(RequestContext context) : IEndpointFilter
{
    public const string HeaderName = "Idempotency-Key";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        HttpRequest request = invocation.HttpContext.Request;
        string key = request.Headers[HeaderName].ToString();
        if (key.Length is 0 or > IdempotencyKey.MaxLength || key.Any(char.IsControl))
        {
            return new Problem(Error.Invalid("idempotency_key_required", $"This call needs an {HeaderName} header of 1 to {IdempotencyKey.MaxLength} characters."));
        }

        request.Body.Position = 0;
        byte[] bodyHash = await SHA256.HashDataAsync(request.Body, invocation.HttpContext.RequestAborted);
        context.Idempotency = new IdempotencyKey(key, Caller(invocation.HttpContext), $"{request.Method} {request.Path}", bodyHash);
        object? answer = await next(invocation);
        if (context.WasReplayed)
        {
            invocation.HttpContext.Response.Headers["Idempotent-Replayed"] = "true";
        }

        return answer;
    }

    /// <summary>A guest is known by the hold token or, before there is one, by the address.</summary>
    private string Caller(HttpContext http) => context switch
    {
        { UserId: { } user } => $"user:{user}",
        { HoldToken: { } token } => $"guest:{Convert.ToHexString(RequestContext.HashToken(token))}",
        _ => $"address:{http.Connection.RemoteIpAddress}",
    };
}
