namespace Booking.Infrastructure.Receipts;

using System.Globalization;
using Booking.Application.Receipts;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using QRCoder;

/// <summary>Places one receipt on as many A4 pages as it needs. Lengths are points, y runs downwards.</summary>
internal sealed class ReceiptLayout : IDisposable
{
    private const double Left = 48;
    private const double Right = 547;
    private const double FirstTop = 56;
    private const double NextTop = 64;
    private const double Bottom = 776;
    private const double FooterBaseline = 808;
    private const double LabelWidth = 290;
    private const double LineLabelWidth = 260;
    private const double QuantityRight = 392;
    private const double RateRight = 262;
    private const double NetRight = 405;
    private const double TotalsLeft = 310;
    private const double CodeSize = 100;

    // Readers want four modules of white around the code.
    private const double NumberGap = 26;
    private const double CellPadding = 5;
    private const int LabelLines = 6;
    private const int NameLines = 3;
    private const int AddressLines = 6;
    private const int PixelsPerModule = 8;
    private const int LongestCode = 120;
    private const int CurrencyLength = 3;

    private static readonly TextStyle Heading = new(20, Bold: true);
    private static readonly TextStyle Name = new(14, Bold: true);
    private static readonly TextStyle Strong = new(9.5, Bold: true);
    private static readonly TextStyle Body = new(9.5);
    private static readonly TextStyle Small = new(8);
    private static readonly TextStyle SmallStrong = new(8, Bold: true);
    private static readonly TextStyle Sum = new(12, Bold: true);

    private static readonly XColor Accent = XColor.FromArgb(24, 70, 99);
    private static readonly XSolidBrush Ink = new(XColor.FromArgb(28, 32, 38));
    private static readonly XSolidBrush Muted = new(XColor.FromArgb(98, 106, 117));
    private static readonly XSolidBrush AccentBrush = new(Accent);
    private static readonly XSolidBrush Band = new(XColor.FromArgb(240, 244, 247));
    private static readonly XSolidBrush Paper = new(XColor.FromArgb(255, 255, 255));
    private static readonly XPen Rule = new(XColor.FromArgb(214, 220, 226), 0.6);

    private readonly PdfDocument _pdf;
    private readonly PdfText _text;
    private readonly ReceiptDocument _receipt;
    private readonly List<PdfPage> _pages = [];
    private XGraphics? _graphics;
    private double _y;

    public ReceiptLayout(PdfDocument pdf, PdfText text, ReceiptDocument receipt)
    {
        _pdf = pdf;
        _text = text;
        _receipt = receipt;
    }

    private XGraphics Graphics => _graphics ?? throw new InvalidOperationException("There is no page yet.");

    public static string Title(ReceiptKind kind) => kind == ReceiptKind.Refund ? "Refund receipt" : "Receipt";

    public void Draw()
    {
        AddPage(FirstTop);
        DrawHeader();
        DrawParties();
        DrawLines();
        DrawTotals();
        DrawTaxes();
        DrawPaymentAndCode();
        Dispose();
        DrawFooters();
    }

    public void Dispose()
    {
        _graphics?.Dispose();
        _graphics = null;
    }

    private static string Clean(string text) => PrintableText.Clean(text);

    private string Amount(long minorUnits) => ReceiptFormat.Amount(minorUnits, _receipt.Currency);

    private string Currency() => string.Concat(PrintableText.Elements(Clean(_receipt.Currency).ToUpperInvariant()).Take(CurrencyLength));

    private void AddPage(double top)
    {
        _graphics?.Dispose();
        var page = _pdf.AddPage();
        page.Size = PageSize.A4;
        _pages.Add(page);
        _graphics = XGraphics.FromPdfPage(page);
        _graphics.DrawRectangle(AccentBrush, 0, 0, page.Width.Point, 8);
        _y = top;
    }

    private bool Reserve(double height)
    {
        if (_y + height <= Bottom)
        {
            return false;
        }

        AddPage(NextTop);
        var issuer = _text.Fit(Clean(_receipt.Tenant.Name), SmallStrong, LabelWidth);
        var number = _text.Fit($"{Title(_receipt.Kind)} {Clean(_receipt.Number)}, continued", Small, Right - Left - LabelWidth);
        _text.DrawLeft(Graphics, issuer, SmallStrong, Muted, Left, 40);
        _text.DrawRight(Graphics, number, Small, Muted, Right, 40);
        Graphics.DrawLine(Rule, Left, 48, Right, 48);
        return true;
    }

    /// <returns>The y below the last line.</returns>
    private double Lines(IEnumerable<string> lines, TextStyle style, XBrush brush, double x, double y)
    {
        foreach (var line in lines)
        {
            _text.DrawLeft(Graphics, line, style, brush, x, y + style.Size);
            y += PdfText.LineHeight(style);
        }

        return y;
    }

