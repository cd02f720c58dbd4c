namespace Booking.Infrastructure.Receipts;

using Booking.Application.Receipts;
using PdfSharp.Pdf;

internal sealed class PdfReceiptRenderer(SystemFonts fonts) : IReceiptRenderer
{
    public byte[] Render(ReceiptDocument document)
    {
        using var pdf = new PdfDocument();
        pdf.Language = "en";
        pdf.Info.Title = $"{ReceiptLayout.Title(document.Kind)} {PrintableText.Clean(document.Number)}";
        pdf.Info.Author = PrintableText.Clean(document.Tenant.Name);
        pdf.Info.Subject = $"Booking {PrintableText.Clean(document.BookingNumber)}";
        pdf.Info.Creator = "Booking";
        pdf.Info.CreationDate = document.IssuedAt.UtcDateTime;
        using (var text = new PdfText(fonts))
        {
            using var layout = new ReceiptLayout(pdf, text, document);
            layout.Draw();
        }

        using var file = new MemoryStream();
        pdf.Save(file);
        return file.ToArray();
    }
}
