// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Pdf;

public sealed class PdfDocumentInformation
{
    internal PdfDocumentInformation()
    {
    }

    public string Title { get; set; } = "";

    public string Author { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Keywords { get; set; } = "";

    public string Creator { get; set; } = "";

    public string Producer => "PDFsharp";

    public DateTime CreationDate { get; set; } = TimeProvider.System.GetLocalNow().DateTime;

    public DateTime ModificationDate { get; set; } = TimeProvider.System.GetLocalNow().DateTime;
}
