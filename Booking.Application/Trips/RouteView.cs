namespace Booking.Application.Trips;

using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;

/// <param name="Operator">The operator's name.</param>
/// <param name="TaxRate">In basis points: 700 is 7 %.</param>
/// <param name="RequiresNames">Every seat is sold to a named passenger.</param>
/// <param name="RequiresDocuments">Every passenger shows a document.</param>
/// <param name="PassengerTypes">Percent of the fare by kind of passenger; empty when all pay the whole fare.</param>
/// <param name="SaleClosesMinutes">The sale closes so long before the departure at each stop.</param>
/// <param name="DelayCaseMinutes">A delay of less opens no case for the bookings.</param>
/// <param name="IsActive">False once it is withdrawn.</param>
public sealed record RouteView(
    Guid Id,
    string Name,
    string Operator,
    Guid OperatorId,
    string Currency,
    int TaxRate,
    bool RequiresNames,
    bool RequiresDocuments,
    IReadOnlyList<PassengerFare> PassengerTypes,
    int SaleClosesMinutes,
    int DelayCaseMinutes,
    CancellationPolicy CancellationPolicy,
    bool IsActive,
    IReadOnlyList<RouteStopView> Stops)
{
    internal static RouteView Of(Route route, string company, IEnumerable<Stop> stops) => new(
        route.Id, route.Name, company, route.OperatorId, route.Currency, route.TaxRate, route.RequiresNames, route.RequiresDocuments, route.PassengerTypes,
        route.SaleClosesMinutes, route.DelayCaseMinutes, route.Policy, route.IsActive, [.. stops.OrderBy(stop => stop.Sequence).Select(RouteStopView.Of)]);

    internal static Versioned<RouteView> Versioned(Route route, string company, IEnumerable<Stop> stops) => new(Of(route, company, stops), route.Version);
}

/// <param name="Sequence">0 for the first stop of the route.</param>
/// <param name="ArrivesAfterMinutes">After the departure from the first stop.</param>
public sealed record RouteStopView(
    Guid Id, string Name, int Sequence, string City, string TimeZone, double Lat, double Lng, int ArrivesAfterMinutes, int DepartsAfterMinutes)
{
    internal static RouteStopView Of(Stop stop) => new(
        stop.Id, stop.Name, stop.Sequence, stop.City, stop.TimeZone, stop.Latitude, stop.Longitude, stop.ArrivesAfterMinutes, stop.DepartsAfterMinutes);
}
