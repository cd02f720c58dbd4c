namespace Booking.Application.Events;

using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;

/// <param name="Available">Places that can be held now. Types that share a pool show the same number.</param>
public sealed record TicketTypeView(Guid Id, string Name, Money Price, int Capacity, int Available, int MaxPerOrder, IReadOnlyList<string> AvailableActions);

/// <param name="Lat">Degrees, WGS 84.</param>
public sealed record EventPlaceView(double Lat, double Lng);

/// <param name="Venue">The name of the place.</param>
/// <param name="DistanceKm">From the place asked for, or null when none was.</param>
public sealed record EventView(
    Guid Id,
    string Title,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string TimeZone,
    string Venue,
    string City,
    EventPlaceView Location,
    string Category,
    string Description,
    Seating Seating,
    EventStatus Status,
    IReadOnlyList<TicketTypeView> TicketTypes,
    double? DistanceKm,
    IReadOnlyList<string> AvailableActions)
{
    internal static EventView Of(Event happening, IEnumerable<TicketTypeRow> types, DateTimeOffset now, SearchArea? near)
    {
        bool onSale = happening.Status == EventStatus.Published && happening.EndsAt > now;
        List<TicketTypeView> views = [.. types.Select(row => View(row, onSale))];
        return new EventView(
            happening.Id,
            happening.Title,
            happening.StartsAt,
            happening.EndsAt,
            happening.TimeZone,
            happening.VenueName,
            happening.City,
            new EventPlaceView(happening.Latitude, happening.Longitude),
            happening.Category,
            happening.Description,
            happening.Seating,
            happening.Status,
            views,
            near.DistanceKm(happening.Latitude, happening.Longitude),
            OfferingActions.When(onSale && views.Exists(type => type.Available > 0)));
    }

    private static TicketTypeView View(TicketTypeRow row, bool onSale) =>
        new(row.Id, row.Name, row.Price, row.Capacity, row.Available, row.MaxPerOrder, OfferingActions.When(onSale && row.Available > 0));
}

internal sealed record TicketTypeRow(Guid EventId, Guid Id, string Name, Money Price, int Capacity, int Available, int MaxPerOrder);
