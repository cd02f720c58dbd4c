namespace Booking.Application.Tests.Tickets;

using System.Buffers.Binary;
using System.Globalization;
using System.Xml.Linq;
using Booking.Application.Tests.Receipts;
using Booking.Application.Tickets;
using Booking.Infrastructure.Receipts;
using Booking.Infrastructure.Tickets;
using QRCoder;
using Shouldly;
using Xunit;

public sealed class TicketRendererTests
{
    private static readonly TicketRenderer Renderer = new(SystemFonts.Install());

    private static readonly TicketDocument Ticket = new(
        "Aegean Coaches & Halls", "Winter Concert, Parterre", "Μαρία Παπαδοπούλου", "BK-7Q4M-92XD",
        [new TicketRow("From", "1 December 2026, 19:30 (Europe/Athens)"), new TicketRow("Place", "Old Hall"), new TicketRow("Seat", "Parkett Ä-12")],
        new string('t', 180));

    [Fact]
    public async Task RenderPdf_Always_PrintsAllOfItOnOnePage()
    {
        string page = (await Poppler.Pages(Renderer.RenderPdf(Ticket))).ShouldHaveSingleItem();

        foreach (string part in (string[])["Aegean Coaches & Halls", "Winter Concert, Parterre", "Μαρία Παπαδοπούλου", "Booking BK-7Q4M-92XD", "1 December 2026, 19:30 (Europe/Athens)", "Old Hall", "Parkett Ä-12"])
        {
            page.ShouldContain(part);
        }
    }

    [Fact]
    public async Task RenderPdf_WhenTextsAreEndlessOrHostile_CutsThemAboveTheCode()
    {
        string word = new('W', 10_000);
        byte[] pdf = Renderer.RenderPdf(Ticket with { Issuer = word, Title = word, Holder = "Eve\r\nBcc: all@example.org\u202E", BookingNumber = word, Rows = [.. Enumerable.Repeat(new TicketRow("Seat", word), 4)] });

        (await Poppler.Text(pdf)).ShouldContain("Eve Bcc: all@example.org");
        List<double> bottoms = [.. XDocument.Parse(await Poppler.Text(pdf, "-bbox")).Descendants().Where(element => element.Name.LocalName == "word")
            .Select(element => double.Parse(element.Attribute("yMax")!.Value, CultureInfo.InvariantCulture))];
        bottoms.Count(bottom => bottom > 340).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task RenderPdf_Always_DrawsTheTokenAsQrCode()
    {
        GreyPage page = await Poppler.Render(Renderer.RenderPdf(Ticket), 1);
        using QRCodeData expected = QRCodeGenerator.GenerateQrCode(Ticket.Token, QRCodeGenerator.ECCLevel.M);
        int modules = expected.ModuleMatrix.Count;

        int wrong = 0;
        for (int row = 0; row < modules; row++)
        {
            for (int column = 0; column < modules; column++)
            {
                int x = (int)((110 + (200 * (column + 0.5) / modules)) * GreyPage.PixelsPerPoint);
                int y = (int)((336 + (200 * (row + 0.5) / modules)) * GreyPage.PixelsPerPoint);
                wrong += page.IsDark(x, y) == expected.ModuleMatrix[row][column] ? 0 : 1;
            }
        }

        wrong.ShouldBe(0);
    }

    [Fact]
    public void RenderCode_Always_IsAPngWithAPaletteAndAMargin()
    {
        byte[] png = Renderer.RenderCode(Ticket.Token);

        png.AsSpan(0, 8).SequenceEqual((byte[])[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).ShouldBeTrue();
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).ShouldBe(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        png[25].ShouldBe((byte)3);
    }
}
