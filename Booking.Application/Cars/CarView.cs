namespace Booking.Application.Cars;

using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;

/// <summary>Where the car is fetched and brought back.</summary>
/// <param name="Lat">Degrees, WGS 84.</param>
public sealed record PlaceView(double Lat, double Lng, string Address);

/// <param name="PricePerHour">Per started hour; a day never costs more than <paramref name="PricePerDay"/>.</param>
/// <param name="DriverFeePerDay">Per started day with a driver.</param>
/// <param name="Total">The rental without a driver for the time asked for, or null when none was.</param>
/// <param name="Available">Free over the time asked for, turnaround included; free at this moment when none was.</param>
/// <param name="DistanceKm">From the place asked for, or null when none was.</param>
public sealed record CarView(
    Guid Id,
    string Name,
    string Class,
    int Seats,
    PlaceView Location,
    string City,
    string TimeZone,
    IReadOnlyList<string> Features,
    IReadOnlyList<string> Pictures,
    Money PricePerHour,
    Money PricePerDay,
    Money DriverFeePerDay,
    Money? Total,
    bool Available,
    double? DistanceKm,
    int MinMinutes,
    int MaxMinutes,
    int BufferMinutes,
    IReadOnlyList<string> AvailableActions)
{
    internal static CarView Of(Car car, TimeRange? asked, bool isFree, SearchArea? near) => new(
        car.Id,
        car.Name,
        car.Class,
        car.Seats,
        new PlaceView(car.Latitude, car.Longitude, car.Address),
        car.City,
        car.TimeZone,
        car.Features,
        car.Pictures,
        new Money(car.PricePerHour, car.Currency),
        new Money(car.PricePerDay, car.Currency),
        new Money(car.DriverFeePerDay, car.Currency),
        asked is { } range ? car.Total(range, withDriver: false) : null,
        isFree,
        near.DistanceKm(car.Latitude, car.Longitude),
        car.MinMinutes,
        car.MaxMinutes,
        car.BufferMinutes,
        OfferingActions.When(isFree || asked is null));
}
