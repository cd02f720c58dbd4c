namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;

/// <summary>Cars on their managers' side.</summary>
internal static class ManagedCars
{
    /// <summary>The car, tracked, also one that is withdrawn; refused to those who may not change it.</summary>
    /// <param name="version">That the caller has seen; null where it does not matter.</param>
    public static async Task<Result<Car>> FindManagedCarAsync(this IBookingDb db, Guid id, long? version, RequestContext context, CancellationToken ct)
    {
        Car? car = await db.Cars.SingleOrDefaultAsync(car => car.Id == id, ct);
        if (car is null)
        {
            return OfferingErrors.NotFound;
        }

        if (!context.MayManage(car.OwnerId))
        {
            return OfferingErrors.NotTheOwner;
        }

        Result<Done> current = version is { } seen ? car.CheckVersion(seen) : Result.Success;
        return current.IsFailure ? current.Error : car;
    }

    /// <summary>Whether a car may be given to this owner.</summary>
    public static async Task<Result<Done>> CheckOwnerAsync(this IBookingDb db, Guid? owner, RequestContext context, CancellationToken ct)
    {
        if (owner is null || owner == context.UserId)
        {
            return Result.Success;
        }

        if (!context.IsAdmin)
        {
            return OfferingErrors.NotTheOwner;
        }

        User? user = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == owner, ct);
        return user?.Roles.Contains(Roles.Provider) == true ? Result.Success : Error.Rule("/ownerId", "There is no such provider.");
    }

    public static BlackoutUnit ToUnit(this Car car) => new(ItemKinds.Car, car.Id, car.Name, car.TimeZone);
}
