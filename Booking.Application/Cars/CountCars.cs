namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What the found cars are like, for the filters beside a list of them.</summary>
public sealed record CountCarsQuery(CarFilter Filter) : IQuery<CarFacetsView>;

/// <summary>One value and how many of the found cars have it.</summary>
public sealed record CarFacetView(string Value, int Count);

/// <param name="PricePerDay">What a usual day costs with the cheapest and the dearest car; null when none was found.</param>
/// <param name="IsComplete">False when so many cars were found that only the first of them are counted; then ask for less.</param>
public sealed record CarFacetsView(
    int Count, IReadOnlyList<CarFacetView> Classes, IReadOnlyList<CarFacetView> Features, IReadOnlyList<CarFacetView> DriverModes, CarPriceRangeView? PricePerDay, bool IsComplete);

public sealed record CarPriceRangeView(Money Lowest, Money Highest);

internal sealed class CountCarsValidator : AbstractValidator<CountCarsQuery>
{
    public CountCarsValidator() => this.Flat(query => query.Filter, new CarFilterValidator());
}

internal sealed class CountCarsHandler(IBookingDb db, IDatabaseClock clock, CarSearch search) : IRequestHandler<CountCarsQuery, Result<CarFacetsView>>
{
    /// <summary>Cars that are looked at where the database does not decide alone.</summary>
    private const int MaxDecided = 2_000;

    private const int MaxValues = 100;

    public async Task<Result<CarFacetsView>> Handle(CountCarsQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        IQueryable<FoundCar> found = search.Find(db.Cars.AsNoTracking().Where(car => car.IsActive), query.Filter, now);
        if (!query.Filter.IsDecidedLater)
        {
            return await CountAsync(found.Select(row => row.Car), cancellationToken);
        }

        Func<Car, bool> fits = await search.DecideAsync(query.Filter, now, cancellationToken);
        List<Car> looked = await found.Select(row => row.Car).OrderBy(car => car.Id).Take(MaxDecided + 1).ToListAsync(cancellationToken);
        return Count([.. looked.Take(MaxDecided).Where(fits)], isComplete: looked.Count <= MaxDecided);
    }

    private static async Task<CarFacetsView> CountAsync(IQueryable<Car> cars, CancellationToken ct)
    {
        var prices = await cars
            .GroupBy(car => car.Currency)
            .Select(same => new { Currency = same.Key, Count = same.Count(), Lowest = same.Min(car => car.PricePerDay), Highest = same.Max(car => car.PricePerDay) })
            .OrderByDescending(same => same.Count)
            .ToListAsync(ct);
        var classes = await cars.GroupBy(car => car.Class).Select(same => new { same.Key, Count = same.Count() }).OrderByDescending(same => same.Count).ThenBy(same => same.Key).Take(MaxValues).ToListAsync(ct);
        var features = await cars.SelectMany(car => car.Features).GroupBy(feature => feature).Select(same => new { same.Key, Count = same.Count() })
            .OrderByDescending(same => same.Count).ThenBy(same => same.Key).Take(MaxValues).ToListAsync(ct);
        var modes = await cars.GroupBy(car => car.DriverMode).Select(same => new { same.Key, Count = same.Count() }).OrderByDescending(same => same.Count).ThenBy(same => same.Key).ToListAsync(ct);
        return new CarFacetsView(
            prices.Sum(same => same.Count),
            [.. classes.Select(same => new CarFacetView(same.Key, same.Count))],
            [.. features.Select(same => new CarFacetView(same.Key, same.Count))],
            [.. modes.Select(same => new CarFacetView(Word(same.Key), same.Count))],
            prices.Count == 0 ? null : new CarPriceRangeView(new Money(prices[0].Lowest, prices[0].Currency), new Money(prices[0].Highest, prices[0].Currency)),
            IsComplete: true);
    }

    private static CarFacetsView Count(List<Car> cars, bool isComplete) => new(
        cars.Count,
        Values(cars.Select(car => car.Class)),
        Values(cars.SelectMany(car => car.Features)),
        Values(cars.Select(car => Word(car.DriverMode))),
        cars.Count == 0 ? null : new CarPriceRangeView(new Money(cars.Min(car => car.PricePerDay), cars[0].Currency), new Money(cars.Max(car => car.PricePerDay), cars[0].Currency)),
        isComplete);

    private static List<CarFacetView> Values(IEnumerable<string> values) =>
    [
        .. values.GroupBy(value => value).Select(same => new CarFacetView(same.Key, same.Count()))
            .OrderByDescending(same => same.Count).ThenBy(same => same.Value, StringComparer.Ordinal).Take(MaxValues),
    ];

    private static string Word(DriverMode mode) => mode switch
    {
        DriverMode.Required => "required",
        DriverMode.SelfDriveOnly => "self_drive_only",
        _ => "optional",
    };
}
