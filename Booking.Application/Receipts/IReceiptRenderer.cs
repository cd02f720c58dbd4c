namespace Booking.Application.Receipts;

public interface IReceiptRenderer
{
    /// <summary>
    /// Renders the receipt as a PDF file. The text of two renderings of the same document is the same, their bytes are not.
    /// Texts are printed as they are, never interpreted; characters that steer the layout (controls, line breaks, direction
    /// overrides) are taken out and very long texts are cut with an ellipsis. Safe to call from several threads.
    /// </summary>
    /// <exception cref="InvalidOperationException">The machine has no usable font.</exception>
    byte[] Render(ReceiptDocument document);
}