    private void DrawHeader()
    {
        var tenant = _receipt.Tenant;
        var y = Lines(_text.Wrap(Clean(tenant.Name), Name, LabelWidth, NameLines), Name, Ink, Left, _y) + 2;
        var address = PrintableText.CleanLines(tenant.Address).SelectMany(line => _text.Wrap(line, Body, LabelWidth, 2)).Take(AddressLines);
        y = Lines(address, Body, Muted, Left, y);
        if (!string.IsNullOrWhiteSpace(tenant.TaxId))
        {
            y = Lines([_text.Fit($"Tax ID {Clean(tenant.TaxId)}", Body, LabelWidth)], Body, Muted, Left, y);
        }

        _text.DrawRight(Graphics, Title(_receipt.Kind), Heading, AccentBrush, Right, _y + Heading.Size - 4);
        var right = _y + Heading.Size + 16;
        _text.DrawRight(Graphics, _text.Fit($"No. {Clean(_receipt.Number)}", Strong, 190), Strong, Ink, Right, right);
        _text.DrawRight(Graphics, ReceiptFormat.Instant(_receipt.IssuedAt), Small, Muted, Right, right + 14);
        _y = Math.Max(y, right + 22) + 14;
        Graphics.DrawLine(Rule, Left, _y, Right, _y);
        _y += 14;
    }

    private void DrawParties()
    {
        var customer = _receipt.Customer;
        var left = Lines([_receipt.Kind == ReceiptKind.Refund ? "Refunded to" : "Billed to"], Small, Muted, Left, _y) + 1;
        left = Lines(_text.Wrap(Clean(customer.Name), Strong, LabelWidth, NameLines), Strong, Ink, Left, left);
        left = Lines(_text.Wrap(Clean(customer.Email), Body, LabelWidth, 2), Body, Ink, Left, left);
        const double column = 368;
        var right = Lines(["Booking"], Small, Muted, column, _y) + 1;
        right = Lines(_text.Wrap(Clean(_receipt.BookingNumber), Strong, Right - column, 2), Strong, Ink, column, right);
        _y = Math.Max(left, right) + 16;
    }

    private void DrawLines()
    {
        Reserve(60);
        DrawLineHeadings();
        foreach (var line in _receipt.Lines)
        {
            var label = _text.Wrap(Clean(line.Label), Body, LineLabelWidth, LabelLines);
            var height = (Math.Max(label.Count, 1) * PdfText.LineHeight(Body)) + (2 * CellPadding);
            if (Reserve(height))
            {
                DrawLineHeadings();
            }

            var baseline = _y + CellPadding + Body.Size;
            Lines(label, Body, Ink, Left + CellPadding, _y + CellPadding);
            if (line.Quantity is { } quantity)
            {
                _text.DrawRight(Graphics, quantity.ToString("N0", CultureInfo.InvariantCulture), Body, Ink, QuantityRight, baseline);
            }

            _text.DrawRight(Graphics, Amount(line.Amount), Body, Ink, Right - CellPadding, baseline);
            _y += height;
            Graphics.DrawLine(Rule, Left, _y, Right, _y);
        }

        _y += 12;
    }

    private void DrawLineHeadings()
    {
        var baseline = DrawBand();
        _text.DrawLeft(Graphics, "Description", SmallStrong, AccentBrush, Left + CellPadding, baseline);
        _text.DrawRight(Graphics, "Quantity", SmallStrong, AccentBrush, QuantityRight, baseline);
        _text.DrawRight(Graphics, $"Amount ({Currency()})", SmallStrong, AccentBrush, Right - CellPadding, baseline);
    }

    private double DrawBand()
    {
        const double height = 20;
        Graphics.DrawRectangle(Band, Left, _y, Right - Left, height);
        _y += height;
        return _y - 7;
    }

    private void DrawTotals()
    {
        var rows = new List<(string Label, string Amount)>();
        if (!_receipt.Inclusive)
        {
            var subtotal = _receipt.Lines.Aggregate(0L, (sum, line) => checked(sum + line.Amount));
            rows.Add(("Subtotal", Amount(subtotal)));
            rows.AddRange(_receipt.Taxes.Select(tax => ($"{Clean(tax.Label)} {ReceiptFormat.Rate(tax.RateBasisPoints)}", Amount(tax.Tax))));
        }

        foreach (var (label, amount) in rows)
        {
            Reserve(16);
            var room = Right - TotalsLeft - (3 * CellPadding) - _text.Width(amount, Body);
            _text.DrawLeft(Graphics, _text.Fit(label, Body, room), Body, Muted, TotalsLeft + CellPadding, _y + 11);
            _text.DrawRight(Graphics, amount, Body, Ink, Right - CellPadding, _y + 11);
            _y += 16;
        }

        const double height = 30;
        Reserve(height + 30);
        _y += 4;
        Graphics.DrawRectangle(AccentBrush, TotalsLeft, _y, Right - TotalsLeft, height);
        _text.DrawLeft(Graphics, _receipt.Kind == ReceiptKind.Refund ? "Refunded" : "Total", Strong, Paper, TotalsLeft + 10, _y + 19);
        var total = $"{Currency()} {Amount(_receipt.Total)}";
        var style = _text.Width(total, Sum) < Right - TotalsLeft - 90 ? Sum : Body;
        _text.DrawRight(Graphics, total, style, Paper, Right - 10, _y + 19.5);
        _y += height;
        if (_receipt.Inclusive && _receipt.Taxes.Count > 0)
        {
            _text.DrawRight(Graphics, "Prices include the taxes below.", Small, Muted, Right, _y + 13);
        }

        _y += 26;
    }

