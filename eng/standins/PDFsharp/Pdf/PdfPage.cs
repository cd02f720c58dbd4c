// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Pdf;

using System.Text;
using PdfSharp.Drawing;

public sealed class PdfPage
{
    private PageSize _size;

    internal PdfPage(PdfDocument document)
    {
        Document = document;
        Size = PageSize.A4;
    }

    public PageSize Size
    {
        get => _size;
        set
        {
            var (width, height) = value switch
            {
                PageSize.A3 => (842, 1191),
                PageSize.A4 => (595, 842),
                PageSize.A5 => (420, 595),
                PageSize.Letter => (612, 792),
                PageSize.Legal => (612, 1008),
                _ => throw new NotSupportedException($"PageSize.{value}."),
            };
            _size = value;
            (Width, Height) = (XUnit.FromPoint(width), XUnit.FromPoint(height));
        }
    }

    public XUnit Width { get; set; }

    public XUnit Height { get; set; }

    internal PdfDocument Document { get; }

    internal StringBuilder Content { get; } = new();

    internal bool HasGraphics { get; set; }
}
