namespace Booking.Application.Events;

using Booking.Application.Catalog;
using Booking.Domain.Events;

/// <param name="Place">The name of the place, for people.</param>
/// <param name="Seats">How many the layout has.</param>
public sealed record SeatMapView(Guid Id, string Name, string Place, int Seats, SeatLayout Layout)
{
    internal static SeatMapView Of(SeatMap map) => new(map.Id, map.Name, map.Place, map.Seats, map.Layout);

    internal static Versioned<SeatMapView> Tagged(SeatMap map, int saved = 0) => new(Of(map), map.Version + saved);
}

/// <summary>A seat map in a list, without its layout.</summary>
public sealed record SeatMapSummaryView(Guid Id, string Name, string Place, int Seats);
