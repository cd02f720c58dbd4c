namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;

/// <summary>Cars with seats enough.</summary>
internal sealed class CarAvailabilitySource(IBookingDb db, TimedAvailability timed) : IAvailabilitySource
{
    public OfferingKind Kind => OfferingKind.Car;

    public async Task<IReadOnlyList<AvailabilityView>> FindAsync(AvailabilityQuestion question, Guid after, int take, CancellationToken ct)
    {
        var cars = await db.Cars.AsNoTracking()
            .Where(car => car.IsActive && car.Id > after && (question.OfferingId == null || car.Id == question.OfferingId) && car.Seats >= question.Quantity)
            .Within(question.Near)
            .OrderBy(car => car.Id)
            .Take(take)
            .Select(car => new { car.Id, car.Name, car.TimeZone, car.DriverMode })
            .ToListAsync(ct);
        HashSet<Guid> driven = [.. cars.Where(car => car.DriverMode == DriverMode.Required).Select(car => car.Id)];
        return await timed.TryAsync(
            Kind, [.. cars.Select(car => (car.Id, car.Name, car.TimeZone))],
            (id, time) => [new CarItem(id, WallTime.At(time.From), WallTime.At(time.To), WithDriver: driven.Contains(id), null, null)], question, ct);
    }
}
