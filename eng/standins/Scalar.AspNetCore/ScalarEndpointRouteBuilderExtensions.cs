// Stands in for the package Scalar.AspNetCore where the package feed lacks it.
// The signatures are those of the package's public API; only the members that the product calls exist.
// On a full feed the real package is used and this file is not compiled.
namespace Scalar.AspNetCore;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

public static class ScalarEndpointRouteBuilderExtensions
{
    private const string Prefix = "/scalar";
    private const string DefaultDocument = "v1";

    /// <summary>Serves the API reference at <c>/scalar</c>.</summary>
    public static IEndpointConventionBuilder MapScalarApiReference(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapScalarApiReference(_ => { });

    /// <summary>Serves the API reference at <c>/scalar</c>; the delegate runs for every request, after <c>Configure&lt;ScalarOptions&gt;</c>.</summary>
    public static IEndpointConventionBuilder MapScalarApiReference(this IEndpointRouteBuilder endpoints, Action<ScalarOptions> configureOptions)
    {
        var bundle = new EmbeddedAsset("scalar.js.gz", "text/javascript", isGzip: true);
        var start = new EmbeddedAsset("start.js", "text/javascript");
        var favicon = new EmbeddedAsset("favicon.svg", "image/svg+xml");

        var group = endpoints.MapGroup(Prefix).ExcludeFromDescription();
        group.MapGet("/scalar.js", bundle.Serve).AllowAnonymous();
        group.MapGet("/scalar.aspnetcore.js", start.Serve).AllowAnonymous();
        group.MapGet("/favicon.svg", favicon.Serve).AllowAnonymous();
        group.MapGet("/{documentName?}", (HttpContext context, string? documentName) =>
        {
            // The page's relative links resolve below the prefix only when its address ends with a slash.
            if (documentName is null && context.Request.Path.Value?.EndsWith('/') == false)
            {
                return Results.Redirect($"{context.Request.PathBase}{context.Request.Path}/{context.Request.QueryString}");
            }

            var options = context.RequestServices.GetRequiredService<IOptionsSnapshot<ScalarOptions>>().Value;
            configureOptions(options);
            return ReferencePage.Serve(context, options, documentName ?? DefaultDocument);
        });
        return group;
    }
}
