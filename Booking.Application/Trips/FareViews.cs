namespace Booking.Application.Trips;

using Booking.Domain.Common;
using Booking.Domain.Trips;

/// <param name="Fares">By stops and class.</param>
public sealed record RouteFaresView(Guid RouteId, string Currency, IReadOnlyList<FareView> Fares);

/// <param name="ScheduleId">Only for trips of this schedule; null for all of the route.</param>
/// <param name="ValidFrom">First local day of the departure that it holds for; null with <paramref name="ValidTo"/> holds always.</param>
public sealed record FareView(Guid FromStopId, Guid ToStopId, string Class, Money Price, Guid? ScheduleId, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    internal static FareView Of(Fare fare, string currency) =>
        new(fare.FromStopId, fare.ToStopId, fare.Class, new Money(fare.Amount, currency), fare.ScheduleId, fare.ValidFrom, fare.ValidTo);
}
