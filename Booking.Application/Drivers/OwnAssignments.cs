namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Microsoft.EntityFrameworkCore;

/// <summary>An assignment in the hands of its driver, with its ride; both locked.</summary>
internal sealed record HeldAssignment(Ride Ride, Assignment Assignment);

/// <summary>What a driver does with an assignment.</summary>
internal sealed class OwnAssignments(IBookingDb db, IRides rides, RideViews views, IClaimStore claims, IUnitOfWork unitOfWork, RequestContext context)
{
    /// <summary>Finds the caller's assignment, makes the move, and answers how it stands now. Whoever comes second finds it moved.</summary>
    /// <param name="move">Changes the assignment and its ride.</param>
    public async Task<Result<AssignmentView>> MoveAsync(Guid id, Func<HeldAssignment, DateTimeOffset, Result<Done>> move, CancellationToken ct)
    {
        Result<HeldAssignment> held = await LockAsync(id, ct);
        if (held.IsFailure)
        {
            return held.Error;
        }

        Result<Done> moved = move(held.Value, unitOfWork.Now);
        return moved.IsFailure ? moved.Error : (await views.OfAsync([held.Value.Assignment], unitOfWork.Now, ct))[0];
    }

    /// <summary>The driver does not drive: the next one is asked, and the time is the driver's again.</summary>
    /// <param name="no">Says so, to an offer or after all.</param>
    public async Task<Result<AssignmentView>> SayNoAsync(Guid id, Func<Assignment, DateTimeOffset, Result<Done>> no, CancellationToken ct)
    {
        Result<AssignmentView> said = await MoveAsync(
            id,
            (held, now) =>
            {
                Result<Done> done = no(held.Assignment, now);
                return done.IsFailure ? done : held.Ride.GoOn(now);
            },
            ct);
        if (said.IsSuccess)
        {
            await claims.VacateAsync(said.Value.Id, said.Value.DriverId, ct);
        }

        return said;
    }

    private async Task<Result<HeldAssignment>> LockAsync(Guid id, CancellationToken ct)
    {
        Guid? ride = await db.Assignments
            .Where(assignment => assignment.Id == id && db.Drivers.Any(driver => driver.Id == assignment.DriverId && driver.UserId == context.UserId))
            .Select(assignment => (Guid?)assignment.RideId)
            .SingleOrDefaultAsync(ct);
        return ride is { } rideId && await rides.LockAsync(rideId, ct) is { } locked
            ? new HeldAssignment(locked, await db.Assignments.SingleAsync(assignment => assignment.Id == id, ct))
            : DriverErrors.AssignmentNotFound;
    }
}
