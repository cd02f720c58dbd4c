namespace Booking.Api;

using Booking.Api.Http;
using Booking.Api.Notifications;
using Booking.Api.OpenApi;
using Booking.Api.Users;
using Booking.ServiceDefaults;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Scalar.AspNetCore;

internal static class DependencyInjection
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        });
        IServiceCollection services = builder.Services;
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<UnhandledExceptionHandler>();
        services.AddBookingAuthentication(builder.Configuration);
        services.AddAuthorization();
        services.AddBookingOpenApi();
        services.AddRealtime();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<AllowedOrigins>((cors, origins) => cors.AddDefaultPolicy(policy => policy
            .SetIsOriginAllowed(origins.Allows).AllowAnyMethod().AllowAnyHeader().AllowCredentials()
            .WithExposedHeaders("ETag", "Link", "Location", "Idempotent-Replayed", "RateLimit", "RateLimit-Policy", "Retry-After")));
        services.AddSingleton<RateLimiter>();
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section);
        services.AddSingleton<SystemHealth>();
        services.TolerateUnhealthy("RabbitMQ.Client", "StackExchange.Redis");
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseServerSpans();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusCodeProblems.WriteAsync);
        app.UseRouting();
        app.UseCors();
        app.UseMiddleware<HubRequestMiddleware>();
        app.UseAuthentication();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseMiddleware<RequestContextMiddleware>();
        app.UseMiddleware<RequestBodyMiddleware>();
        app.UseAuthorization();
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapEndpoints();
        app.MapRealtime();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference(options =>
        {
            options.Title = "Booking API";
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.Agent = new() { Disabled = true };
            options.Mcp = new() { Disabled = true };
            options.AddPreferredSecuritySchemes("bearer");
        });
    }
}
