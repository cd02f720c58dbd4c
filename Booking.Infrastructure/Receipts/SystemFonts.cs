namespace Booking.Infrastructure.Receipts;

using System.Collections.Concurrent;
using PdfSharp.Fonts;

/// <summary>
/// Finds TrueType fonts on the machine: one main family, and for characters it lacks any other installed font that has them.
/// Files are looked for at first use, not at start, so that a process that never prints needs no fonts.
/// </summary>
internal sealed class SystemFonts : IFontResolver
{
    public const string MainFamily = "Main";

    private const string UprightFamily = "Upright";
    private const string RegularFace = "Regular";
    private const string BoldFace = "Bold";
    private const string FallbackPrefix = "Fallback ";
    private const int MaximumFiles = 2000;
    private const int MaximumDepth = 6;

    // Family by family in order of preference: file names on Linux, macOS and Windows.
    private static readonly (string[] Regular, string[] Bold)[] Families =
    [
        (["DejaVuSans.ttf"], ["DejaVuSans-Bold.ttf"]),
        (["LiberationSans-Regular.ttf"], ["LiberationSans-Bold.ttf"]),
        (["NotoSans-Regular.ttf"], ["NotoSans-Bold.ttf"]),
        (["Arial.ttf"], ["Arialbd.ttf", "Arial Bold.ttf"]),
    ];

    // A face of another style or width is taken for a missing character only if no plain face has it.
    private static readonly string[] Styles = ["Bold", "Italic", "Oblique", "Mono", "Condensed", "Narrow", "Light", "Black", "Thin"];

    private static readonly Lock Gate = new();
    private static SystemFonts? _installed;

    private readonly string? _directory;
    private readonly IReadOnlyList<string> _systemDirectories;
    private readonly Lazy<List<string>> _files;
    private readonly Lazy<(FontFile Regular, FontFile Bold)> _main;
    private readonly Lazy<List<Lazy<FontFile?>>> _fallbacks;
    private readonly ConcurrentDictionary<(int CodePoint, bool Bold), string> _families = new();

    /// <param name="directory">Searched first, and for the main family before any system directory; null: system directories only.</param>
    public SystemFonts(string? directory, IReadOnlyList<string> systemDirectories)
    {
        _directory = directory;
        _systemDirectories = systemDirectories;
        _files = new(() => [.. systemDirectories.SelectMany(Files).Take(MaximumFiles)]);
        _main = new(FindMain);
        _fallbacks = new(FindFallbacks);
    }

    /// <summary>
    /// Registers the fonts with PDFsharp, whose resolver belongs to the process: the first call decides, later calls get the same
    /// instance.
    /// </summary>
    /// <exception cref="InvalidOperationException">A later call names another directory.</exception>
    public static SystemFonts Install(string? directory = null)
    {
        lock (Gate)
        {
            if (_installed is null)
            {
                var fonts = new SystemFonts(directory, SystemDirectories());
                GlobalFontSettings.FontResolver = fonts;
                _installed = fonts;
            }

            return _installed._directory == directory
                ? _installed
                : throw new InvalidOperationException($"The fonts of this process already come from '{_installed._directory ?? "the system"}'.");
        }
    }

