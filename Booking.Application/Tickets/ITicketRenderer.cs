namespace Booking.Application.Tickets;

/// <summary>Draws tickets. Safe to call from several threads.</summary>
public interface ITicketRenderer
{
    /// <summary>
    /// The ticket as a PDF file with its token as QR code. Texts are printed as they are, never interpreted; what steers the layout is taken out.
    /// </summary>
    byte[] RenderPdf(TicketDocument document);

    /// <summary>The token as QR code in a PNG picture.</summary>
    byte[] RenderCode(string token);
}

/// <summary>Everything that is printed on a ticket.</summary>
/// <param name="Rows">What is told of it, each with its label.</param>
public sealed record TicketDocument(string Issuer, string Title, string Holder, string BookingNumber, IReadOnlyList<TicketRow> Rows, string Token);

public sealed record TicketRow(string Label, string Value);
