// Stands in for the package Scalar.AspNetCore where the package feed lacks it.
// The signatures are those of the package's public API; only the members that the product calls exist.
// On a full feed the real package is used and this file is not compiled.
namespace Scalar.AspNetCore;

/// <summary>What the page shows and where it finds the OpenAPI document. A null member leaves the bundle's default in force.</summary>
public partial class ScalarOptions
{
    /// <summary>The key under which <see cref="DynamicNonce"/> leaves the nonce in <c>HttpContext.Items</c>.</summary>
    public const string NonceHttpContextItemKey = "Scalar.Nonce";

    public string? Title { get; set; } = "Scalar API Reference";

    /// <summary>Path of the OpenAPI document; <c>{documentName}</c> is replaced by the name in the page's address.</summary>
    public string OpenApiRoutePattern { get; set; } = "/openapi/{documentName}.json";

    /// <summary>Another address for the script than the embedded bundle.</summary>
    public string? BundleUrl { get; set; }

    public string? Favicon { get; set; } = "favicon.svg";

    public ScalarTheme? Theme { get; set; }

    public bool? DarkMode { get; set; }

    /// <summary>False keeps the page from loading fonts from the vendor's servers.</summary>
    public bool? DefaultFonts { get; set; }

    /// <summary>False switches usage reports to the vendor off.</summary>
    public bool? Telemetry { get; set; }

    public bool? HideModels { get; set; }

    public bool? HideClientButton { get; set; }

    /// <summary>True keeps the entered credentials in the browser's storage.</summary>
    public bool? PersistentAuthentication { get; set; }

    /// <summary>A content security policy nonce for the page's scripts.</summary>
    public string? Nonce { get; set; }

    /// <summary>True makes a nonce per request and leaves it under <see cref="NonceHttpContextItemKey"/>.</summary>
    public bool DynamicNonce { get; set; }

    public ScalarAgentOptions? Agent { get; set; }

    public ScalarMcpOptions? Mcp { get; set; }

    public ScalarAuthenticationOptions? Authentication { get; set; }
}
