namespace Booking.Domain.Holds;

using Booking.Domain.Common;

/// <summary>What one item of a hold asks for, as the offering granted it; frozen in the hold and later in the booking.</summary>
/// <param name="Kind">One of <see cref="ItemKinds"/>.</param>
/// <param name="OfferingId">The car, venue, service, product, ticket type, event or trip.</param>
/// <param name="Title">The offering's name at the time of the hold.</param>
/// <param name="Quantity">Units sold: seats, places, pieces; 1 for a slot.</param>
/// <param name="From">Start of use, or null for a product.</param>
/// <param name="Seats">Named seats, empty otherwise.</param>
/// <param name="Details">What the vertical adds, e.g. pick-up address or stop names.</param>
public sealed record HoldItem(
    string Kind,
    Guid OfferingId,
    string Title,
    int Quantity,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? TimeZone,
    IReadOnlyList<string> Seats,
    IReadOnlyDictionary<string, string> Details)
{
    /// <summary>The offering's terms at the time of the hold; they stay these, whatever the offering says later.</summary>
    public CancellationPolicy Policy { get; init; } = CancellationPolicy.Default;

    /// <summary>So many minutes after its start it is given up where nobody has checked in; null where nobody has to.</summary>
    public int? CheckInWithinMinutes { get; init; }

    /// <summary>The same item on other seats.</summary>
    /// <param name="seats">Seat → seat in its place; others stay.</param>
    public HoldItem Reseated(IReadOnlyDictionary<string, string> seats) => this with { Seats = [.. Seats.Select(seat => seats.GetValueOrDefault(seat, seat))] };
}

/// <summary>The kinds of items a hold can have; the words of the API.</summary>
public static class ItemKinds
{
    public const string Car = "car";
    public const string Venue = "venue";
    public const string Service = "service";
    public const string Product = "product";
    public const string Ticket = "ticket";
    public const string EventSeat = "eventSeat";
    public const string TripSeat = "tripSeat";

    public static readonly IReadOnlyList<string> All = [Car, Venue, Service, Product, Ticket, EventSeat, TripSeat];
}

/// <summary>An offering's yes to one item: what it takes, what it costs, how long it may be held.</summary>
/// <param name="HoldFor">How long the offering lets its inventory be held without a booking.</param>
public sealed record Grant(HoldItem Item, IReadOnlyList<Claim> Claims, IReadOnlyList<PriceLine> Lines, TimeSpan HoldFor)
{
    /// <summary>What would do as well, best first: tried when this one's claims are lost to somebody else at the same moment.</summary>
    public IReadOnlyList<Grant> Others { get; init; } = [];
}
