// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Pdf;

using System.Text;
using PdfSharp.Fonts;

internal sealed class EmbeddedFont(string name, TrueTypeFace face)
{
    public string Name { get; } = name;

    public TrueTypeFace Face { get; } = face;

    public SortedDictionary<ushort, Rune> Used { get; } = [];
}
