namespace Booking.Api.Http;

using Booking.Api.Users;
using Booking.Domain.Users;
using Booking.Infrastructure.Users;
using Booking.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

/// <summary>The health of the system for its frontends and admins; hosts are watched at <c>/health</c> and <c>/alive</c>.</summary>
internal sealed class HealthEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/health", GetHealth)
        .WithTags("Operations")
        .WithoutTenant()
        .AllowAnonymous()
        .Describe(nameof(GetHealth), "Whether the system can take bookings and its workers keep up; with every dependency, its latency and what waits for admins.")
        .Produces<SystemHealthView>()
        .Produces<SystemHealthView>(StatusCodes.Status503ServiceUnavailable)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> GetHealth(HttpContext http, SystemHealth health, CancellationToken ct)
    {
        HealthReport report = await health.ReadAsync(ct);
        bool mayKnow = http.User.FindAll(AccessTokenClaims.Role).Any(claim => claim.Value is Roles.Admin or Roles.Operator);
        SystemHealthView view = new(
            Word(report.Status),
            mayKnow ? [.. report.Entries.Select(entry => View(entry.Key, entry.Value)).OrderBy(view => view.Name, StringComparer.Ordinal)] : null);
        return TypedResults.Json(view, statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static DependencyHealthView View(string check, HealthReportEntry entry) => new(
        HealthNames.Of(check),
        Word(entry.Status),
        Math.Round(entry.Duration.TotalMilliseconds, 1),
        entry.Exception is null ? entry.Description : null);

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}

/// <param name="Status"><c>healthy</c>, <c>degraded</c> (slower, and everything is right) or <c>unhealthy</c>.</param>
/// <param name="Dependencies">For admins and operators; null for everybody else.</param>
internal sealed record SystemHealthView(string Status, IReadOnlyList<DependencyHealthView>? Dependencies);

/// <param name="Name">A server; <c>backlog.…</c> is work that waits in the database, <c>worker.…</c> a worker's queue.</param>
/// <param name="Milliseconds">How long its check took.</param>
/// <param name="Detail">What was seen, in words; how much waits and for how long.</param>
internal sealed record DependencyHealthView(string Name, string Status, double Milliseconds, string? Detail);
