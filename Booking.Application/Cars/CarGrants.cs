namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Drivers;
using Booking.Application.Holds;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

internal sealed class CarGrants(IBookingDb db, DriverPool drivers) : ItemGrants<CarItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<CarItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.CarId);
        Dictionary<Guid, Car> cars = await db.Cars.AsNoTracking().Where(car => ids.Contains(car.Id)).ToDictionaryAsync(car => car.Id, ct);
        List<Result<Grant>> grants = [.. items.Select(asked => cars.TryGetValue(asked.Item.CarId, out Car? car) ? GrantCar(asked.Index, asked.Item, car, now) : Unknown("/carId"))];
        List<(int Index, Ride Ride)> rides = [.. items.Index()
            .Where(asked => asked.Item.Item.WithDriver && grants[asked.Index].IsSuccess)
            .Select(asked => (asked.Index, RideOf(asked.Item.Item, grants[asked.Index].Value!, cars)))];
        if (rides.Count > 0)
        {
            TimeRange window = new(rides.Min(ride => ride.Ride.Time.From), rides.Max(ride => ride.Ride.Time.To));
            LoadedDrivers around = await drivers.AroundAsync([.. rides.Select(ride => ride.Ride.Start)], reachKm: 0, window, now, ct);
            foreach ((int index, Ride ride) in rides)
            {
                grants[index] = CheckDriver(ride, grants[index], around);
            }
        }

        return grants;
    }

    protected override async ValueTask<Result<Grant>?> GrantKnownAsync(AskedItem<CarItem> asked, IReadOnlyList<ItemRequest> all, UsedTerms terms, DateTimeOffset now, CancellationToken ct) =>
        asked.Item.WithDriver || await terms.FindAsync(TermsKind.Car, asked.Item.CarId, ct => db.Cars.AsNoTracking().SingleOrDefaultAsync(car => car.Id == asked.Item.CarId, ct), ct) is not { } car
            ? null
            : GrantCar(asked.Index, asked.Item, car, now);

    /// <summary>Who drives is decided when the ride is booked; that nobody could is known now.</summary>
    private static Result<Grant> CheckDriver(Ride ride, Result<Grant> grant, LoadedDrivers around)
    {
        List<DriverFit> fits = [.. around.At(ride.Time).Select(driver => driver.Fit(ride.Start, ride.LicenceClass))];
        if (fits.Exists(fit => fit.IsEligible))
        {
            return grant;
        }

        return fits.Exists(fit => fit.Reasons is [Reason.Booked])
            ? Error.Rule("/withDriver", "All drivers who work at that time have other rides.", Reason.Booked)
            : Error.Rule("/withDriver", "No driver's shift covers that time.", Reason.DriverShift);
    }

    private static Result<Grant> GrantCar(int i, CarItem item, Car car, DateTimeOffset now)
    {
        Result<TimeRange> asked = Resolve(item.From, item.To, car.TimeZone);
        if (asked.IsFailure)
        {
            return asked.Error;
        }

        Dictionary<string, string> details = new() { ["withDriver"] = item.WithDriver ? "true" : "false" };
        AddPlace(details, "pickUp", item.PickUp);
        AddPlace(details, "dropOff", item.DropOff);
        return car.Grant(i, asked.Value, new CarRide(item.WithDriver, PointOf(item.PickUp), PointOf(item.DropOff)), details, now);
    }

    private static Ride RideOf(CarItem item, Grant grant, Dictionary<Guid, Car> cars)
    {
        Car car = cars[item.CarId];
        return new Ride(PointOf(item.PickUp) ?? new GeoPoint(car.Latitude, car.Longitude), new TimeRange(grant.Item.From!.Value, grant.Item.To!.Value), car.LicenceClass);
    }

    private static GeoPoint? PointOf(PlaceRef? place) => place is null ? null : new GeoPoint(place.Lat, place.Lng);

    private static void AddPlace(Dictionary<string, string> details, string name, PlaceRef? place)
    {
        if (place is not null)
        {
            details[name] = FormattableString.Invariant($"{place.Lat},{place.Lng}");
            details[name + "Address"] = place.Address ?? "";
        }
    }

    private sealed record Ride(GeoPoint Start, TimeRange Time, string LicenceClass);
}
