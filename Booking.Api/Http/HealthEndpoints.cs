namespace Booking.Api.Http;

using Booking.Api.Users;
using Booking.Domain.Users;
using Booking.Infrastructure.Users;
using Microsoft.Extensions.Diagnostics.HealthChecks;

/// <summary>The health of the system for its frontends and admins; hosts are watched at <c>/health</c> and <c>/alive</c>.</summary>
internal sealed class HealthEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/health", GetHealth)
        .WithTags("Operations")
        .WithoutTenant()
        .AllowAnonymous()
        .Describe(nameof(GetHealth), "Whether the system can take bookings; with every dependency and its latency for admins.")
        .Produces<SystemHealthView>()
        .Produces<SystemHealthView>(StatusCodes.Status503ServiceUnavailable)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> GetHealth(HttpContext http, HealthCheckService checks, CancellationToken ct)
    {
        HealthReport report = await checks.CheckHealthAsync(ct);
        bool mayKnow = http.User.FindAll(AccessTokenClaims.Role).Any(claim => claim.Value is Roles.Admin or Roles.Operator);
        SystemHealthView view = new(
            Word(report.Status),
            mayKnow ? [.. report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new DependencyHealthView(entry.Key, Word(entry.Value.Status), Math.Round(entry.Value.Duration.TotalMilliseconds, 1)))] : null);
        return TypedResults.Json(view, statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}

/// <param name="Status"><c>healthy</c>, <c>degraded</c> (slower, and everything is right) or <c>unhealthy</c>.</param>
/// <param name="Dependencies">For admins and operators; null for everybody else.</param>
internal sealed record SystemHealthView(string Status, IReadOnlyList<DependencyHealthView>? Dependencies);

/// <param name="Milliseconds">How long its check took.</param>
internal sealed record DependencyHealthView(string Name, string Status, double Milliseconds);
