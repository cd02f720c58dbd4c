namespace Booking.Infrastructure.Tickets;

using Booking.Application.Tickets;
using Booking.Infrastructure.Receipts;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using QRCoder;

/// <summary>Draws a ticket on one A5 page. Lengths are points, y runs downwards.</summary>
internal sealed class TicketRenderer(SystemFonts fonts) : ITicketRenderer
{
    private const double Left = 36;
    private const double Right = 384;
    private const double LabelWidth = 64;
    private const double CodeSize = 200;
    private const double CodeTop = 336;
    private const int PixelsPerModule = 8;
    private const int TitleLines = 3;
    private const int ValueLines = 2;
    private const double Gap = 12;
    private const double RowGap = 4;

    private static readonly TextStyle Title = new(18, Bold: true);
    private static readonly TextStyle Strong = new(11, Bold: true);
    private static readonly TextStyle Body = new(10);
    private static readonly TextStyle Small = new(8);

    private static readonly XSolidBrush Ink = new(XColor.FromArgb(28, 32, 38));
    private static readonly XSolidBrush Muted = new(XColor.FromArgb(98, 106, 117));
    private static readonly XSolidBrush Accent = new(XColor.FromArgb(24, 70, 99));

    public byte[] RenderPdf(TicketDocument document)
    {
        using PdfDocument pdf = new();
        pdf.Language = "en";
        pdf.Info.Title = $"Ticket {PrintableText.Clean(document.Title)}";
        pdf.Info.Author = PrintableText.Clean(document.Issuer);
        pdf.Info.Subject = $"Booking {PrintableText.Clean(document.BookingNumber)}";
        pdf.Info.Creator = "Booking";
        PdfPage page = pdf.AddPage();
        page.Size = PageSize.A5;
        using (PdfText text = new(fonts))
        {
            using XGraphics graphics = XGraphics.FromPdfPage(page);
            Draw(document, text, graphics);
        }

        using MemoryStream file = new();
        pdf.Save(file);
        return file.ToArray();
    }

    public byte[] RenderCode(string token)
    {
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(token, QRCodeGenerator.ECCLevel.M);
        using PngByteQRCode code = new(data);
        // With colours given the picture has a palette; PDFsharp does not read the grey one-bit picture that comes without.
        return code.GetGraphic(PixelsPerModule, [0, 0, 0], [255, 255, 255]);
    }

    private void Draw(TicketDocument ticket, PdfText text, XGraphics graphics)
    {
        const double width = Right - Left;
        graphics.DrawRectangle(Accent, 0, 0, Right + Left, 8);
        double y = Lines(text, graphics, [text.Fit(PrintableText.Clean(ticket.Issuer), Small, width)], Small, Muted, Left, 28);
        y = Lines(text, graphics, text.Wrap(PrintableText.Clean(ticket.Title), Title, width, TitleLines), Title, Accent, Left, y + RowGap) + Gap;
        y = Lines(text, graphics, text.Wrap(PrintableText.Clean(ticket.Holder), Strong, width, ValueLines), Strong, Ink, Left, y) + Gap;
        foreach (TicketRow row in ticket.Rows)
        {
            Lines(text, graphics, [row.Label], Body, Muted, Left, y);
            y = Lines(text, graphics, text.Wrap(PrintableText.Clean(row.Value), Body, width - LabelWidth, ValueLines), Body, Ink, Left + LabelWidth, y) + RowGap;
        }

        byte[] picture = RenderCode(ticket.Token);
        using MemoryStream stream = new(picture, 0, picture.Length, writable: false, publiclyVisible: true);
        using XImage image = XImage.FromStream(stream);
        image.Interpolate = false;
        graphics.DrawImage(image, (Left + Right - CodeSize) / 2, CodeTop, CodeSize, CodeSize);
        text.DrawCentered(graphics, text.Fit($"Booking {PrintableText.Clean(ticket.BookingNumber)}", Small, width), Small, Ink, (Left + Right) / 2, CodeTop + CodeSize + Gap);
    }

    /// <returns>The y below the last line.</returns>
    private static double Lines(PdfText text, XGraphics graphics, IEnumerable<string> lines, TextStyle style, XBrush brush, double x, double y)
    {
        foreach (string line in lines)
        {
            text.DrawLeft(graphics, line, style, brush, x, y + style.Size);
            y += PdfText.LineHeight(style);
        }

        return y;
    }
}
