namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Trips;
using Booking.Domain.Users;
using Booking.Domain.Venues;

/// <summary>One of each kind, so that what one tenant must not see of another exists on both sides.</summary>
internal static class OtherTenant
{
    private const string Dublin = "Europe/Dublin";
    private const int TaxRate = 2300;

    private static readonly Guid Tenant = DemoData.OtherTenantId;
    private static readonly GeoPoint Quay = new(53.3478, -6.2397);

    public static async Task SeedAsync(BookingDbContext db, SeedDay day, string passwordHash, CancellationToken ct)
    {
        db.Add(User.Register(Id("user", 1), Tenant, "admin@other.test", "Aoife Other", "+353851234501", passwordHash, [Roles.Admin], day.Now));
        db.Add(User.Register(Id("user", 2), Tenant, "customer@other.test", "Cian Other", "+353851234502", passwordHash, [Roles.Customer], day.Now));
        db.Add(Car.Create(
            Id("car", 1),
            Tenant,
            new CarDetails("Nissan Leaf", "electric", 5, ["air conditioning"], [], "Dublin", "North Wall Quay 1", Quay, Dublin, "EUR", RateCard.Of(1_400, 7_900), TaxRate) { DriverFeePerDay = 11_000 }).Value!);
        db.Add(Venue.Create(
            Id("venue", 1), Tenant, ownerId: null, VenueDetails.Usual("EUR") with
            {
                Name = "Dock Hall",
                Description = "A hall by the docks.",
                City = "Dublin",
                Address = "North Wall Quay 2",
                Location = Quay,
                TimeZone = Dublin,
                Capacity = 120,
                Features = ["stage"],
                Rates = RateCard.Of(9_000, 70_000),
                TaxRate = TaxRate,
            }).Value ?? throw new InvalidOperationException("The hall breaks a rule."));
        db.Add(Pool.Open(Tenant, Id("pool", 1), 200));
        db.Add(Pool.Open(Tenant, Id("pool", 2), 40));
        db.Add(Event.Publish(
            Id("event", 1), Tenant, "Harbour Session", "Folk music at the docks.", "concert", "Dock Hall", "Dublin", Quay, Dublin, day.Range(Dublin, 10, 19, 3), Seating.General));
        db.Add(Operator.Create(Id("operator", 1), Tenant, null, new OperatorDetails("Other Bus", "OTHER", null, null, false, false)).Value!);
        db.Add(Bus.Create(Tenant, Id("bus", 1), "Minibus", [.. Enumerable.Range(1, 4).SelectMany(row => "ABC".Select(letter => new BusSeat(FormattableString.Invariant($"{row}{letter}"), 1, "standard")))]));
        db.Add(Provider.Create(
            Id("provider", 1), Tenant, new ProviderDetails("Niamh Byrne", null, null, true),
            WorkCalendar.Of([.. Enum.GetValues<DayOfWeek>().Select(weekday => new WorkingHours(weekday, 9 * 60, 17 * 60))])).Value!);
        Service walk = Service.Create(
            Id("service", 1), Tenant, null,
            ServiceDetails.Usual("EUR") with
            {
                Name = "City walk",
                Description = "Two hours through the old town.",
                Category = "tour",
                City = "Dublin",
                TimeZone = Dublin,
                DurationMinutes = 120,
                BufferMinutes = 15,
                StepMinutes = 120,
                Price = new Money(2_500, "EUR"),
                TaxRate = TaxRate,
                Performers = [new ServicePerformer(Id("provider", 1), null, null)],
            }).Value!;
        db.Add(walk);
        db.AddRange(walk.Words());
        await db.SaveChangesAsync(ct);

        db.Add(TicketType.Create(Tenant, Id("ticket-type", 1), Id("event", 1), "Admission", new Money(1_900, "EUR"), TaxRate, Id("pool", 1), 200, 10, 0));
        db.Add(Route.Create(Tenant, Id("route", 1), "Dublin – Galway", Id("operator", 1), "EUR", TaxRate));
        await db.SaveChangesAsync(ct);

        Stop[] stops =
        [
            Stop.Create(Tenant, Id("stop", 1), Id("route", 1), 0, "Dublin Busáras", "Dublin", 53.3498, -6.2516, Dublin, 0, 0),
            Stop.Create(Tenant, Id("stop", 2), Id("route", 1), 1, "Galway Coach Station", "Galway", 53.2753, -9.0463, Dublin, 150, 150),
        ];
        db.AddRange(stops);
        Trip trip = Trip.Schedule(Id("trip", 1), Tenant, Id("route", 1), Id("bus", 1), day.At(Dublin, 3, 9));
        db.Add(trip);
        Product scarf = Product.Create(
            Id("product", 1), Tenant, null, Id("pool", 2),
            ProductDetails.Usual("EUR") with { Name = "Wool scarf", Description = "Woven in Donegal.", Category = "merchandise", Price = new Money(3_500, "EUR"), TaxRate = TaxRate, MaxPerOrder = 5 }).Value!;
        db.Add(scarf);
        db.AddRange(scarf.Words());
        await db.SaveChangesAsync(ct);

        db.Add(Fare.Create(Tenant, Id("fare", 1), Id("route", 1), Id("stop", 1), Id("stop", 2), "standard", 1_800));
        db.AddRange(stops.Select(stop => TripStop.Of(trip, stop, trip.DepartsAt)));
        await db.SaveChangesAsync(ct);
    }

    private static Guid Id(string kind, int number) => SeedIds.Of(DemoData.Other, kind, number);
}
