namespace Booking.Domain.Events;

using Booking.Domain.Common;

/// <summary>What a place of an event costs: a counted kind of place, or the price category of named seats.</summary>
public sealed class TicketType
{
    private TicketType()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid EventId { get; private init; }

    public string Name { get; private init; } = "";

    public Money Price { get; private init; }

    public int TaxRate { get; private init; }

    /// <summary>The pool its places come from; null for the category of named seats. Two types may share one pool.</summary>
    public Guid? PoolId { get; private init; }

    /// <summary>Places of the pool, or seats of the category.</summary>
    public int Capacity { get; private init; }

    public int MaxPerOrder { get; private init; }

    public int SortOrder { get; private init; }

    public static TicketType Create(Guid tenantId, Guid id, Guid eventId, string name, Money price, int taxRate, Guid? poolId, int capacity, int maxPerOrder, int sortOrder) => new()
    {
        TenantId = tenantId,
        Id = id,
        EventId = eventId,
        Name = name,
        Price = price,
        TaxRate = taxRate,
        PoolId = poolId,
        Capacity = capacity,
        MaxPerOrder = maxPerOrder,
        SortOrder = sortOrder,
    };
}
