namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

internal sealed class CarGrants(IBookingDb db) : ItemGrants<CarItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<CarItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.CarId);
        Dictionary<Guid, Car> cars = await db.Cars.AsNoTracking().Where(car => ids.Contains(car.Id)).ToDictionaryAsync(car => car.Id, ct);
        return [.. items.Select(asked => GrantCar(asked.Index, asked.Item, cars, now))];
    }

    private static Result<Grant> GrantCar(int i, CarItem item, Dictionary<Guid, Car> cars, DateTimeOffset now)
    {
        if (!cars.TryGetValue(item.CarId, out Car? car))
        {
            return Unknown("/carId");
        }

        Result<TimeRange> asked = Resolve(item.From, item.To, car.TimeZone);
        if (asked.IsFailure)
        {
            return asked.Error;
        }

        Dictionary<string, string> details = new() { ["withDriver"] = item.WithDriver ? "true" : "false" };
        AddPlace(details, "pickUp", item.PickUp);
        AddPlace(details, "dropOff", item.DropOff);
        return car.Grant(i, asked.Value, item.WithDriver, details, now);
    }

    private static void AddPlace(Dictionary<string, string> details, string name, PlaceRef? place)
    {
        if (place is not null)
        {
            details[name] = FormattableString.Invariant($"{place.Lat},{place.Lng}");
            details[name + "Address"] = place.Address ?? "";
        }
    }
}
