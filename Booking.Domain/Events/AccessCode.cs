namespace Booking.Domain.Events;

using System.Security.Cryptography;
using System.Text;

/// <summary>A word that opens hidden ticket types of an event. Only its hash is kept.</summary>
public sealed class AccessCode
{
    public const int MinLength = 4;
    public const int MaxLength = 64;

    private AccessCode()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid EventId { get; private init; }

    /// <summary>What it is for, for the organiser.</summary>
    public string Label { get; private init; } = "";

    /// <summary>SHA-256 of event and code, in any case of letters.</summary>
    public byte[] Hash { get; private init; } = [];

    /// <summary>The hidden types that it opens; empty opens all of the event.</summary>
    public IReadOnlyList<Guid> TicketTypeIds { get; private init; } = [];

    /// <summary>Counts the places bought with it; null where they are not counted.</summary>
    public Guid? PoolId { get; private init; }

    public bool IsActive { get; private set; } = true;

    public static AccessCode Create(Guid tenantId, Guid id, Guid eventId, string label, string code, IReadOnlyList<Guid> ticketTypeIds, Guid? poolId) => new()
    {
        TenantId = tenantId,
        Id = id,
        EventId = eventId,
        Label = label,
        Hash = HashOf(eventId, code),
        TicketTypeIds = ticketTypeIds,
        PoolId = poolId,
    };

    public static byte[] HashOf(Guid eventId, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"{eventId:N}/{code.Trim().ToUpperInvariant()}"));

    public bool Opens(TicketType type) => IsActive && type.EventId == EventId && (TicketTypeIds.Count == 0 || TicketTypeIds.Contains(type.Id));

    public void Withdraw() => IsActive = false;
}
