namespace Booking.Api.Notifications;

using System.Diagnostics;
using Booking.Api.Http;
using Booking.Api.Users;
using Booking.Domain.Common;
using Microsoft.Extensions.Primitives;

/// <summary>
/// Browsers cannot give headers to a WebSocket: there the access token and the tenant come in the query. Both are taken out of it before
/// anything is logged or traced, and pages of strangers are refused. Before authentication.
/// </summary>
internal sealed class HubRequestMiddleware(RequestDelegate next, AllowedOrigins origins)
{
    private const string Token = "access_token";
    private const string Tenant = "tenant";

    private static readonly Error ForeignOrigin = new("origin_not_allowed", "Pages of this origin may not connect.", ErrorKind.Forbidden);

    public Task InvokeAsync(HttpContext http)
    {
        HttpRequest request = http.Request;
        if (!request.Path.StartsWithSegments(BookingHub.Path))
        {
            return next(http);
        }

        if (request.Query[Token] is [{ Length: > 0 } token] && StringValues.IsNullOrEmpty(request.Headers.Authorization))
        {
            request.Headers.Authorization = $"Bearer {token}";
        }

        if (request.Query[Tenant] is [{ Length: > 0 } tenant] && StringValues.IsNullOrEmpty(request.Headers[RequestContextMiddleware.TenantHeader]))
        {
            request.Headers[RequestContextMiddleware.TenantHeader] = tenant;
        }

        request.QueryString = QueryString.Create(request.Query.Where(parameter => parameter.Key is not (Token or Tenant)));
        Activity.Current?.SetTag("url.query", null);
        return request.Headers.Origin is [{ Length: > 0 } origin] && !IsOwn(origin, request) && !origins.Allows(origin) ? new Problem(ForeignOrigin).ExecuteAsync(http) : next(http);
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
