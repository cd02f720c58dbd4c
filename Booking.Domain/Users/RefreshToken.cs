namespace Booking.Domain.Users;

using Booking.Domain.Common;

/// <summary>
/// One link in a chain of refresh tokens. Using it spends it and makes the next; using a spent one means that it was copied,
/// and ends the whole family (RFC 9700 §4.14.2).
/// </summary>
public sealed class RefreshToken
{
    private RefreshToken()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid UserId { get; private init; }

    /// <summary>The login that the chain began with.</summary>
    public Guid FamilyId { get; private init; }

    /// <summary>SHA-256 of the token; the token itself is never stored.</summary>
    public byte[] Hash { get; private init; } = [];

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? SpentAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static RefreshToken Issue(Guid tenantId, Guid id, Guid userId, Guid familyId, byte[] hash, DateTimeOffset expiresAt) => new()
    {
        TenantId = tenantId,
        Id = id,
        UserId = userId,
        FamilyId = familyId,
        Hash = hash,
        ExpiresAt = expiresAt,
    };

    public bool WasSpent => SpentAt is not null;

    /// <summary>Uses the token up. The caller revokes the family when <see cref="WasSpent"/> was already true.</summary>
    public Result<Done> Spend(DateTimeOffset now)
    {
        if (RevokedAt is not null || WasSpent || ExpiresAt <= now)
        {
            return UserErrors.InvalidRefreshToken;
        }

        SpentAt = now;
        return Result.Success;
    }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
