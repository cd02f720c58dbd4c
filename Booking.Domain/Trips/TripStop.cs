namespace Booking.Domain.Trips;

using NodaTime;
using NodaTime.Extensions;

/// <summary>
/// A trip's own time at a stop. Seats are sold between two sequence numbers, so a trip that sells keeps the numbers and stops that it
/// had, whatever becomes of its route.
/// </summary>
public sealed class TripStop
{
    private TripStop()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid TripId { get; private init; }

    /// <summary>0 for the first stop.</summary>
    public int Sequence { get; private init; }

    public Guid StopId { get; private init; }

    /// <summary>With all delays.</summary>
    public DateTimeOffset ArrivesAt { get; private set; }

    public DateTimeOffset DepartsAt { get; private set; }

    /// <param name="departsAt">From the first stop.</param>
    public static TripStop Of(Trip trip, Stop stop, DateTimeOffset departsAt) => new()
    {
        TenantId = trip.TenantId,
        TripId = trip.Id,
        Sequence = stop.Sequence,
        StopId = stop.Id,
        ArrivesAt = departsAt.AddMinutes(stop.ArrivesAfterMinutes),
        DepartsAt = departsAt.AddMinutes(stop.DepartsAfterMinutes),
    };

    internal void Shift(int minutes) => (ArrivesAt, DepartsAt) = (ArrivesAt.AddMinutes(minutes), DepartsAt.AddMinutes(minutes));
}

/// <summary>A stop of a trip with its names and times, for showing and selling.</summary>
public sealed record TripCall(Guid StopId, int Sequence, string Name, string City, string TimeZone, double Latitude, double Longitude, DateTimeOffset ArrivesAt, DateTimeOffset DepartsAt)
{
    /// <summary>The day of the departure at this place.</summary>
    public DateOnly LocalDate => DepartsAt.ToInstant().InZone(DateTimeZoneProviders.Tzdb[TimeZone]).Date.ToDateOnly();
}
