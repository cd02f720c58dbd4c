// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using System.Text.RegularExpressions;

internal static partial class VariableNames
{
    /// <summary>`bookingdb` and `Host` give `BOOKINGDB_HOST`; an empty name gives `HOST`.</summary>
    public static string ForProperty(string resourceName, string property)
    {
        var name = NotAlphanumeric().Replace(resourceName, "_");
        if (name.Length > 0 && char.IsAsciiDigit(name[0]))
        {
            name = "_" + name;
        }

        return (name.Length == 0 ? property : $"{name}_{property}").ToUpperInvariant();
    }

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotAlphanumeric();
}