    public static IReadOnlyList<string> SystemDirectories()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] directories =
        [
            "/usr/share/fonts",
            "/usr/local/share/fonts",
            "/usr/share/dejavu-sans-fonts",
            Path.Combine(home, ".local", "share", "fonts"),
            Path.Combine(home, ".fonts"),
            "/System/Library/Fonts",
            "/Library/Fonts",
            Path.Combine(home, "Library", "Fonts"),
            Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
        ];
        return [.. directories.Where(Path.IsPathFullyQualified).Distinct(StringComparer.Ordinal)];
    }

    /// <returns>The family to draw the character with: the main one if it has the glyph, or if none has it.</returns>
    public string FamilyFor(int codePoint, bool bold) => _families.GetOrAdd((codePoint, bold), Find);

    public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic)
    {
        var face = familyName switch
        {
            MainFamily => bold ? BoldFace : RegularFace,
            UprightFamily => RegularFace,
            _ when familyName.StartsWith(FallbackPrefix, StringComparison.Ordinal) => familyName,
            _ => null,
        };
        return face is null ? null : new FontResolverInfo(face);
    }

    public byte[]? GetFont(string faceName) => faceName switch
    {
        RegularFace => _main.Value.Regular.Read(),
        BoldFace => _main.Value.Bold.Read(),
        _ when faceName.StartsWith(FallbackPrefix, StringComparison.Ordinal)
            && int.TryParse(faceName.AsSpan(FallbackPrefix.Length), out var index)
            && index >= 0 && index < _fallbacks.Value.Count => _fallbacks.Value[index].Value?.Read(),
        _ => null,
    };

    private static IEnumerable<string> Files(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaximumDepth, IgnoreInaccessible = true };
        return Directory.EnumerateFiles(directory, "*", options)
            .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".TTF" or ".TTC")
            .Take(MaximumFiles)
            .Order(StringComparer.Ordinal);
    }

    private static FontFile? Open(IEnumerable<string> files, IEnumerable<string> names) =>
        names.SelectMany(name => files.Where(path => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase)))
            .Select(FontFile.TryOpen)
            .FirstOrDefault(font => font is not null);

    private static (FontFile, FontFile)? KnownFamily(List<string> files)
    {
        foreach (var (regularNames, boldNames) in Families)
        {
            if (Open(files, regularNames) is { } regular)
            {
                return (regular, Open(files, boldNames) ?? regular);
            }
        }

        return null;
    }

    private static (FontFile, FontFile)? AnyFamily(List<string> files)
    {
        var fonts = files.Order(Comparer<string>.Create((left, right) => IsStyled(left).CompareTo(IsStyled(right))))
            .Select(FontFile.TryOpen).OfType<FontFile>().Where(font => Enumerable.Range('!', '~' - '!' + 1).All(font.Covers)).ToList();
        if (fonts.Count == 0)
        {
            return null;
        }

        var stem = Path.GetFileNameWithoutExtension(fonts[0].Path).Split('-')[0];
        return (fonts[0], fonts.Find(font => Path.GetFileNameWithoutExtension(font.Path).Equals($"{stem}-Bold", StringComparison.OrdinalIgnoreCase)) ?? fonts[0]);
    }

    private static bool IsStyled(string path) =>
        Array.Exists(Styles, style => Path.GetFileNameWithoutExtension(path).Contains(style, StringComparison.OrdinalIgnoreCase));

    private (FontFile Regular, FontFile Bold) FindMain()
    {
        List<string> configured = _directory is null ? [] : [.. Files(_directory)];
        return KnownFamily(configured) ?? AnyFamily(configured) ?? KnownFamily(_files.Value)
            ?? throw new InvalidOperationException(
                $"No font to print with was found in {string.Join(", ", _systemDirectories.Prepend(_directory).OfType<string>())}. " +
                "Install the package fonts-dejavu-core (Debian, Ubuntu) or dejavu-sans-fonts (Fedora), or configure a directory with TrueType fonts.");
    }

    private List<Lazy<FontFile?>> FindFallbacks()
    {
        var files = (_directory is null ? [] : Files(_directory)).Concat(_files.Value).Distinct(StringComparer.Ordinal).OrderBy(IsStyled);
        return [.. files.Select(path => new Lazy<FontFile?>(() => FontFile.TryOpen(path)))];
    }

    private string Find((int CodePoint, bool Bold) wanted)
    {
        var (regular, bold) = _main.Value;
        if ((wanted.Bold ? bold : regular).Covers(wanted.CodePoint))
        {
            return MainFamily;
        }

        if (regular.Covers(wanted.CodePoint))
        {
            return UprightFamily;
        }

        var index = _fallbacks.Value.FindIndex(font => font.Value?.Covers(wanted.CodePoint) == true);
        return index < 0 ? MainFamily : $"{FallbackPrefix}{index}";
    }
}
