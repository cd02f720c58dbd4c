// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Fonts;

public interface IFontResolver
{
    FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic);

    byte[]? GetFont(string faceName);
}

public class FontResolverInfo
{
    public FontResolverInfo(string faceName)
        : this(faceName, false, false)
    {
    }

    public FontResolverInfo(string faceName, bool mustSimulateBold, bool mustSimulateItalic)
    {
        ArgumentException.ThrowIfNullOrEmpty(faceName);
        if (mustSimulateBold || mustSimulateItalic)
        {
            throw new NotSupportedException("FontResolverInfo with simulated styles.");
        }

        FaceName = faceName;
    }

    public string FaceName { get; }
}
