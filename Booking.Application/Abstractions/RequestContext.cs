namespace Booking.Application.Abstractions;

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Booking.Domain.Reporting;

/// <summary>Who asks, for which tenant, and with which key. One per scope; the host fills it in before the first use case.</summary>
public sealed class RequestContext
{
    private Guid? _tenantId;

    /// <exception cref="InvalidOperationException">No tenant is set: the work must not go on.</exception>
    public Guid TenantId => _tenantId ?? throw new InvalidOperationException("No tenant is set for this work.");

    public bool HasTenant => _tenantId is not null;

    public Guid? UserId { get; private set; }

    public IReadOnlyList<string> Roles { get; private set; } = [];

    /// <summary>The peer of the connection, never a header that the peer can write; null for work that no request asked for.</summary>
    public IPAddress? Address { get; set; }

    /// <summary>The secret that a guest got with the hold.</summary>
    public string? HoldToken { get; set; }

    /// <summary>Set when the request carries an <c>Idempotency-Key</c>.</summary>
    public IdempotencyKey? Idempotency { get; set; }

    /// <summary>True once the answer came from an earlier request with the same key.</summary>
    public bool WasReplayed { get; set; }

    /// <summary>Null between two use cases.</summary>
    public RunningUseCase? Running { get; set; }

    /// <summary>Who asks, as the audit log names them.</summary>
    public AuditActor Actor => new(UserId is not null ? AuditActorKind.User : Address is not null ? AuditActorKind.Anonymous : AuditActorKind.System, UserId, Roles);

    public bool IsAdmin => Roles.Contains(Domain.Users.Roles.Admin);

    /// <summary>Whether the caller may change an offering: an admin any of the tenant's, a provider the own ones.</summary>
    public bool MayManage(Guid? ownerId) => IsAdmin || (ownerId is not null && ownerId == UserId && Roles.Contains(Domain.Users.Roles.Provider));

    /// <summary>The tenant is chosen once; changing it in the middle of work would mix two tenants' rows.</summary>
    public void UseTenant(Guid tenantId)
    {
        if (_tenantId is { } current && current != tenantId)
        {
            throw new InvalidOperationException("The tenant of this scope is set already.");
        }

        _tenantId = tenantId;
    }

    public void SignIn(Guid userId, IReadOnlyList<string> roles) => (UserId, Roles) = (userId, roles);

    /// <summary>Makes what follows a customer's own, as if the customer had asked for it, until the answer is disposed of.</summary>
    public IDisposable ActFor(Guid customerId)
    {
        Acting acting = new(this, UserId, Roles);
        SignIn(customerId, [Domain.Users.Roles.Customer]);
        return acting;
    }

    /// <summary>Whether the caller may see and act on what belongs to this customer or guest.</summary>
    public bool MayUse(Guid? customerId, byte[]? tokenHash) =>
        IsAdmin
        || (customerId is not null && customerId == UserId)
        || (tokenHash is not null && HoldToken is not null && CryptographicOperations.FixedTimeEquals(tokenHash, HashToken(HoldToken)));

    public static byte[] HashToken(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed class Acting(RequestContext context, Guid? userId, IReadOnlyList<string> roles) : IDisposable
    {
        public void Dispose() => (context.UserId, context.Roles) = (userId, roles);
    }
}

/// <summary>Names one request so that repeating it has no second effect.</summary>
/// <param name="Key">As the caller sent it; at most 255 characters.</param>
/// <param name="Caller">User, guest token or address the key belongs to.</param>
/// <param name="Route">Method and path.</param>
/// <param name="BodyHash">SHA-256 of the body; another body under the same key is refused.</param>
public sealed record IdempotencyKey(string Key, string Caller, string Route, byte[] BodyHash)
{
    public const int MaxLength = 255;
}
