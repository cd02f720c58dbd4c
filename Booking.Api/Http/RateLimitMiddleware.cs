namespace Booking.Api.Http;

using System.Globalization;
using Booking.Domain.Common;

/// <summary>Counts a request against its client's lane; headers of draft-ietf-httpapi-ratelimit-headers.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimiter limiter)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api/v1", out PathString rest) || rest.StartsWithSegments("/webhooks") || rest.StartsWithSegments("/health"))
        {
            return next(context);
        }

        string client = context.User.FindFirst("sub")?.Value ?? context.Connection.RemoteIpAddress?.ToString() ?? "";
        RateLimitLease lease = limiter.Take(client, rest.StartsWithSegments("/admin") ? RateLimitLane.BackOffice : RateLimitLane.Sale);
        IHeaderDictionary headers = context.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{lease.Lane}\";q={lease.Quota};w={lease.WindowSeconds}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{lease.Lane}\";r={lease.Remaining};t={lease.ResetSeconds}");
        return lease.IsAcquired
            ? next(context)
            : new Problem(new Error("rate_limited", "Too many requests; wait until the window ends.", ErrorKind.TooMany) { RetryAfter = TimeSpan.FromSeconds(lease.ResetSeconds) }).ExecuteAsync(context);
    }
}
