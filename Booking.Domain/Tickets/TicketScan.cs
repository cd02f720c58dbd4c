namespace Booking.Domain.Tickets;

/// <summary>What a scanner was told. Repeated with the same nonce, a scan is told the same.</summary>
public sealed class TicketScan
{
    private TicketScan()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>The user of the scanner.</summary>
    public Guid By { get; private init; }

    /// <summary>The scanner's own name for it, one per user.</summary>
    public string Nonce { get; private init; } = "";

    /// <summary>SHA-256 of what was asked.</summary>
    public byte[] Request { get; private init; } = [];

    /// <summary>Null where the token named none of the tenant's.</summary>
    public Guid? TicketId { get; private init; }

    public string Gate { get; private init; } = "";

    /// <summary>As the scanner says.</summary>
    public DateTimeOffset ScannedAt { get; private init; }

    public DateTimeOffset ReceivedAt { get; private init; }

    /// <summary>Null where somebody came in; else one of <see cref="ScanRefusals"/>.</summary>
    public string? Refusal { get; private init; }

    /// <summary>Why somebody was let in all the same; null where nothing was overridden.</summary>
    public string? ForcedReason { get; private init; }

    /// <summary>Whether a rule was overridden.</summary>
    public bool IsForced { get; private init; }

    /// <summary>When and where it was used before.</summary>
    public DateTimeOffset? UsedAt { get; private init; }

    public string? UsedGate { get; private init; }

    public bool IsAdmitted => Refusal is null;

    /// <param name="ticket">As it was before; null where the token named none.</param>
    public static TicketScan Take(
        Guid id, Guid tenantId, Guid by, string nonce, byte[] request, string gate, DateTimeOffset scannedAt, DateTimeOffset now, Ticket? ticket, string? refusal, bool isForced, string? forcedReason) => new()
        {
            TenantId = tenantId,
            Id = id,
            By = by,
            Nonce = nonce,
            Request = request,
            TicketId = ticket?.Id,
            Gate = gate,
            ScannedAt = scannedAt,
            ReceivedAt = now,
            Refusal = refusal,
            IsForced = isForced,
            ForcedReason = isForced ? forcedReason : null,
            UsedAt = ticket?.UsedAt,
            UsedGate = ticket?.UsedGate,
        };
}
