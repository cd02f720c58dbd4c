namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

/// <summary>Where a ride stands.</summary>
public enum RideStatus
{
    /// <summary>A driver is looked for or has not answered yet.</summary>
    Waiting,

    /// <summary>A driver has taken it.</summary>
    Assigned,

    /// <summary>In the admins' queue: nobody was found.</summary>
    Unassigned,

    /// <summary>Done.</summary>
    Finished,

    /// <summary>The customer does not need it any more.</summary>
    Cancelled,
}

/// <summary>The legal moves of a ride.</summary>
public static class RideTransitions
{
    public static readonly TransitionTable<RideStatus> Table = new(
        (RideStatus.Waiting, RideStatus.Assigned),
        (RideStatus.Waiting, RideStatus.Unassigned),
        (RideStatus.Waiting, RideStatus.Cancelled),
        // The driver cannot come after all, or the customer wants another time.
        (RideStatus.Assigned, RideStatus.Waiting),
        // Somebody else drives.
        (RideStatus.Assigned, RideStatus.Assigned),
        (RideStatus.Assigned, RideStatus.Finished),
        (RideStatus.Assigned, RideStatus.Cancelled),
        (RideStatus.Unassigned, RideStatus.Waiting),
        (RideStatus.Unassigned, RideStatus.Assigned),
        (RideStatus.Unassigned, RideStatus.Cancelled));
}

/// <summary>A place of a ride.</summary>
/// <param name="Lat">Degrees, WGS 84.</param>
public sealed record RidePlace(double Lat, double Lng, string Address)
{
    public GeoPoint ToPoint() => new(Lat, Lng);
}

/// <summary>What a driver is needed for.</summary>
/// <param name="DropOff">Null where the ride ends where it begins.</param>
public sealed record RideNeed(Guid CarId, string CarName, TimeRange Time, string TimeZone, RidePlace PickUp, RidePlace? DropOff, string LicenceClass);

/// <summary>An item of a booking that somebody has to drive.</summary>
public sealed class Ride : AggregateRoot
{
    private Ride()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>Index of the booking's item.</summary>
    public int Item { get; private init; }

    public string BookingNumber { get; private init; } = "";

    public Guid CarId { get; private set; }

    public string CarName { get; private set; } = "";

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    public string TimeZone { get; private set; } = "";

    public RidePlace PickUp { get; private set; } = null!;

    public RidePlace? DropOff { get; private set; }

    public string LicenceClass { get; private set; } = "";

    public RideStatus Status { get; private set; }

    /// <summary>How many drivers were asked since the search began.</summary>
    public int Offers { get; private set; }

    /// <summary>Whoever said no since then is not asked again.</summary>
    public DateTimeOffset SearchedSince { get; private set; }

    /// <summary>When there is something to do next; null when there is not.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The open offer, or the one who drives.</summary>
    public Guid? AssignmentId { get; private set; }

    /// <summary>Who has driven or would have; asked first when the time changes.</summary>
    public Guid? PreferredDriverId { get; private set; }

    /// <summary>Why it is in the admins' queue; one of <see cref="Reason"/>.</summary>
    public string Note { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public TimeRange Time => new(StartsAt, EndsAt);

    public static Ride Ask(Guid id, Guid tenantId, Guid bookingId, int item, string bookingNumber, RideNeed need, DateTimeOffset now)
    {
        Ride ride = new()
        {
            Id = id,
            TenantId = tenantId,
            BookingId = bookingId,
            Item = item,
            BookingNumber = bookingNumber,
            Status = RideStatus.Waiting,
            SearchedSince = now,
            DueAt = now,
            CreatedAt = now,
        };
        ride.Take(need);
        return ride;
    }

    /// <summary>Whether it is what the booking needs now.</summary>
    public bool Meets(RideNeed need) => (CarId, Time, PickUp, DropOff, LicenceClass) == (need.CarId, need.Time, need.PickUp, need.DropOff, need.LicenceClass);

    /// <summary>Another time, place or car: the search begins anew, with the driver who had it. The caller has withdrawn the assignment.</summary>
    /// <param name="driverId">Who had it; null when nobody did.</param>
    public Result<Done> Change(RideNeed need, Guid? driverId, DateTimeOffset now)
    {
        Result<Done> allowed = Seek(now);
        if (allowed.IsSuccess)
        {
            PreferredDriverId = driverId ?? PreferredDriverId;
            Take(need);
        }

        return allowed;
    }

    /// <summary>Another search, with everybody; from the admins' queue, or while one is running.</summary>
    public Result<Done> Seek(DateTimeOffset now)
    {
        Result<Done> allowed = Status == RideStatus.Waiting ? Result.Success : Move(RideStatus.Waiting);
        if (allowed.IsSuccess)
        {
            (Offers, SearchedSince, AssignmentId, DueAt, Note) = (0, now, null, now, "");
        }

        return allowed;
    }

    /// <summary>A driver is asked.</summary>
    public void Offer(Assignment offer) => (Offers, AssignmentId, DueAt) = (Offers + 1, offer.Id, offer.ExpiresAt);

    /// <summary>A driver takes it.</summary>
    public Result<Done> Assign(Assignment accepted)
    {
        Result<Done> allowed = Move(RideStatus.Assigned);
        if (allowed.IsSuccess)
        {
            (AssignmentId, PreferredDriverId, DueAt, Note) = (accepted.Id, accepted.DriverId, null, "");
        }

        return allowed;
    }

    /// <summary>The driver does not: the next one is asked.</summary>
    public Result<Done> GoOn(DateTimeOffset now)
    {
        Result<Done> allowed = Status == RideStatus.Waiting ? Result.Success : Move(RideStatus.Waiting);
        if (allowed.IsSuccess)
        {
            (AssignmentId, PreferredDriverId, DueAt) = (null, null, now);
        }

        return allowed;
    }

    /// <summary>All who could drive were taken at this moment.</summary>
    public void TryAgain(DateTimeOffset at) => DueAt = at;

    /// <summary>Into the admins' queue.</summary>
    /// <param name="reason">One of <see cref="Reason"/>.</param>
    public Result<Done> GiveUp(string reason)
    {
        Result<Done> allowed = Move(RideStatus.Unassigned);
        if (allowed.IsSuccess)
        {
            (AssignmentId, DueAt, Note) = (null, null, reason);
            Raise(new RideUnassigned(Id, BookingId, BookingNumber, StartsAt, reason, Offers));
        }

        return allowed;
    }

    public Result<Done> Finish()
    {
        Result<Done> allowed = Move(RideStatus.Finished);
        if (allowed.IsSuccess)
        {
            DueAt = null;
        }

        return allowed;
    }

    /// <summary>Nobody has to drive. The caller has withdrawn the assignment.</summary>
    public Result<Done> Cancel()
    {
        Result<Done> allowed = Move(RideStatus.Cancelled);
        if (allowed.IsSuccess)
        {
            (AssignmentId, DueAt) = (null, null);
        }

        return allowed;
    }

    private void Take(RideNeed need)
    {
        (CarId, CarName, StartsAt, EndsAt, TimeZone) = (need.CarId, need.CarName, need.Time.From, need.Time.To, need.TimeZone);
        (PickUp, DropOff, LicenceClass) = (need.PickUp, need.DropOff, need.LicenceClass);
    }

    private Result<Done> Move(RideStatus to)
    {
        Result<Done> allowed = RideTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
        }

        return allowed;
    }
}
