namespace Booking.Application.Receipts;

public interface IReceiptNumbers
{
    /// <summary>
    /// Takes the tenant's next number of a year, inside the running unit of work. Numbers have no gaps: the counter's row stays locked
    /// until the unit of work ends, and one that is rolled back gives its number back.
    /// </summary>
    Task<long> NextAsync(int year, CancellationToken ct);
}
