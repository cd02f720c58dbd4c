namespace Booking.Api.Notifications;

using System.Diagnostics;
using System.Net.Http.Headers;
using Booking.Api.Http;
using Booking.Api.Users;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Microsoft.Extensions.Primitives;

/// <summary>
/// Browsers cannot give headers to a WebSocket: there the access token, or the ticket that stands for it, and the tenant come in the query. Both are
/// taken out of it before anything is logged or traced, and pages of strangers are refused. Before authentication.
/// </summary>
internal sealed class HubRequestMiddleware(RequestDelegate next, AllowedOrigins origins, IHubTickets tickets)
{
    private const string Scheme = "Bearer";
    private const string Token = "access_token";
    private const string Tenant = "tenant";

    private static readonly Error ForeignOrigin = new("origin_not_allowed", "Pages of this origin may not connect.", ErrorKind.Forbidden);

    public async Task InvokeAsync(HttpContext http)
    {
        HttpRequest request = http.Request;
        if (!request.Path.StartsWithSegments(BookingHub.Path))
        {
            await next(http);
            return;
        }

        MoveToHeaders(request);
        if (request.Headers.Origin is [{ Length: > 0 } origin] && !IsOwn(origin, request) && !origins.Allows(origin))
        {
            await new Problem(ForeignOrigin).ExecuteAsync(http);
            return;
        }

        // What is no ticket stays as it is, and is refused unless it is an access token.
        if (AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
            && header is { Scheme: Scheme, Parameter: { } ticket } && await tickets.RedeemAsync(ticket, http.RequestAborted) is { } token)
        {
            request.Headers.Authorization = $"{Scheme} {token}";
        }

        await next(http);
    }

    private static void MoveToHeaders(HttpRequest request)
    {
        if (request.Query[Token] is [{ Length: > 0 } token] && StringValues.IsNullOrEmpty(request.Headers.Authorization))
        {
            request.Headers.Authorization = $"{Scheme} {token}";
        }

        if (request.Query[Tenant] is [{ Length: > 0 } tenant] && StringValues.IsNullOrEmpty(request.Headers[RequestContextMiddleware.TenantHeader]))
        {
            request.Headers[RequestContextMiddleware.TenantHeader] = tenant;
        }

        request.QueryString = QueryString.Create(request.Query.Where(parameter => parameter.Key is not (Token or Tenant)));
        Activity.Current?.SetTag("url.query", null);
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
