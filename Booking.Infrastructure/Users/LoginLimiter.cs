namespace Booking.Infrastructure.Users;

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Booking.Application.Users;

/// <summary>
/// Counts attempts per account and network, per account, and per address. The small limit of an account holds per network,
/// so that whoever guesses at somebody's password locks out himself and not the owner, who comes from elsewhere; the
/// larger one over all networks bounds guessing from many places. The host's own counters are asked first and stand alone
/// while Redis is away; then an attacker gains at most one limit per host.
/// </summary>
internal sealed class LoginLimiter(HostLoginCounters own, SharedLoginCounters shared, LoginOptions options) : ILoginLimiter
{
    public async Task<TimeSpan?> TryEnterAsync(Guid tenantId, string email, IPAddress? address, CancellationToken ct)
    {
        string account = Digest($"{tenantId}\n{email}");
        IReadOnlyList<LoginCounter> counters =
        [
            new($"booking:login:address:{Network(address, 32, 64)}", options.AttemptsPerAddress),
            new($"booking:login:account:{account}:{Network(address, 24, 48)}", options.AttemptsPerAccount),
            new($"booking:login:account:{account}", options.AttemptsPerAccountEverywhere),
        ];
        return own.TryCount(counters) ?? await shared.TryCountAsync(counters, ct);
    }

    /// <summary>The leading bits of the address in hexadecimal; peers without one share a network.</summary>
    private static string Network(IPAddress? address, int bits4, int bits6)
    {
        if (address is null)
        {
            return "none";
        }

        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        int bytes = (plain.AddressFamily == AddressFamily.InterNetwork ? bits4 : bits6) / 8;
        return Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, bytes));
    }

    /// <summary>Mail addresses have no business in Redis.</summary>
    private static string Digest(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}

/// <param name="Limit">How many attempts a window takes.</param>
internal readonly record struct LoginCounter(string Key, int Limit)
{
    /// <summary>A window begins with its first attempt.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
}
