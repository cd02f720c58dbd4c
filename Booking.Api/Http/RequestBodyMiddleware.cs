namespace Booking.Api.Http;

using Booking.Domain.Common;
using Microsoft.AspNetCore.Http.Features;

/// <summary>
/// Refuses bodies and queries that are too large with a problem answer, and lets the body of an idempotent request be read a second time
/// for its hash.
/// </summary>
internal sealed class RequestBodyMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        int limit = RequestLimits.MaxBodyBytes;
        if (context.GetEndpoint()?.Metadata.GetMetadata<LargeBodyMetadata>() is { } large && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            limit = large.MaxBytes;
            size.MaxRequestBodySize = limit;
        }

        if (context.Request.ContentLength > limit)
        {
            return StatusCodeProblems.WriteAsync(context, StatusCodes.Status413PayloadTooLarge);
        }

        if (context.Request.QueryString.Value?.Length > RequestLimits.MaxQueryLength)
        {
            return new Problem(Error.Invalid("malformed_request", "The query string is too long.")).ExecuteAsync(context);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<IdempotentMetadata>() is not null)
        {
            context.Request.EnableBuffering(RequestLimits.MaxBodyBytes, RequestLimits.MaxBodyBytes);
        }

        return next(context);
    }
}
