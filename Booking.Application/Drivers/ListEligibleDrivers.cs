namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Which drivers can take a ride of a car, and why the others cannot.</summary>
/// <param name="From">A local time is meant in the car's zone.</param>
/// <param name="PickUp">Where the ride begins; the car's home when null.</param>
public sealed record ListEligibleDriversQuery(Guid CarId, WallTime From, WallTime To, GeoPoint? PickUp, PageRequest Page) : IQuery<Page<EligibleDriverView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="Eligible">Whether the driver can take the ride.</param>
/// <param name="Reasons">What stands against it: <c>driver_shift</c>, <c>licence</c>, <c>booked</c>, <c>distance</c>; empty for a yes.</param>
/// <param name="DistanceKm">To where the ride begins, as the crow flies.</param>
/// <param name="TravelMinutes">How long the way there is reckoned.</param>
/// <param name="FromLocation">Whether that is from the last location, which counts for rides that begin soon; else from the base.</param>
public sealed record EligibleDriverView(
    Guid Id, string Name, IReadOnlyList<string> LicenceClasses, IReadOnlyList<string> Languages, bool Eligible, IReadOnlyList<string> Reasons, double DistanceKm, int TravelMinutes, bool FromLocation);

internal sealed class ListEligibleDriversHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors, DriverPool pool)
    : IRequestHandler<ListEligibleDriversQuery, Result<Page<EligibleDriverView>>>
{
    private const string List = "eligible drivers";

    public async Task<Result<Page<EligibleDriverView>>> Handle(ListEligibleDriversQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Car? car = await db.Cars.AsNoTracking().SingleOrDefaultAsync(car => car.Id == query.CarId, cancellationToken);
        if (car is null)
        {
            return OfferingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        Result<TimeRange> time = AskedWindow.Resolve(query.From, query.To, AskedWindow.Longest, car.TimeZone, now);
        if (time.IsFailure)
        {
            return time.Error;
        }

        Guid after = position.Value;
        List<Driver> drivers = await db.Drivers.AsNoTracking()
            .Where(driver => driver.IsActive && driver.Id > after)
            .OrderBy(driver => driver.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        List<DriverAt> rows = [.. (await pool.LoadAsync(drivers, time.Value, now, cancellationToken)).At(time.Value)];
        GeoPoint pickUp = query.PickUp ?? new GeoPoint(car.Latitude, car.Longitude);
        return cursors.Page(List, query.Page, rows, row => row.Driver.Id, row => View(row.Driver, row.Fit(pickUp, car.LicenceClass)));
    }

    private static EligibleDriverView View(Driver driver, DriverFit fit) => new(
        driver.Id, driver.Name, driver.LicenceClasses, driver.Languages, fit.IsEligible, fit.Reasons, Math.Round(fit.DistanceKm, 1), (int)fit.Travel.TotalMinutes, fit.FromLocation);
}
