namespace Booking.Application.Users;

using System.Net;

/// <summary>Bounds how often passwords are tried, per account and per address. Holds across hosts, and per host when they cannot reach each other.</summary>
public interface ILoginLimiter
{
    /// <summary>Counts one attempt if it may be evaluated. Refused attempts are not counted, so they lengthen nothing.</summary>
    /// <param name="address">The peer of the connection, never a header that the peer can write.</param>
    /// <returns>Null when the attempt may be evaluated, else how long to wait.</returns>
    Task<TimeSpan?> TryEnterAsync(Guid tenantId, string email, IPAddress? address, CancellationToken ct);
}
