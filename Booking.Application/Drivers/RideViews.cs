namespace Booking.Application.Drivers;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Microsoft.EntityFrameworkCore;

/// <summary>Rides and assignments with what belongs to them: two or three reads, however many there are.</summary>
internal sealed class RideViews(IBookingDb db)
{
    public async Task<IReadOnlyList<AssignmentView>> OfAsync(IReadOnlyList<Assignment> assignments, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] rideIds = [.. assignments.Select(assignment => assignment.RideId).Distinct()];
        Guid[] bookingIds = [.. assignments.Select(assignment => assignment.BookingId).Distinct()];
        Dictionary<Guid, Ride> rides = await db.Rides.AsNoTracking().Where(ride => rideIds.Contains(ride.Id)).ToDictionaryAsync(ride => ride.Id, ct);
        Dictionary<Guid, Customer> customers = await db.Bookings.AsNoTracking()
            .Where(booking => bookingIds.Contains(booking.Id))
            .Select(booking => new { booking.Id, booking.Customer })
            .ToDictionaryAsync(booking => booking.Id, booking => booking.Customer, ct);
        return [.. assignments.Select(assignment => AssignmentView.Of(assignment, rides[assignment.RideId], customers[assignment.BookingId], now))];
    }

    public async Task<IReadOnlyList<RideView>> OfAsync(IReadOnlyList<Ride> rides, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] ids = [.. rides.Select(ride => ride.AssignmentId).OfType<Guid>()];
        Dictionary<Guid, Assignment> current = await db.Assignments.AsNoTracking().Where(assignment => ids.Contains(assignment.Id)).ToDictionaryAsync(assignment => assignment.Id, ct);
        Dictionary<Guid, string> names = await NamesAsync(current.Values.Select(assignment => assignment.DriverId), ct);
        return
        [
            .. rides.Select(ride =>
            {
                Assignment? assignment = ride.AssignmentId is { } id ? current.GetValueOrDefault(id) : null;
                return RideView.Of(ride, assignment, assignment is null ? "" : names[assignment.DriverId], now);
            }),
        ];
    }

    public async Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<Guid> driverIds, CancellationToken ct)
    {
        Guid[] ids = [.. driverIds.Distinct()];
        return await db.Drivers.AsNoTracking()
            .Where(driver => ids.Contains(driver.Id))
            .Select(driver => new { driver.Id, driver.Name })
            .ToDictionaryAsync(driver => driver.Id, driver => driver.Name, ct);
    }
}

/// <summary>Pages of lists in the order of the rides' starts.</summary>
internal static class StartPaging
{
    /// <summary>What the page before ended with; null for the first one.</summary>
    public static Result<(DateTimeOffset At, Guid Id)?> AfterStart(this ICursorCodec cursors, string list, PageRequest page)
    {
        if (page.Cursor is null)
        {
            return Result<(DateTimeOffset, Guid)?>.Success(null);
        }

        return cursors.Decode(list, page.Cursor) is [string ticks, string id]
            ? Result<(DateTimeOffset, Guid)?>.Success((new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.Parse(id)))
            : PageErrors.InvalidCursor;
    }

    /// <summary>Cuts the page where it ends, and says where the next one begins.</summary>
    public static string? Cut<T>(this ICursorCodec cursors, string list, PageRequest page, List<T> rows, Func<T, (DateTimeOffset At, Guid Id)> position)
    {
        if (rows.Count <= page.Limit)
        {
            return null;
        }

        rows.RemoveRange(page.Limit, rows.Count - page.Limit);
        (DateTimeOffset at, Guid id) = position(rows[^1]);
        return cursors.Encode(list, at.UtcTicks.ToString(CultureInfo.InvariantCulture), id.ToString());
    }
}