    private void DrawTaxes()
    {
        if (_receipt.Taxes.Count == 0)
        {
            return;
        }

        Reserve(44);
        DrawTaxHeadings();
        foreach (var tax in _receipt.Taxes)
        {
            const double height = 19;
            if (Reserve(height))
            {
                DrawTaxHeadings();
            }

            var baseline = _y + 13;
            _text.DrawLeft(Graphics, _text.Fit(Clean(tax.Label), Body, 150), Body, Ink, Left + CellPadding, baseline);
            _text.DrawRight(Graphics, ReceiptFormat.Rate(tax.RateBasisPoints), Body, Ink, RateRight, baseline);
            _text.DrawRight(Graphics, Amount(tax.Net), Body, Ink, NetRight, baseline);
            _text.DrawRight(Graphics, Amount(tax.Tax), Body, Ink, Right - CellPadding, baseline);
            _y += height;
            Graphics.DrawLine(Rule, Left, _y, Right, _y);
        }

        _y += 18;
    }

    private void DrawTaxHeadings()
    {
        var baseline = DrawBand();
        _text.DrawLeft(Graphics, "Taxes", SmallStrong, AccentBrush, Left + CellPadding, baseline);
        _text.DrawRight(Graphics, "Rate", SmallStrong, AccentBrush, RateRight, baseline);
        _text.DrawRight(Graphics, "Net", SmallStrong, AccentBrush, NetRight, baseline);
        _text.DrawRight(Graphics, "Tax", SmallStrong, AccentBrush, Right - CellPadding, baseline);
    }

    private void DrawPaymentAndCode()
    {
        const double labelWidth = 84;
        const double valueWidth = 270;
        var refund = _receipt.Kind == ReceiptKind.Refund;
        var payment = _receipt.Payment;
        (string Label, List<string> Value)[] rows =
        [
            (refund ? "Refunded by" : "Paid with", _text.Wrap(Clean(payment.Provider), Body, valueWidth, 2)),
            ("Reference", _text.Wrap(Clean(payment.Reference), Body, valueWidth, 3)),
            (refund ? "Refunded on" : "Paid on", [ReceiptFormat.Instant(payment.PaidAt)]),
        ];
        Reserve(CodeSize + NumberGap);
        var top = _y;
        var y = Lines([refund ? "Refund" : "Payment"], Strong, AccentBrush, Left, top) + 5;
        foreach (var (label, value) in rows)
        {
            Lines([label], Body, Muted, Left, y);
            y = Lines(value.Count == 0 ? ["–"] : value, Body, Ink, Left + labelWidth, y) + 2;
        }

        DrawCode(Right - CodeSize, top);
        _y = Math.Max(y, top + CodeSize + NumberGap);
    }

    private void DrawCode(double x, double y)
    {
        var number = _receipt.BookingNumber.Length > LongestCode ? _receipt.BookingNumber[..LongestCode] : _receipt.BookingNumber;
        using var data = QRCodeGenerator.GenerateQrCode(number, QRCodeGenerator.ECCLevel.M);
        using var code = new PngByteQRCode(data);
        // With colours given the picture has a palette; PDFsharp does not read the grey one-bit picture that comes without.
        var picture = code.GetGraphic(PixelsPerModule, [0, 0, 0], [255, 255, 255], drawQuietZones: false);
        using var stream = new MemoryStream(picture, 0, picture.Length, writable: false, publiclyVisible: true);
        using var image = XImage.FromStream(stream);
        image.Interpolate = false;
        Graphics.DrawImage(image, x, y, CodeSize, CodeSize);
        _text.DrawCentered(Graphics, _text.Fit(Clean(number), Small, CodeSize), Small, Ink, x + (CodeSize / 2), y + CodeSize + NumberGap);
    }

    // After everything else: only now is the number of pages known.
    private void DrawFooters()
    {
        for (var index = 0; index < _pages.Count; index++)
        {
            using var graphics = XGraphics.FromPdfPage(_pages[index]);
            var page = string.Create(CultureInfo.InvariantCulture, $"Page {index + 1} of {_pages.Count}");
            graphics.DrawLine(Rule, Left, FooterBaseline - 14, Right, FooterBaseline - 14);
            _text.DrawLeft(graphics, _text.Fit($"{Title(_receipt.Kind)} {Clean(_receipt.Number)}", Small, 360), Small, Muted, Left, FooterBaseline);
            _text.DrawRight(graphics, page, Small, Muted, Right, FooterBaseline);
        }
    }
}
