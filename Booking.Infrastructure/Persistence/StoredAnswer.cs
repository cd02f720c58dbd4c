namespace Booking.Infrastructure.Persistence;

using System.Security.Cryptography;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Common;

/// <summary>What was answered to an idempotency key, as it is kept: an answer with a secret sealed, as a JSON text.</summary>
internal sealed record StoredAnswer(byte[] BodyHash, string Response)
{
    /// <summary>In the place of an answer while the request that makes it is still running.</summary>
    public static readonly StoredAnswer Running = new([], "");

    /// <summary>The answer as it is to be kept.</summary>
    public static string Keep(object payload, Guid tenantId, IdempotencyKey key, ISecretBox secrets)
    {
        string answer = JsonSerializer.Serialize(payload, payload.GetType(), StoredJson.Options);
        return payload is ISecretAnswer { HasSecret: true } ? JsonSerializer.Serialize(secrets.Seal(answer, Place(tenantId, key))) : answer;
    }

    /// <summary>The answer once more; a failure where it is not there yet, or was to another body.</summary>
    public TOutcome Replay<TOutcome>(Guid tenantId, IdempotencyKey key, ISecretBox secrets)
        where TOutcome : IOutcome<TOutcome>
    {
        if (ReferenceEquals(this, Running))
        {
            return TOutcome.Failure(Error.Conflict("idempotency_in_progress", "A request with this Idempotency-Key is still running.") with { RetryAfter = TimeSpan.FromSeconds(1) });
        }

        if (!CryptographicOperations.FixedTimeEquals(BodyHash, key.BodyHash))
        {
            return TOutcome.Failure(new Error("idempotency_key_reused", "This Idempotency-Key was used with another body.", ErrorKind.RuleViolated));
        }

        string answer = Response.StartsWith('"') && TOutcome.PayloadType.IsAssignableTo(typeof(ISecretAnswer))
            ? secrets.Open(JsonSerializer.Deserialize<string>(Response)!, Place(tenantId, key))
            : Response;
        return TOutcome.Restore(JsonSerializer.Deserialize(answer, TOutcome.PayloadType, StoredJson.Options)!);
    }

    private static string Place(Guid tenantId, IdempotencyKey key) => $"idempotency_keys\n{tenantId}\n{key.Caller}\n{key.Route}\n{key.Key}";
}
