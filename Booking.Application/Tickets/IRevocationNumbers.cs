namespace Booking.Application.Tickets;

public interface IRevocationNumbers
{
    /// <summary>
    /// Takes the tenant's next numbers, inside the running unit of work. The counter's row stays locked until it ends, so numbers take
    /// effect in their order. After all other locks.
    /// </summary>
    /// <returns>The first of them.</returns>
    Task<long> TakeAsync(int count, CancellationToken ct);
}
