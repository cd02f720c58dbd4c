namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Who drives for a booking, where the driver is, and when to expect them.</summary>
public sealed record ListBookingRidesQuery(Guid BookingId) : IQuery<BookingRideList>;

public sealed record BookingRideList(IReadOnlyList<BookingRideView> Items);

/// <param name="Item">Index of the booking's item.</param>
/// <param name="Status"><c>waiting</c> until a driver has taken it.</param>
/// <param name="DriverName">Null until then.</param>
/// <param name="Location">Where the driver is, from shortly before setting out until the ride is done; null when it is not known.</param>
/// <param name="ArrivesAt">When the driver will be there by that location: at the start, never before the time that was booked; once it has begun, at the end.</param>
public sealed record BookingRideView(
    int Item, BookingRideStatus Status, DateTimeOffset From, DateTimeOffset To, string? DriverName, DriverLocationView? Location, DateTimeOffset? ArrivesAt);

/// <summary>What a customer sees of a ride.</summary>
public enum BookingRideStatus
{
    /// <summary>No driver has taken it yet.</summary>
    Waiting,

    /// <summary>A driver will come.</summary>
    Assigned,

    /// <summary>On the way.</summary>
    Started,

    /// <summary>Done.</summary>
    Finished,
}

internal sealed class ListBookingRidesHandler(IBookingDb db, RideViews views, IDatabaseClock clock, DispatchRules rules, RequestContext context)
    : IRequestHandler<ListBookingRidesQuery, Result<BookingRideList>>
{
    /// <summary>Earlier than this before setting out a driver's whereabouts are nobody's business.</summary>
    private static readonly TimeSpan SeenBefore = TimeSpan.FromMinutes(15);

    public async Task<Result<BookingRideList>> Handle(ListBookingRidesQuery query, CancellationToken cancellationToken)
    {
        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == query.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<Ride> rides = await db.Rides.AsNoTracking()
            .Where(ride => ride.BookingId == booking.Id && ride.Status != RideStatus.Cancelled)
            .OrderBy(ride => ride.Item)
            .ToListAsync(cancellationToken);
        Guid[] ids = [.. rides.Where(ride => ride.Status is RideStatus.Assigned or RideStatus.Finished).Select(ride => ride.AssignmentId).OfType<Guid>()];
        Dictionary<Guid, Assignment> current = await db.Assignments.AsNoTracking()
            .Where(assignment => ids.Contains(assignment.Id))
            .ToDictionaryAsync(assignment => assignment.RideId, cancellationToken);
        Dictionary<Guid, string> names = await views.NamesAsync(current.Values.Select(assignment => assignment.DriverId), cancellationToken);
        Guid[] seen = [.. current.Values.Where(IsSeen).Select(assignment => assignment.DriverId)];
        Dictionary<Guid, DriverLocation> locations = seen.Length == 0
            ? []
            : await db.DriverLocations.Where(location => seen.Contains(location.DriverId)).ToDictionaryAsync(location => location.DriverId, cancellationToken);
        return new BookingRideList([.. rides.Select(View)]);

        bool IsSeen(Assignment assignment) =>
            assignment.Status == AssignmentStatus.Started || (assignment.Status == AssignmentStatus.Accepted && assignment.SetOutAt - SeenBefore <= now);

        BookingRideView View(Ride ride)
        {
            if (!current.TryGetValue(ride.Id, out Assignment? assignment))
            {
                return new BookingRideView(ride.Item, BookingRideStatus.Waiting, ride.StartsAt, ride.EndsAt, null, null, null);
            }

            DriverLocation? last = IsSeen(assignment) ? locations.GetValueOrDefault(assignment.DriverId) : null;
            DriverLocation? location = now - last?.RecordedAt <= rules.LocationIsFreshFor ? last : null;
            return new BookingRideView(
                ride.Item,
                assignment.Status switch
                {
                    AssignmentStatus.Started => BookingRideStatus.Started,
                    AssignmentStatus.Finished => BookingRideStatus.Finished,
                    _ => BookingRideStatus.Assigned,
                },
                ride.StartsAt,
                ride.EndsAt,
                names[assignment.DriverId],
                location is null ? null : new DriverLocationView(location.Latitude, location.Longitude, location.RecordedAt),
                location is null ? null : ArrivalOf(ride, assignment, location));
        }

        DateTimeOffset ArrivalOf(Ride ride, Assignment assignment, DriverLocation location)
        {
            bool isUnderWay = assignment.Status == AssignmentStatus.Started;
            RidePlace place = isUnderWay ? ride.DropOff ?? ride.PickUp : ride.PickUp;
            DateTimeOffset there = location.RecordedAt + TimeSpan.FromMinutes(Math.Ceiling(location.Point.DistanceTo(place.ToPoint()) / rules.SpeedKmh * 60));
            return !isUnderWay && there < ride.StartsAt ? ride.StartsAt : there;
        }
    }
}
