namespace Booking.Infrastructure.Messaging;

/// <summary>An event that waits for the relay; written in the transaction of the change it tells of.</summary>
public sealed class OutboxMessage
{
    public required Guid TenantId { get; init; }

    /// <summary>The event's id, the same on the bus, in webhooks and in realtime.</summary>
    public required Guid Id { get; init; }

    public required string Type { get; init; }

    public required Guid Subject { get; init; }

    /// <summary>The aggregate's version: rises with every change of the subject.</summary>
    public required long Sequence { get; init; }

    /// <summary>JSON.</summary>
    public required string Data { get; init; }

    /// <summary>W3C trace context of the request, so that the trace goes on behind the bus.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Who has done it, where the audit entry is made of the event; see <see cref="Reporting.AuditNote"/>.</summary>
    public string? Audit { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
