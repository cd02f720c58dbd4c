namespace Booking.Infrastructure.Catalog;

using System.Net;
using System.Net.Sockets;
using Booking.Application.Catalog;
using Booking.Infrastructure.Users;

/// <summary>Counts attempts per customer and per address, as those to log in are counted: by this host first, then by all together.</summary>
internal sealed class VoucherLimiter(HostLoginCounters own, SharedLoginCounters shared, VoucherOptions options) : IVoucherLimiter
{
    // An IPv6 customer has a /64 of addresses.
    private const int NetworkBytes6 = 8;

    public async Task<TimeSpan?> TryEnterAsync(Guid tenantId, Guid? userId, IPAddress? address, CancellationToken ct)
    {
        List<LoginCounter> counters = [new($"booking:voucher:address:{Network(address)}", options.AttemptsPerAddress)];
        if (userId is { } user)
        {
            counters.Add(new LoginCounter($"booking:voucher:customer:{tenantId:N}:{user:N}", options.AttemptsPerCustomer));
        }

        return own.TryCount(counters) ?? await shared.TryCountAsync(counters, ct);
    }

    private static string Network(IPAddress? address)
    {
        if (address is null)
        {
            return "none";
        }

        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        byte[] bytes = plain.GetAddressBytes();
        return Convert.ToHexString(plain.AddressFamily == AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, NetworkBytes6) : bytes);
    }
}

/// <summary>Section <c>Vouchers</c>. Attempts are counted per minute.</summary>
internal sealed class VoucherOptions
{
    public const string Section = "Vouchers";

    /// <summary>Of one signed-in customer.</summary>
    public int AttemptsPerCustomer { get; init; } = 10;

    /// <summary>Of all customers and guests from one address (IPv4 address, IPv6 /64).</summary>
    public int AttemptsPerAddress { get; init; } = 60;
}
