namespace Booking.Application.Drivers;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Brings rides and drivers together. The caller has the rides locked; a transaction takes the time of one driver only.</summary>
internal sealed class RideDispatch(IBookingDb db, IUnitOfWork unitOfWork, IRides rides, IClaimStore claims, DriverPool pool, DispatchRules rules)
{
    public const string Cancelled = "booking_cancelled";
    public const string Changed = "booking_changed";
    public const string Reassigned = "reassigned";

    /// <summary>So many of those who were looked at are kept for explanation.</summary>
    private const int MaxConsidered = 50;

    /// <summary>Makes the rides of a booking what its items need now: what is new is asked for, what has changed or gone is withdrawn. The caller has the booking locked.</summary>
    public async Task FollowAsync(Booking booking, CancellationToken ct)
    {
        Dictionary<int, HoldItem> needed = booking.Status == BookingStatus.Confirmed
            ? booking.Items.Select((item, i) => (item, i)).Where(pair => NeedsDriver(pair.item) && !booking.IsMissed(pair.i)).ToDictionary(pair => pair.i, pair => pair.item)
            : [];
        IReadOnlyList<Ride> known = await rides.LockOfBookingAsync(booking.Id, ct);
        if (needed.Count == 0 && known.Count == 0)
        {
            return;
        }

        Guid[] carIds = [.. needed.Values.Select(item => item.OfferingId).Distinct()];
        Dictionary<Guid, Car> cars = await db.Cars.AsNoTracking().Where(car => carIds.Contains(car.Id)).ToDictionaryAsync(car => car.Id, ct);
        foreach (Ride ride in known.Where(ride => ride.Status != RideStatus.Finished))
        {
            if (!needed.Remove(ride.Item, out HoldItem? item))
            {
                if (booking.Status is BookingStatus.Completed)
                {
                    continue;
                }

                await WithdrawAsync(ride, Cancelled, ct);
                ride.Cancel();
            }
            else if (NeedOf(item, cars[item.OfferingId]) is { } need && !ride.Meets(need))
            {
                Assignment? withdrawn = await WithdrawAsync(ride, Changed, ct);
                ride.Change(need, withdrawn?.AcceptedAt is null ? null : withdrawn.DriverId, unitOfWork.Now);
            }
        }

        foreach ((int i, HoldItem item) in needed.Where(one => !known.Any(ride => ride.Item == one.Key)))
        {
            db.Rides.Add(Ride.Ask(Guid.CreateVersion7(unitOfWork.Now), booking.TenantId, booking.Id, i, booking.Number, NeedOf(item, cars[item.OfferingId]), unitOfWork.Now));
        }
    }

    /// <summary>The next step of a ride that is due: its open offer has run out, or the next driver is asked, or nobody is left.</summary>
    public async Task StepAsync(Ride ride, CancellationToken ct)
    {
        if (ride.AssignmentId is not null)
        {
            if (await FindAsync(ride, ct) is { } open && open.StatusAt(unitOfWork.Now) == AssignmentStatus.Expired)
            {
                open.Expire(unitOfWork.Now);
                await claims.VacateAsync(open.Id, open.DriverId, ct);
                ride.GoOn(unitOfWork.Now);
            }

            return;
        }

        if (ride.StartsAt <= unitOfWork.Now || ride.Offers >= rules.MaxOffers)
        {
            ride.GiveUp(ride.Offers >= rules.MaxOffers ? Reason.NoAnswer : Reason.Past);
            return;
        }

        IReadOnlyList<RankedDriver> ranked = await RankAsync(ride, unitOfWork.Now, ct);
        RankedDriver[] eligible = [.. ranked.Where(driver => driver.IsEligible)];
        foreach (RankedDriver driver in eligible)
        {
            Assignment offer = Assignment.Offer(Guid.CreateVersion7(unitOfWork.Now), ride, driver, Kept(ranked, driver), rules, unitOfWork.Now);
            if ((await claims.TryOccupyAsync(offer.Id, ClaimOf(offer), ct)).Outcome == ClaimOutcome.Claimed)
            {
                db.Assignments.Add(offer);
                ride.Offer(offer);
                return;
            }
        }

        if (eligible.Length > 0)
        {
            ride.TryAgain(unitOfWork.Now + rules.RetryAfter);
        }
        else
        {
            ride.GiveUp(ride.Offers == 0 ? Reason.NoDriver : Reason.NoAnswer);
        }
    }

