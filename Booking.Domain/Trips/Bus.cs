namespace Booking.Domain.Trips;

/// <summary>One seat of a bus.</summary>
/// <param name="Seat">Row and letter, e.g. <c>3A</c>.</param>
/// <param name="Deck">1 is the lower deck.</param>
public sealed record BusSeat(string Seat, int Deck, string Class);

/// <summary>A vehicle's seat layout.</summary>
public sealed class Bus
{
    private Bus()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public string Name { get; private init; } = "";

    public IReadOnlyList<BusSeat> Seats { get; private init; } = [];

    public static Bus Create(Guid tenantId, Guid id, string name, IReadOnlyList<BusSeat> seats) => new()
    {
        TenantId = tenantId,
        Id = id,
        Name = name,
        Seats = seats,
    };
}
