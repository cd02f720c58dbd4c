// Stands in for the package Scalar.AspNetCore where the package feed lacks it.
// The signatures are those of the package's public API; only the members that the product calls exist.
// On a full feed the real package is used and this file is not compiled.
namespace Scalar.AspNetCore;

using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

/// <summary>The page that starts the bundle with the options as its configuration.</summary>
internal static class ReferencePage
{
    public static IResult Serve(HttpContext context, ScalarOptions options, string documentName)
    {
        var documentUrl = context.Request.PathBase
            + "/" + options.OpenApiRoutePattern.TrimStart('/').Replace("{documentName}", Uri.EscapeDataString(documentName), StringComparison.Ordinal);
        return Results.Content(Html(options, documentUrl, Nonce(context, options)), "text/html; charset=utf-8");
    }

    private static string? Nonce(HttpContext context, ScalarOptions options)
    {
        if (!options.DynamicNonce)
        {
            return options.Nonce;
        }

        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[ScalarOptions.NonceHttpContextItemKey] = nonce;
        return nonce;
    }

    private static string Html(ScalarOptions options, string documentUrl, string? nonce)
    {
        var title = HtmlEncoder.Default.Encode(options.Title ?? "");
        var icon = options.Favicon is { } favicon ? $"<link rel=\"icon\" href=\"{HtmlEncoder.Default.Encode(favicon)}\">" : "";
        var bundle = HtmlEncoder.Default.Encode(options.BundleUrl ?? "scalar.js");
        var mark = nonce is null ? "" : $" nonce=\"{HtmlEncoder.Default.Encode(nonce)}\"";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title}</title>
              {icon}
            </head>
            <body>
              <div id="app"></div>
              <script id="configuration" type="application/json"{mark}>{Configuration(options, documentUrl)}</script>
              <script src="{bundle}"{mark}></script>
              <script src="scalar.aspnetcore.js"{mark}></script>
            </body>
            </html>
            """;
    }

    private static string Configuration(ScalarOptions options, string documentUrl)
    {
        var configuration = new JsonObject { ["url"] = documentUrl };
        Add("theme", options.Theme is { } theme ? JsonNamingPolicy.CamelCase.ConvertName(theme.ToString()) : null);
        Add("darkMode", options.DarkMode);
        Add("withDefaultFonts", options.DefaultFonts);
        Add("telemetry", options.Telemetry);
        Add("hideModels", options.HideModels);
        Add("hideClientButton", options.HideClientButton);
        Add("persistAuth", options.PersistentAuthentication);
        Add("agent", Disabled(options.Agent?.Disabled));
        Add("mcp", Disabled(options.Mcp?.Disabled));
        Add("authentication", Preferred(options.Authentication?.PreferredSecuritySchemes));
        return configuration.ToJsonString();

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                configuration[name] = value;
            }
        }
    }

    private static JsonObject? Disabled(bool? disabled) =>
        disabled is { } value ? new JsonObject { ["disabled"] = value } : null;

    private static JsonObject? Preferred(IList<string>? schemes) =>
        schemes is { Count: > 0 }
            ? new JsonObject { ["preferredSecurityScheme"] = new JsonArray([.. schemes.Select(scheme => JsonValue.Create(scheme))]) }
            : null;
}
