namespace Booking.Domain.Events;

/// <summary>Places that several ticket types of an event share, such as the room's. The count of them is a pool's.</summary>
public sealed class EventPool
{
    private EventPool()
    {
    }

    public Guid TenantId { get; private init; }

    /// <summary>Of the pool.</summary>
    public Guid Id { get; private init; }

    public Guid EventId { get; private init; }

    public string Name { get; private init; } = "";

    public static EventPool Open(Guid tenantId, Guid id, Guid eventId, string name) => new() { TenantId = tenantId, Id = id, EventId = eventId, Name = name };
}
