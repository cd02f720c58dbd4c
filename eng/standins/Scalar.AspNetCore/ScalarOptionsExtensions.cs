// Stands in for the package Scalar.AspNetCore where the package feed lacks it.
// The signatures are those of the package's public API; only the members that the product calls exist.
// On a full feed the real package is used and this file is not compiled.
namespace Scalar.AspNetCore;

public static class ScalarOptionsExtensions
{
    /// <summary>Adds schemes of the document to those the page offers first.</summary>
    public static TOptions AddPreferredSecuritySchemes<TOptions>(this TOptions options, params IEnumerable<string> preferredSchemes)
        where TOptions : ScalarOptions
    {
        options.Authentication ??= new ScalarAuthenticationOptions();
        options.Authentication.PreferredSecuritySchemes = [.. options.Authentication.PreferredSecuritySchemes ?? [], .. preferredSchemes];
        return options;
    }
}
