// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Fonts;

public static class GlobalFontSettings
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Family, bool Bold, bool Italic), TrueTypeFace> Typefaces = [];
    private static readonly Dictionary<string, TrueTypeFace> Faces = new(StringComparer.Ordinal);
    private static IFontResolver? _fontResolver;

    public static IFontResolver? FontResolver
    {
        get => _fontResolver;
        set
        {
            lock (Gate)
            {
                // The package ignores a second resolver of the same type and refuses another type once fonts are in use.
                if (_fontResolver is null || value is null)
                {
                    _fontResolver = Typefaces.Count == 0 ? value : throw InUse();
                }
                else if (_fontResolver.GetType() != value.GetType())
                {
                    _fontResolver = Typefaces.Count == 0 ? value : throw InUse();
                }
            }
        }
    }

    internal static TrueTypeFace Face(string familyName, bool bold, bool italic)
    {
        lock (Gate)
        {
            if (Typefaces.TryGetValue((familyName, bold, italic), out var known))
            {
                return known;
            }

            var resolver = _fontResolver ?? throw new InvalidOperationException($"No appropriate font found for family name '{familyName}': GlobalFontSettings.FontResolver is not set.");
            var info = resolver.ResolveTypeface(familyName, bold, italic)
                ?? throw new InvalidOperationException($"No appropriate font found for family name '{familyName}'.");
            if (!Faces.TryGetValue(info.FaceName, out var face))
            {
                var bytes = resolver.GetFont(info.FaceName)
                    ?? throw new InvalidOperationException($"The font resolver has no data for face '{info.FaceName}'.");
                Faces[info.FaceName] = face = new TrueTypeFace(bytes);
            }

            Typefaces[(familyName, bold, italic)] = face;
            return face;
        }
    }

    private static InvalidOperationException InUse() => new("Must not change the font resolver after it was used.");
}
