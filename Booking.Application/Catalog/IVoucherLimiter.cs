namespace Booking.Application.Catalog;

using System.Net;

/// <summary>Bounds how often voucher codes are tried, so that they cannot be guessed. Holds across hosts, and per host when they cannot reach each other.</summary>
public interface IVoucherLimiter
{
    /// <summary>Counts one attempt if it may be evaluated, right or wrong: an answer must not tell which it was.</summary>
    /// <param name="userId">Null for a guest.</param>
    /// <param name="address">The peer of the connection.</param>
    /// <returns>Null when the attempt may be evaluated, else how long to wait.</returns>
    Task<TimeSpan?> TryEnterAsync(Guid tenantId, Guid? userId, IPAddress? address, CancellationToken ct);
}

/// <summary>A request that may carry a voucher code.</summary>
internal interface ITriesVoucher
{
    string? VoucherCode { get; }
}
