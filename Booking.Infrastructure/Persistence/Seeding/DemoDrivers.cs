namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Drivers;

/// <summary>Every driver user has a base. At each there is somebody on call at any hour; the others work in three shifts.</summary>
internal static class DemoDrivers
{
    private const int Midnight = 24 * 60;

    private static readonly (DemoCars.Station Base, int Count)[] Bases =
    [
        (DemoCars.Berlin, 6), (DemoCars.Hamburg, 3), (DemoCars.Munich, 3), (DemoCars.Vienna, 2), (DemoCars.Cologne, 2), (DemoCars.Saigon, 3), (DemoCars.Hanoi, 1), (DemoCars.Danang, 1),
    ];

    public static IEnumerable<Driver> All() => Bases
        .SelectMany(place => Enumerable.Range(0, place.Count).Select(i => (place.Base, Place: i)))
        .Zip(DemoUsers.Drivers)
        .Select((pair, i) => Driver.Create(
            SeedIds.Of(DemoData.Demo, "driver", i + 1),
            DemoData.DemoTenantId,
            pair.Second.Id,
            new DriverDetails(
                pair.Second.Name,
                pair.First.Place == 0 ? [LicenceClasses.B, LicenceClasses.D1] : [LicenceClasses.B],
                pair.First.Base.Place,
                pair.First.Base.Address,
                pair.First.Base.TimeZone == SeedDay.Saigon ? ["vi", "en"] : ["de", "en"],
                IsActive: true),
            new ShiftPlan(pair.First.Base.TimeZone, [.. Enum.GetValues<DayOfWeek>().Select(day => Shift(day, pair.First.Place))], [])).Value!);

    private static WeeklyShift Shift(DayOfWeek day, int place) => (place % 4) switch
    {
        0 => new WeeklyShift(day, 0, Midnight),
        1 => new WeeklyShift(day, 6 * 60, 14 * 60),
        2 => new WeeklyShift(day, 14 * 60, 22 * 60),
        _ => new WeeklyShift(day, 22 * 60, Midnight + 6 * 60),
    };
}
