namespace Booking.Api.Users;

using System.Security.Claims;
using Booking.Api.Http;
using Booking.Api.Notifications;
using Booking.Application.Abstractions;
using Booking.Application.Tenants;
using Booking.Domain.Common;
using Booking.Infrastructure.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

/// <summary>
/// Fills the <see cref="RequestContext"/> of every call below <c>/api/v1</c>, and of connections of the hub. The tenant is that of the access token, else of
/// the <c>X-Tenant</c> header, else of the host's subdomain, else <c>demo</c> in Development. Runs behind routing.
/// </summary>
internal sealed class RequestContextMiddleware(RequestDelegate next, IConfiguration configuration, IHostEnvironment environment)
{
    public const string TenantHeader = "X-Tenant";
    public const string HoldTokenHeader = "X-Hold-Token";

    private const string DevelopmentTenant = "demo";
    private const int HoldTokenMaxLength = 200;

    /// <summary><c>Tenancy:BaseDomain</c>, e.g. <c>booking.example</c>: then <c>demo.booking.example</c> belongs to tenant <c>demo</c>.</summary>
    private readonly string? _baseDomain = configuration["Tenancy:BaseDomain"];

    public async Task InvokeAsync(HttpContext http, RequestContext context, ITenantDirectory tenants)
    {
        if (!http.Request.Path.StartsWithSegments("/api/v1") && !http.Request.Path.StartsWithSegments(BookingHub.Path))
        {
            await next(http);
            return;
        }

        // Also where nobody needs to be signed in: whoever sends a token must not be taken for a guest in silence.
        AuthenticateResult authenticated = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!authenticated.Succeeded && SendsBearer(http.Request))
        {
            await http.ChallengeAsync(JwtBearerDefaults.AuthenticationScheme);
            return;
        }

        context.Address = http.Connection.RemoteIpAddress;
        if (http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<TenantOptionalMetadata>() is not null)
        {
            await next(http);
            return;
        }

        if (authenticated.Principal is { } principal)
        {
            context.UseTenant(Guid.Parse(principal.FindFirstValue(AccessTokenClaims.Tenant)!));
            context.SignIn(
                Guid.Parse(principal.FindFirstValue(AccessTokenClaims.User)!),
                [.. principal.FindAll(AccessTokenClaims.Role).Select(claim => claim.Value)]);
        }
        else
        {
            Result<TenantView> tenant = await FindTenantAsync(http.Request, tenants, http.RequestAborted);
            if (tenant.IsFailure)
            {
                await new Problem(tenant.Error).ExecuteAsync(http);
                return;
            }

            context.UseTenant(tenant.Value.Id);
        }

        if (http.Request.Headers[HoldTokenHeader] is [{ Length: > 0 and <= HoldTokenMaxLength } holdToken])
        {
            context.HoldToken = holdToken;
        }

        await next(http);
    }

    private static bool SendsBearer(HttpRequest request) =>
        request.Headers.Authorization.Any(value => value is not null && value.StartsWith(JwtBearerDefaults.AuthenticationScheme, StringComparison.OrdinalIgnoreCase));

    private async Task<Result<TenantView>> FindTenantAsync(HttpRequest request, ITenantDirectory tenants, CancellationToken ct)
    {
        string? slug = request.Headers[TenantHeader] is { Count: > 0 } named ? named.ToString() : Subdomain(request.Host.Host);
        slug ??= environment.IsDevelopment() ? DevelopmentTenant : null;
        if (slug is null)
        {
            return TenantErrors.Required;
        }

        return await tenants.FindBySlugAsync(slug.ToLowerInvariant(), ct) is { } tenant ? tenant : TenantErrors.NotFound;
    }

    private string? Subdomain(string host) =>
        _baseDomain is { Length: > 0 } && host.EndsWith("." + _baseDomain, StringComparison.OrdinalIgnoreCase) ? host[..^(_baseDomain.Length + 1)] : null;
}

/// <summary>Marks endpoints that find the tenant by themselves, or have none.</summary>
internal sealed record TenantOptionalMetadata;

internal static class TenantOptionalEndpoints
{
    /// <summary>The endpoint calls <see cref="RequestContext.UseTenant"/> itself, or needs no tenant: webhooks, health.</summary>
    public static TBuilder WithoutTenant<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new TenantOptionalMetadata());
}
