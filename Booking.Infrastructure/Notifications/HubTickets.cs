namespace Booking.Infrastructure.Notifications;

using System.Security.Cryptography;
using System.Text;
using Booking.Application.Notifications;
using StackExchange.Redis;

/// <summary>
/// In Redis, so that any replica takes a ticket that another one gave. What lies there is the token encrypted with the ticket, under a hash of the
/// ticket: neither is known to who reads Redis.
/// </summary>
internal sealed class HubTickets(IConnectionMultiplexer redis) : IHubTickets
{
    private const string Prefix = "ht_";
    private const int SecretBytes = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task<string?> IssueAsync(string accessToken, CancellationToken ct)
    {
        byte[] secret = RandomNumberGenerator.GetBytes(SecretBytes);
        try
        {
            await redis.GetDatabase().StringSetAsync(KeyOf(secret), Seal(secret, accessToken), HubTicketView.Lifetime).WaitAsync(Patience, ct);
            return Prefix + Convert.ToHexStringLower(secret);
        }
        catch (Exception e) when (IsAway(e))
        {
            return null;
        }
    }

    public async Task<string?> RedeemAsync(string ticket, CancellationToken ct)
    {
        if (SecretOf(ticket) is not { } secret)
        {
            return null;
        }

        try
        {
            IDatabase database = redis.GetDatabase();
            byte[]? stored = await database.StringGetAsync(KeyOf(secret)).WaitAsync(Patience, ct);

            // Of several who come with the same ticket one removes it.
            return stored is not null && await database.KeyDeleteAsync(KeyOf(secret)).WaitAsync(Patience, ct) ? Open(secret, stored) : null;
        }
        catch (Exception e) when (IsAway(e))
        {
            return null;
        }
    }

    private static byte[]? SecretOf(string ticket)
    {
        if (!ticket.StartsWith(Prefix, StringComparison.Ordinal) || ticket.Length != Prefix.Length + (2 * SecretBytes))
        {
            return null;
        }

        byte[] secret = new byte[SecretBytes];
        return Convert.FromHexString(ticket.AsSpan(Prefix.Length), secret, out _, out int written) == System.Buffers.OperationStatus.Done && written == SecretBytes ? secret : null;
    }

    private static string KeyOf(byte[] secret) => $"booking:hub-ticket:{Convert.ToHexStringLower(SHA256.HashData(secret))}";

    // A secret encrypts one token, so the nonce may be the same for all.
    private static byte[] Seal(byte[] secret, string accessToken)
    {
        byte[] plain = Encoding.UTF8.GetBytes(accessToken);
        byte[] stored = new byte[plain.Length + AesGcm.TagByteSizes.MaxSize];
        using AesGcm cipher = new(secret, AesGcm.TagByteSizes.MaxSize);
        cipher.Encrypt(new byte[AesGcm.NonceByteSizes.MaxSize], plain, stored.AsSpan(0, plain.Length), stored.AsSpan(plain.Length));
        return stored;
    }

    private static string? Open(byte[] secret, byte[] stored)
    {
        int length = stored.Length - AesGcm.TagByteSizes.MaxSize;
        if (length <= 0)
        {
            return null;
        }

        byte[] plain = new byte[length];
        using AesGcm cipher = new(secret, AesGcm.TagByteSizes.MaxSize);
        try
        {
            cipher.Decrypt(new byte[AesGcm.NonceByteSizes.MaxSize], stored.AsSpan(0, length), stored.AsSpan(length), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static bool IsAway(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException;
}
