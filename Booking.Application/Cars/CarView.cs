namespace Booking.Application.Cars;

using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;

/// <summary>Where the car is fetched and brought back.</summary>
/// <param name="Lat">Degrees, WGS 84.</param>
public sealed record PlaceView(double Lat, double Lng, string Address);

/// <param name="Rates">What decides the price: a season outranks a weekday, a weekday the usual rate, and no day costs more than its day rate.</param>
/// <param name="PricePerHour">The usual rate of a started hour, or null when the car is not rented by the hour.</param>
/// <param name="PricePerDay">What a usual day costs.</param>
/// <param name="TaxRate">In basis points; 1900 is 19 %.</param>
/// <param name="LicenceClass">What somebody who drives it needs, e.g. <c>B</c>.</param>
/// <param name="DriverFeePerDay">Per started day with a driver.</param>
/// <param name="IncludedKmPerDay">Kilometres from pick-up to drop-off that a started day includes.</param>
/// <param name="PricePerExtraKm">For each kilometre more.</param>
/// <param name="OneWayFee">For a car that is brought back further than <paramref name="OneWayFreeKm"/> from home, or in another city.</param>
/// <param name="MaxPickUpKm">How far from home it is brought; further away only to <paramref name="PickUpPoints"/>.</param>
/// <param name="MaxDropOffKm">How far from home it may be left, when <paramref name="DropOffPoints"/> is empty.</param>
/// <param name="DropOffPoints">The only places beside home where it may be left; any place when empty.</param>
/// <param name="Total">What the time asked for costs, with a driver where one was asked for or comes with the car; null when no time was asked for.</param>
/// <param name="Available">It can be had over the time asked for, turnaround, notice and duration included; free at this moment when none was.</param>
/// <param name="DistanceKm">From the place asked for, or null when none was.</param>
/// <param name="NoticeMinutes">How long before the start the owner wants to know.</param>
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
    IReadOnlyList<RateView> Rates,
    Money? PricePerHour,
    Money PricePerDay,
    int TaxRate,
    DriverMode DriverMode,
    string LicenceClass,
    Money DriverFeePerDay,
    int IncludedKmPerDay,
    Money PricePerExtraKm,
    Money OneWayFee,
    int OneWayFreeKm,
    int MaxPickUpKm,
    IReadOnlyList<CarPoint> PickUpPoints,
    int MaxDropOffKm,
    IReadOnlyList<CarPoint> DropOffPoints,
    Money? Total,
    bool Available,
    double? DistanceKm,
    int MinMinutes,
    int MaxMinutes,
    int NoticeMinutes,
    int BufferMinutes,
    int HoldMinutes,
    CancellationPolicy CancellationPolicy,
    Guid? OwnerId,
    bool IsActive,
    IReadOnlyList<string> AvailableActions)
{
    /// <summary>What its customers think of it.</summary>
    public RatingSummary Rating { get; init; } = RatingSummary.None;

    /// <param name="withDriver">Null takes one where the car comes with one only.</param>
    internal static CarView Of(Car car, TimeRange? asked, bool isFree, SearchArea? near, bool? withDriver = null) => new(
        car.Id,
        car.Name,
        car.Class,
        car.Seats,
        new PlaceView(car.Latitude, car.Longitude, car.Address),
        car.City,
        car.TimeZone,
        car.Features,
        car.Pictures,
        [.. car.Rates.Select(rate => RateView.Of(rate, car.Currency))],
        car.Rates.FirstOrDefault(rate => rate is { Unit: RateUnit.Hour, Days.Count: 0, SeasonFrom: null }) is { } hour ? new Money(hour.Amount, car.Currency) : null,
        new Money(car.PricePerDay, car.Currency),
        car.TaxRate,
        car.DriverMode,
        car.LicenceClass,
        new Money(car.DriverFeePerDay, car.Currency),
        car.IncludedKmPerDay,
        new Money(car.PricePerExtraKm, car.Currency),
        new Money(car.OneWayFee, car.Currency),
        car.OneWayFreeKm,
        car.MaxPickUpKm,
        car.PickUpPoints,
        car.MaxDropOffKm,
        car.DropOffPoints,
        asked is { } range ? TotalOf(car, range, withDriver) : null,
        isFree,
        near.DistanceKm(car.Latitude, car.Longitude),
        car.MinMinutes,
        car.MaxMinutes,
        car.NoticeMinutes,
        car.BufferMinutes,
        car.HoldMinutes,
        car.Policy,
        car.OwnerId,
        car.IsActive,
        OfferingActions.When(car.IsActive && (isFree || asked is null)));

    internal static Money TotalOf(Car car, TimeRange asked, bool? withDriver) => car.Total(asked, new CarRide(withDriver ?? car.DriverMode == DriverMode.Required));
}
