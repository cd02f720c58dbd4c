namespace Booking.Domain.Notifications;

using System.Security.Cryptography;
using Booking.Domain.Common;

/// <summary>A browser that a user wants to be told in (RFC 8030).</summary>
public sealed class PushSubscription : AggregateRoot
{
    public const int MaxPerUser = 10;

    private PushSubscription()
    {
    }

    public Guid UserId { get; private set; }

    /// <summary>Where the browser's push service takes messages for it; whoever knows it can send there.</summary>
    public string Endpoint { get; private init; } = "";

    /// <summary>The browser's public key; see <see cref="PushKey"/>.</summary>
    public byte[] PublicKey { get; private set; } = [];

    /// <summary>What browser and we know besides (RFC 8291).</summary>
    public byte[] AuthSecret { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    public static Result<PushSubscription> Create(Guid id, Guid tenantId, Guid userId, string endpoint, byte[] publicKey, byte[] authSecret, WebhookTargets targets, DateTimeOffset now)
    {
        Result<Uri> target = targets.Read(endpoint);
        if (target.IsFailure)
        {
            return Error.Rule("/endpoint", target.Error.Fields.Values.First()[0]);
        }

        PushSubscription subscription = new() { Id = id, TenantId = tenantId, UserId = userId, Endpoint = target.Value.AbsoluteUri, CreatedAt = now };
        Result<Done> keyed = subscription.ChangeKeys(publicKey, authSecret);
        return keyed.IsSuccess ? subscription : keyed.Error;
    }

    /// <summary>The browser has subscribed anew, or somebody else has signed in there.</summary>
    public Result<Done> Renew(Guid userId, byte[] publicKey, byte[] authSecret)
    {
        // Only the browser itself knows its secret: nobody else takes a subscription away from its user.
        if (userId != UserId && !CryptographicOperations.FixedTimeEquals(authSecret, AuthSecret))
        {
            return PushErrors.EndpointTaken;
        }

        Result<Done> keyed = ChangeKeys(publicKey, authSecret);
        UserId = keyed.IsSuccess ? userId : UserId;
        return keyed;
    }

    private Result<Done> ChangeKeys(byte[] publicKey, byte[] authSecret)
    {
        if (!PushKey.IsPoint(publicKey))
        {
            return Error.Rule("/keys/p256dh", "An uncompressed point of the curve P-256.");
        }

        if (authSecret.Length != PushKey.AuthLength)
        {
            return Error.Rule("/keys/auth", $"{PushKey.AuthLength} bytes.");
        }

        (PublicKey, AuthSecret) = (publicKey, authSecret);
        return Result.Success;
    }
}
