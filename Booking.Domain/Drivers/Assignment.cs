namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

/// <summary>One driver asked or told to drive one ride. Its id is that of the claim which takes the driver's time.</summary>
public sealed class Assignment : AggregateRoot
{
    public const int ReasonMaxLength = 500;

    private Assignment()
    {
    }

    public Guid RideId { get; private init; }

    public Guid BookingId { get; private init; }

    public Guid DriverId { get; private init; }

    public AssignmentStatus Status { get; private set; }

    /// <summary>Of the ride.</summary>
    public DateTimeOffset StartsAt { get; private init; }

    public DateTimeOffset EndsAt { get; private init; }

    /// <summary>When the driver has to set out; the time is taken from here on.</summary>
    public DateTimeOffset SetOutAt { get; private init; }

    public DateTimeOffset OfferedAt { get; private init; }

    /// <summary>Until when the driver can answer; null where nobody was asked.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it was finished, declined, withdrawn, or its time was over.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was declined or withdrawn.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The admin who decided; null where the scores did.</summary>
    public Guid? AssignedBy { get; private init; }

    /// <summary>How the drivers compared when it was decided, best first; the one who was chosen is among them.</summary>
    public IReadOnlyList<RankedDriver> Considered { get; private init; } = [];

    public TimeRange Time => new(StartsAt, EndsAt);

    /// <summary>The driver's time that it takes: the way there and the ride.</summary>
    public TimeRange Busy => new(SetOutAt, EndsAt);

    /// <summary>Asks a driver.</summary>
    public static Assignment Offer(Guid id, Ride ride, RankedDriver driver, IReadOnlyList<RankedDriver> considered, DispatchRules rules, DateTimeOffset now)
    {
        TimeSpan window = ride.StartsAt - now > rules.LocationCountsFor ? rules.OfferWindowAhead : rules.OfferWindow;
        DateTimeOffset expiresAt = now + window < ride.StartsAt ? now + window : ride.StartsAt;
        Assignment offer = Make(id, ride, driver, considered, AssignmentStatus.Offered, expiresAt, null, now);
        offer.Raise(new AssignmentOffered(id, ride.Id, ride.BookingId, driver.DriverId, ride.StartsAt, ride.EndsAt, expiresAt));
        return offer;
    }

    /// <summary>An admin's word: nobody is asked.</summary>
    public static Assignment Assign(Guid id, Ride ride, RankedDriver driver, IReadOnlyList<RankedDriver> considered, Guid? by, DateTimeOffset now)
    {
        Assignment assigned = Make(id, ride, driver, considered, AssignmentStatus.Accepted, null, by, now);
        assigned.AcceptedAt = now;
        assigned.Raise(new AssignmentAccepted(id, ride.Id, ride.BookingId, driver.DriverId, ride.StartsAt, ride.EndsAt, IsManual: true));
        return assigned;
    }

    /// <summary>The status as of <paramref name="now"/>: an offer beyond its time has expired, written down or not.</summary>
    public AssignmentStatus StatusAt(DateTimeOffset now) => Status == AssignmentStatus.Offered && ExpiresAt <= now ? AssignmentStatus.Expired : Status;

    public Result<Done> Accept(DateTimeOffset now)
    {
        if (StatusAt(now) == AssignmentStatus.Expired)
        {
            return DriverErrors.OfferExpired;
        }

        Result<Done> allowed = Move(AssignmentStatus.Accepted);
        if (allowed.IsSuccess)
        {
            AcceptedAt = now;
            Raise(new AssignmentAccepted(Id, RideId, BookingId, DriverId, StartsAt, EndsAt, IsManual: false));
        }

        return allowed;
    }

    /// <summary>No to an offer.</summary>
    public Result<Done> Decline(string reason, DateTimeOffset now) => Status switch
    {
        AssignmentStatus.Accepted => Error.Conflict("illegal_transition", "An accepted assignment is cancelled, not declined."),
        _ when StatusAt(now) == AssignmentStatus.Expired => DriverErrors.OfferExpired,
        _ => SayNo(reason, now),
    };

    /// <summary>No after all, before the ride has begun.</summary>
    public Result<Done> Cancel(string reason, DateTimeOffset now) => Status == AssignmentStatus.Offered
        ? Error.Conflict("illegal_transition", "An offer is declined, not cancelled.")
        : SayNo(reason, now);

    public Result<Done> Start(DateTimeOffset now)
    {
        if (Status == AssignmentStatus.Accepted && now < SetOutAt - EarliestBefore)
        {
            return Error.Rule("", $"A ride is started {EarliestBefore.TotalHours:0} hours before its driver has to set out at the earliest.", Common.Reason.Notice);
        }

        Result<Done> allowed = Move(AssignmentStatus.Started);
        if (allowed.IsSuccess)
        {
            StartedAt = now;
            Raise(new AssignmentStarted(Id, RideId, BookingId, DriverId));
        }

        return allowed;
    }

    public Result<Done> Finish(DateTimeOffset now)
    {
        Result<Done> allowed = Move(AssignmentStatus.Finished);
        if (allowed.IsSuccess)
        {
            EndedAt = now;
            Raise(new AssignmentFinished(Id, RideId, BookingId, DriverId) { StartedAt = StartedAt, FinishedAt = now });
        }

        return allowed;
    }

    /// <summary>Writes down that the time to answer is over; refused while it is not.</summary>
    public Result<Done> Expire(DateTimeOffset now)
    {
        if (Status == AssignmentStatus.Offered && ExpiresAt > now)
        {
            return Error.Conflict("illegal_transition", "The offer can still be answered.");
        }

        Result<Done> allowed = Move(AssignmentStatus.Expired);
        if (allowed.IsSuccess)
        {
            EndedAt = now;
            Raise(new AssignmentExpired(Id, RideId, BookingId, DriverId));
        }

        return allowed;
    }

    public Result<Done> Withdraw(string reason, DateTimeOffset now)
    {
        Result<Done> allowed = Move(AssignmentStatus.Withdrawn);
        if (allowed.IsSuccess)
        {
            (Reason, EndedAt) = (reason, now);
            Raise(new AssignmentWithdrawn(Id, RideId, BookingId, DriverId, reason));
        }

        return allowed;
    }

    private static readonly TimeSpan EarliestBefore = TimeSpan.FromHours(2);

    private static Assignment Make(
        Guid id, Ride ride, RankedDriver driver, IReadOnlyList<RankedDriver> considered, AssignmentStatus status, DateTimeOffset? expiresAt, Guid? by, DateTimeOffset now) => new()
        {
            Id = id,
            TenantId = ride.TenantId,
            RideId = ride.Id,
            BookingId = ride.BookingId,
            DriverId = driver.DriverId,
            Status = status,
            StartsAt = ride.StartsAt,
            EndsAt = ride.EndsAt,
            SetOutAt = ride.StartsAt - TimeSpan.FromMinutes(driver.TravelMinutes),
            OfferedAt = now,
            ExpiresAt = expiresAt,
            AssignedBy = by,
            Considered = considered,
        };

    private Result<Done> SayNo(string reason, DateTimeOffset now)
    {
        bool wasAccepted = Status == AssignmentStatus.Accepted;
        Result<Done> allowed = Move(AssignmentStatus.Declined);
        if (allowed.IsSuccess)
        {
            (Reason, EndedAt) = (reason, now);
            Raise(new AssignmentDeclined(Id, RideId, BookingId, DriverId, reason, wasAccepted));
        }

        return allowed;
    }

    private Result<Done> Move(AssignmentStatus to)
    {
        Result<Done> allowed = AssignmentTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
        }

        return allowed;
    }
}
