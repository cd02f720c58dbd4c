// Stands in for the package Scalar.AspNetCore where the package feed lacks it.
// The signatures are those of the package's public API; only the members that the product calls exist.
// On a full feed the real package is used and this file is not compiled.
namespace Scalar.AspNetCore;

/// <summary>The page's links for model context protocol clients.</summary>
public sealed class ScalarMcpOptions
{
    public bool? Disabled { get; set; }
}
