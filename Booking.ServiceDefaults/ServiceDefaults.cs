namespace Booking.ServiceDefaults;

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

/// <summary>Telemetry and health, the same in every host.</summary>
public static class ServiceDefaults
{
    // .NET 10 leaves the HTTP attributes off its own server span unless this is false; it is read when the host is built.
    private const string SuppressServerSpanData = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "RabbitMQ.Client.Publisher", "RabbitMQ.Client.Subscriber", "Booking.UseCases", "Booking.Holds", "Booking.Messaging", "Booking.Realtime"];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Net.Http", "System.Runtime", "Npgsql",
        "Booking.UseCases", "Booking.Holds", "Booking.Messaging", "Booking.Workers", "Booking.Caching", "Booking.Realtime",
    ];

    // What is closed after the hosted services has the rest of the 30 s that a host is given to stop.
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(5);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        AppContext.SetSwitch(SuppressServerSpanData, false);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownLimit);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (HealthCheckRegistration check in options.Registrations.Where(check => check.Timeout == Timeout.InfiniteTimeSpan))
            {
                check.Timeout = CheckLimit;
            }
        });
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .WithTracing(tracing => tracing.AddSource(Sources).SetSampler(new ParentBasedSampler(new HealthProbeSampler())));
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }

        return builder;
    }

    /// <summary>The first middleware: gives the server span the route, status and error that the framework leaves out.</summary>
    public static IApplicationBuilder UseServerSpans(this IApplicationBuilder app) => app.UseMiddleware<ServerSpanMiddleware>();

    /// <summary>
    /// <c>/health</c>: every dependency, 503 when one that is needed is away. <c>/alive</c>: the process alone. In every environment.
    /// </summary>
    /// <param name="without">Tags of checks that this host's <c>/health</c> leaves out.</param>
    public static void MapDefaultEndpoints(this IEndpointRouteBuilder app, params string[] without)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = check => !check.Tags.Overlaps(without), ResponseWriter = WriteAsync }).DisableHttpMetrics().AllowAnonymous();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live"), ResponseWriter = WriteAsync }).DisableHttpMetrics().AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            context.Response.Body,
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new
                    {
                        status = entry.Value.Status.ToString(),
                        milliseconds = entry.Value.Duration.TotalMilliseconds,
                        // The words of an exception are for the log.
                        detail = entry.Value.Exception is null ? entry.Value.Description : null,
                    }),
            },
            Json,
            context.RequestAborted);
    }

    /// <summary>A dependency that the host gets on without: its failure is a degraded host, answered 200, not a dead one.</summary>
    public static IServiceCollection TolerateUnhealthy(this IServiceCollection services, params string[] checks) =>
        services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (HealthCheckRegistration check in options.Registrations.Where(check => checks.Contains(check.Name)))
            {
                check.FailureStatus = HealthStatus.Degraded;
            }
        });

    /// <summary>Leaves the probes of load balancers and of the local run out of the traces.</summary>
    private sealed class HealthProbeSampler : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
        {
            foreach (KeyValuePair<string, object?> tag in samplingParameters.Tags ?? [])
            {
                if (tag.Key == "url.path" && tag.Value is "/health" or "/alive")
                {
                    return new SamplingResult(SamplingDecision.Drop);
                }
            }

            return new SamplingResult(SamplingDecision.RecordAndSample);
        }
    }
}
