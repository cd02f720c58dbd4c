namespace Booking.Domain.Catalog;

/// <summary>A counted stock. The counters are moved by the claim store alone, never through this class.</summary>
public sealed class Pool
{
    private Pool()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public int Capacity { get; private init; }

    public int Held { get; private init; }

    public int Sold { get; private init; }

    /// <summary>Sold or held beforehand, for stock that is gone when the pool is opened.</summary>
    public static Pool Open(Guid tenantId, Guid id, int capacity, int sold = 0) => new()
    {
        TenantId = tenantId,
        Id = id,
        Capacity = capacity,
        Sold = sold,
    };
}