    /// <summary>An admin's choice. The driver who had the ride loses it; the new one's time must be free.</summary>
    /// <param name="force">Shift and distance do not matter; the licence does.</param>
    public async Task<Result<Assignment>> AssignAsync(Ride ride, Guid driverId, bool force, Guid? by, CancellationToken ct)
    {
        Result<Done> allowed = RideTransitions.Table.Check(ride.Status, RideStatus.Assigned);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        Assignment? current = await FindAsync(ride, ct);
        if (current is { Status: AssignmentStatus.Accepted or AssignmentStatus.Started } && current.DriverId == driverId)
        {
            return DriverErrors.Assigned;
        }

        await WithdrawAsync(ride, Reassigned, ct);

        // Written before another one comes in its place: a ride has one driver at any moment.
        await db.SaveChangesAsync(ct);
        IReadOnlyList<RankedDriver> ranked = await RankAsync(ride, unitOfWork.Now, ct, driverId);
        if (ranked.FirstOrDefault(driver => driver.DriverId == driverId) is not { } chosen)
        {
            return Error.Rule("/driverId", "There is no such driver.");
        }

        if (chosen.Reasons.FirstOrDefault(reason => reason is not (Reason.Booked or Reason.Asked) && (reason == Reason.Licence || !force)) is { } reason)
        {
            return Error.Rule("/driverId", $"The driver cannot take this ride: {reason}.", reason);
        }

        Assignment assigned = Assignment.Assign(Guid.CreateVersion7(unitOfWork.Now), ride, chosen, Kept(ranked, chosen), by, unitOfWork.Now);
        ClaimResult taken = await claims.TryOccupyAsync(assigned.Id, ClaimOf(assigned), ct);
        if (taken.Outcome != ClaimOutcome.Claimed)
        {
            return taken.Outcome == ClaimOutcome.Busy ? HoldErrors.Busy : DriverErrors.Taken;
        }

        db.Assignments.Add(assigned);
        Result<Done> done = ride.Assign(assigned);
        return done.IsFailure ? done.Error : assigned;
    }

    /// <summary>How the drivers compare for a ride now, best first.</summary>
    /// <param name="driverId">Looked at too, wherever the base is.</param>
    public async Task<IReadOnlyList<RankedDriver>> RankAsync(Ride ride, DateTimeOffset now, CancellationToken ct, Guid? driverId = null)
    {
        GeoPoint pickUp = ride.PickUp.ToPoint();
        List<DriverAt> drivers = [.. (await pool.AroundAsync([pickUp], reachKm: 0, ride.Time, now, ct)).At(ride.Time)];
        if (driverId is { } wanted && !drivers.Exists(driver => driver.Driver.Id == wanted))
        {
            List<Driver> further = await db.Drivers.AsNoTracking().Where(driver => driver.Id == wanted).ToListAsync(ct);
            drivers.AddRange((await pool.LoadAsync(further, ride.Time, now, ct)).At(ride.Time));
        }

        List<DriverFit> fits = [.. drivers.Select(driver => driver.Fit(pickUp, ride.LicenceClass))];
        DateTimeOffset since = ride.SearchedSince;
        HashSet<Guid> asked = [.. await db.Assignments
            .Where(assignment => assignment.RideId == ride.Id && assignment.OfferedAt >= since && (assignment.Status == AssignmentStatus.Declined || assignment.Status == AssignmentStatus.Expired))
            .Select(assignment => assignment.DriverId)
            .ToListAsync(ct)];
        TimeSpan half = rules.LoadWindow / 2;
        IReadOnlyDictionary<Guid, AssignedWork> work = await rides.WorkOfAsync([.. fits.Select(fit => fit.DriverId)], ride.Time.With(half, half), now - rules.FairnessWindow, ct);
        return DriverRanking.Rank(ride, fits, work, asked, rules, now);
    }

    /// <summary>Takes the ride from who was asked or has it, and gives the time back.</summary>
    /// <returns>What was withdrawn.</returns>
    public async Task<Assignment?> WithdrawAsync(Ride ride, string reason, CancellationToken ct)
    {
        if (await FindAsync(ride, ct) is not { } current || current.Withdraw(reason, unitOfWork.Now).IsFailure)
        {
            return null;
        }

        await claims.VacateAsync(current.Id, current.DriverId, ct);
        return current;
    }

    private async Task<Assignment?> FindAsync(Ride ride, CancellationToken ct) =>
        ride.AssignmentId is { } id ? await db.Assignments.SingleAsync(assignment => assignment.Id == id, ct) : null;

    private static bool NeedsDriver(HoldItem item) => item.Kind == ItemKinds.Car && item.Quantity > 0 && item.From is not null && item.Details.GetValueOrDefault("withDriver") == "true";

    private static RideNeed NeedOf(HoldItem item, Car car)
    {
        RidePlace home = new(car.Latitude, car.Longitude, car.Address);
        return new RideNeed(
            car.Id, item.Title, new TimeRange(item.From!.Value, item.To!.Value), item.TimeZone ?? car.TimeZone, PlaceOf(item, "pickUp") ?? home, PlaceOf(item, "dropOff"), car.LicenceClass);
    }

    private static RidePlace? PlaceOf(HoldItem item, string name)
    {
        if (item.Details.GetValueOrDefault(name)?.Split(',') is not [string lat, string lng])
        {
            return null;
        }

        return new RidePlace(double.Parse(lat, CultureInfo.InvariantCulture), double.Parse(lng, CultureInfo.InvariantCulture), item.Details.GetValueOrDefault(name + "Address", ""));
    }

    private static SlotClaim ClaimOf(Assignment assignment) => new(0, assignment.DriverId, assignment.Time, assignment.Busy);

    private static IReadOnlyList<RankedDriver> Kept(IReadOnlyList<RankedDriver> ranked, RankedDriver chosen) =>
        ranked.Take(MaxConsidered).Contains(chosen) ? [.. ranked.Take(MaxConsidered)] : [.. ranked.Take(MaxConsidered - 1), chosen];
}
