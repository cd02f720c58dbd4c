// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp;

public enum PageSize
{
    Undefined = 0,
    A3 = 4,
    A4 = 5,
    A5 = 6,
    Letter = 104,
    Legal = 105,
}
