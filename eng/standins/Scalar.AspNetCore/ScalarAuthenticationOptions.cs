// Stands in for the package Scalar.AspNetCore where the package feed lacks it.
// The signatures are those of the package's public API; only the members that the product calls exist.
// On a full feed the real package is used and this file is not compiled.
namespace Scalar.AspNetCore;

/// <summary>Which of the document's security schemes the page offers first.</summary>
public sealed class ScalarAuthenticationOptions
{
    public IList<string>? PreferredSecuritySchemes { get; set; }
}
