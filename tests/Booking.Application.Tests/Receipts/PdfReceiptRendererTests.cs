namespace Booking.Application.Tests.Receipts;

using System.Collections;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Booking.Application.Receipts;
using Booking.Infrastructure.Receipts;
using QRCoder;
using Shouldly;
using Xunit;

public sealed class PdfReceiptRendererTests
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(2);
    private static readonly PdfReceiptRenderer Renderer = new(SystemFonts.Install());

    private static readonly ReceiptDocument Receipt = new(
        ReceiptKind.Payment,
        "R-2026-000042",
        new DateTimeOffset(2026, 11, 21, 14, 5, 0, Offset),
        "BK-7Q4M-92XD",
        new ReceiptIssuer("Aegean Coaches & Halls", "Leoforos Nikis 14\nGR-546 23 Thessaloniki", "EL 123456789"),
        new ReceiptCustomer("Maria Papadopoulou", "maria@example.org"),
        "EUR",
        Inclusive: true,
        [
            new ReceiptLine("Bus Thessaloniki – Athens, seat 12A", 2, 9800),
            new ReceiptLine("Parterre ticket, Winter Concert", 2, 124000),
            new ReceiptLine("Voucher WINTER", null, -1000),
        ],
        [
            new ReceiptTax("VAT reduced", 1300, 7788, 1012),
            new ReceiptTax("VAT", 2400, 100000, 24000),
        ],
        132800,
        new ReceiptPayment("Stripe", "pi_3QK2bL2eZvKYlo2C", new DateTimeOffset(2026, 11, 21, 14, 4, 31, Offset)));

    [Fact]
    public async Task Render_WhenPaid_PrintsEveryPartOfTheReceipt()
    {
        var text = await Text(Receipt);

        foreach (var part in (string[])
        [
            "Receipt", "R-2026-000042", "21 November 2026, 14:05 UTC+02:00", "BK-7Q4M-92XD",
            "Aegean Coaches & Halls", "Leoforos Nikis 14", "GR-546 23 Thessaloniki", "Tax ID EL 123456789",
            "Maria Papadopoulou", "maria@example.org",
            "Bus Thessaloniki – Athens, seat 12A", "98.00", "1,240.00", "-10.00",
            "VAT reduced", "13 %", "77.88", "10.12", "24 %", "1,000.00", "240.00", "Prices include the taxes below.",
            "EUR 1,328.00", "Stripe", "pi_3QK2bL2eZvKYlo2C", "21 November 2026, 14:04 UTC+02:00", "Page 1 of 1",
        ])
        {
            text.ShouldContain(part);
        }

        text.ShouldNotContain("Subtotal");
    }

    [Fact]
    public async Task Render_WhenTaxesAreAdded_PrintsSubtotalAndTaxesAboveTheTotal()
    {
        var page = (await Poppler.Pages(Renderer.Render(Receipt with { Inclusive = false, Total = 157812 }))).ShouldHaveSingleItem();

        Row(page, "Subtotal").ShouldEndWith("1,328.00");
        Row(page, "VAT reduced 13 %").ShouldEndWith("10.12");
        Row(page, "Total").ShouldEndWith("EUR 1,578.12");
        page.IndexOf("Subtotal", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("Total", StringComparison.Ordinal));
        page.ShouldNotContain("Prices include");
    }

    [Fact]
    public async Task Render_WhenRefunded_SaysSo()
    {
        var text = await Text(Receipt with { Kind = ReceiptKind.Refund });

        text.ShouldContain("Refund receipt");
        text.ShouldContain("Refunded on");
        text.ShouldNotContain("Paid");
    }

    [Theory]
    [InlineData("Łukasz Żółć")]
    [InlineData("Nguyễn Thị Hồng")]
    [InlineData("Ελένη Παπαδοπούλου")]
    [InlineData("Дмитрий Щёлоков")]
    [InlineData("O’Connor-Müller, Đặng")]
    public async Task Render_WhenNameIsNotAscii_PrintsItUnchanged(string name)
    {
        var decomposed = name.Normalize(NormalizationForm.FormD);

        (await Text(Named(name))).ShouldContain(name);
        (await Text(Named(decomposed))).ShouldContain(name);
    }

    [Theory]
    [InlineData("דוד לוי")]
    [InlineData("محمد علي")]
    [InlineData("سلام لاما")]
    public async Task Render_WhenNameIsRightToLeft_ReadsBackInLogicalOrder(string name)
    {
        var text = (await Text(Named(name))).Normalize(NormalizationForm.FormKC);

        Invisible(text).ShouldContain(name);
    }

    [Theory]
    [InlineData("EUR", 1250, "EUR 12.50")]
    [InlineData("EUR", 5, "EUR 0.05")]
    [InlineData("EUR", -1250, "EUR -12.50")]
    [InlineData("JPY", 1250, "JPY 1,250")]
    [InlineData("VND", 1250000, "VND 1,250,000")]
    [InlineData("KWD", 1250, "KWD 1.250")]
    [InlineData("EUR", long.MaxValue, "EUR 92,233,720,368,547,758.07")]
    public async Task Render_WhenCurrencyHasItsOwnExponent_PrintsThatManyDigits(string currency, long total, string expected)
    {
        var text = await Text(Receipt with { Currency = currency, Total = total });

        text.Split('\n').Select(line => line.Trim()).ShouldContain(line => line == expected || line.EndsWith("  " + expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_WhenLinesOverflow_PrintsAllOfThemInOrderUnderRepeatedHeadings()
    {
        const int count = 60;
        var lines = Enumerable.Range(1, count).Select(index => new ReceiptLine($"Seat number {index:D3}", 1, index * 100)).ToList();

        var pages = await Poppler.Pages(Renderer.Render(Receipt with { Lines = lines }));

        pages.Length.ShouldBeGreaterThan(1);
        var all = string.Concat(pages);
        var positions = lines.Select(line => all.IndexOf(line.Label, StringComparison.Ordinal)).ToList();
        positions.ShouldAllBe(position => position >= 0);
        positions.ShouldBeInOrder();
        for (var index = 0; index < count; index++)
        {
            Row(all, lines[index].Label).ShouldEndWith(string.Create(CultureInfo.InvariantCulture, $"{index + 1:N2}"));
        }

        for (var page = 0; page < pages.Length; page++)
        {
            pages[page].ShouldContain($"Page {page + 1} of {pages.Length}");
            if (pages[page].Contains("Seat number", StringComparison.Ordinal))
            {
                pages[page].ShouldContain("Description");
            }
        }

        pages[1].ShouldContain("R-2026-000042, continued");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("{{7*7}} %s ${x} (a) \\ )Tj", "{{7*7}} %s ${x} (a) \\ )Tj")]
    [InlineData("Eve\r\nBcc: all@example.org", "Eve Bcc: all@example.org")]
    [InlineData("abc\u202Egpj.exe", "abcgpj.exe")]
    [InlineData("a\0b\u0007c\u200Fd\u2066e", "a b cde")]
    public async Task Render_WhenNameIsHostile_PrintsItAsPlainText(string name, string expected)
    {
        var text = await Text(Named(name));

        text.ShouldContain(expected);
        text.ShouldContain("Page 1 of 1");
    }

    [Fact]
    public async Task Render_WhenTextsAreEndless_CutsThemInsideTheirColumns()
    {
        var word = new string('W', 10_000);
        var receipt = Named(word) with
        {
            Tenant = new ReceiptIssuer(word, string.Join('\n', Enumerable.Repeat(word, 50)), word),
            Lines = [new ReceiptLine(word, int.MaxValue, 100), new ReceiptLine(string.Concat(Enumerable.Repeat("long words ", 1000)), 1, 100)],
            Taxes = [new ReceiptTax(word, 2000, 100, 20)],
            Payment = Receipt.Payment with { Provider = word, Reference = word },
            BookingNumber = word,
            Number = word,
        };

        var pdf = Renderer.Render(receipt);

        foreach (var (left, right, bottom) in await Boxes(pdf))
        {
            left.ShouldBeGreaterThan(45);
            right.ShouldBeLessThan(550);
            bottom.ShouldBeLessThan(815);
        }

        var text = await Poppler.Text(pdf);
        text.ShouldContain("W…");
        (await Poppler.Pages(pdf)).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("漢字 with \uFFFE and \U000F0000")]
    [InlineData("")]
    [InlineData("\u0301\u0301\u0301")]
    public async Task Render_WhenNameHasNoGlyphs_StillPrintsTheRest(string name)
    {
        var text = await Text(Named(name));

        text.ShouldContain("maria@example.org");
        text.ShouldContain("EUR 1,328.00");
    }

    [Fact]
    public async Task Render_Always_DrawsTheBookingNumberAsQrCode()
    {
        var pdf = Renderer.Render(Receipt);
        var page = await Poppler.Render(pdf, 1);
        var words = XDocument.Parse(await Poppler.Text(pdf, "-bbox")).Descendants().Where(element => element.Name.LocalName == "word");
        var caption = words.Last(word => word.Value == Receipt.BookingNumber);
        var captionTop = (int)(double.Parse(caption.Attribute("yMin")!.Value, CultureInfo.InvariantCulture) * GreyPage.PixelsPerPoint);
        var center = (int)((Number(caption, "xMin") + Number(caption, "xMax")) / 2 * GreyPage.PixelsPerPoint);

        using var expected = QRCodeGenerator.GenerateQrCode(Receipt.BookingNumber, QRCodeGenerator.ECCLevel.M);
        var matrix = WithoutMargin(expected.ModuleMatrix);
        const int half = 60 * GreyPage.PixelsPerPoint;
        bool RowIsDark(int y) => Enumerable.Range(center - half, 2 * half).Any(x => x < page.Width && page.IsDark(x, y));
        var bottom = Enumerable.Range(0, captionTop).Select(step => captionTop - 1 - step).First(RowIsDark) + 1;
        var columns = Enumerable.Range(center - half, 2 * half).Where(x => page.IsDark(x, bottom - 3)).ToList();
        var left = columns[0];
        var size = (2 * (center - left)) + 1;
        var module = (double)size / matrix.Count;
        var top = bottom - size;

        var wrong = 0;
        for (var row = 0; row < matrix.Count; row++)
        {
            for (var column = 0; column < matrix.Count; column++)
            {
                var dark = page.IsDark((int)(left + ((column + 0.5) * module)), (int)(top + ((row + 0.5) * module)));
                wrong += dark == matrix[row][column] ? 0 : 1;
            }
        }

        wrong.ShouldBe(0);
    }

    [Fact]
    public async Task Render_WhenLetterCarriesTwoMarks_DrawsBoth()
    {
        // Same receipts but for the marks: where a mark is lost in the embedded font, the pictures are the same too.
        var both = await Poppler.Render(Renderer.Render(Named("Nguyễn Hồng")), 1);
        var one = await Poppler.Render(Renderer.Render(Named("Nguyên Hông")), 1);
        var none = await Poppler.Render(Renderer.Render(Named("Nguyen Hong")), 1);

        both.DarkPixels.ShouldBeGreaterThan(one.DarkPixels);
        one.DarkPixels.ShouldBeGreaterThan(none.DarkPixels);
    }

    [Fact]
    public async Task Render_WhenCalledFromManyThreads_GivesTheSameTextEachTime()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Renderer.Render(Receipt))));

        var texts = new HashSet<string>();
        foreach (var file in files)
        {
            texts.Add(await Poppler.Text(file));
        }

        texts.Count.ShouldBe(1);
    }

    [Fact]
    public void Render_WhenReceiptIsOrdinary_StaysSmall() => Renderer.Render(Receipt).Length.ShouldBeLessThan(120_000);

    private static ReceiptDocument Named(string name) => Receipt with { Customer = Receipt.Customer with { Name = name } };

    private static Task<string> Text(ReceiptDocument receipt) => Poppler.Text(Renderer.Render(receipt), "-layout");

    private static string Row(string page, string start) =>
        page.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith(start, StringComparison.Ordinal));

    private static string Invisible(string text) =>
        string.Concat(text.Where(character => char.GetUnicodeCategory(character) != UnicodeCategory.Format));

    private static double Number(XElement word, string attribute) => double.Parse(word.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static async Task<List<(double Left, double Right, double Bottom)>> Boxes(byte[] pdf)
    {
        var boxes = XDocument.Parse(await Poppler.Text(pdf, "-bbox")).Descendants().Where(element => element.Name.LocalName == "word")
            .Select(word => (Number(word, "xMin"), Number(word, "xMax"), Number(word, "yMax"))).ToList();
        boxes.ShouldNotBeEmpty();
        return boxes;
    }

    private static List<BitArray> WithoutMargin(List<BitArray> matrix)
    {
        const int margin = 4;
        var size = matrix.Count - (2 * margin);
        return [.. matrix.Skip(margin).Take(size).Select(row => new BitArray([.. row.Cast<bool>().Skip(margin).Take(size)]))];
    }
}
