namespace Booking.Application.Users;

using System.Buffers.Text;
using System.Security.Cryptography;
using Booking.Application.Abstractions;
using Booking.Domain.Users;

/// <summary>
/// Refresh tokens are <c>rt_</c> and the base64url form of the tenant's id and 32 random bytes, so that a call needs
/// nothing but the token. The tenant part is a hint where to look; only the stored hash decides.
/// </summary>
public static class RefreshTokenFormat
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const string Prefix = "rt_";
    private const int TenantBytes = 16;
    private const int SecretBytes = 32;

    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(TenantBytes + SecretBytes);

    public static bool TryReadTenant(string token, out Guid tenantId)
    {
        tenantId = Guid.Empty;
        Span<byte> bytes = stackalloc byte[TenantBytes + SecretBytes];
        if (token.Length != Length
            || !token.StartsWith(Prefix, StringComparison.Ordinal)
            || !Base64Url.IsValid(token.AsSpan(Prefix.Length))
            || !Base64Url.TryDecodeFromChars(token.AsSpan(Prefix.Length), bytes, out int written)
            || written != bytes.Length)
        {
            return false;
        }

        tenantId = new Guid(bytes[..TenantBytes]);
        return true;
    }

    internal static byte[] Hash(string token) => RequestContext.HashToken(token);

    /// <summary>Adds the next token of a family to the running unit of work; the answer is the only place where it can be read.</summary>
    internal static string IssueRefreshToken(this IBookingDb db, User user, Guid familyId, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[TenantBytes + SecretBytes];
        user.TenantId.TryWriteBytes(bytes);
        RandomNumberGenerator.Fill(bytes[TenantBytes..]);
        string token = Prefix + Base64Url.EncodeToString(bytes);
        db.RefreshTokens.Add(RefreshToken.Issue(user.TenantId, Guid.CreateVersion7(now), user.Id, familyId, Hash(token), now + Lifetime));
        return token;
    }
}
