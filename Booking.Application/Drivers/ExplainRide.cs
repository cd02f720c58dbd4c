namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Why a ride has the driver that it has, or none: who was asked, what came of it, and how everybody compared.</summary>
public sealed record ExplainRideQuery(Guid Id) : IQuery<RideExplanationView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <summary>A driver who was looked at.</summary>
/// <param name="Reasons">What stands against it: <c>driver_shift</c>, <c>licence</c>, <c>booked</c>, <c>distance</c>, <c>asked</c>; empty for who could drive.</param>
/// <param name="Score">By which those who could drive are asked, between 0 and 1; null for the others.</param>
/// <param name="Rides">That the driver was given lately.</param>
/// <param name="Hours">Of driving around the ride.</param>
/// <param name="IsPreferred">Had the ride before its time was changed: asked first.</param>
public sealed record RankedDriverView(
    Guid DriverId, string Name, IReadOnlyList<string> Reasons, AssignmentScore? Score, double DistanceKm, int TravelMinutes, bool FromLocation, int Rides, double Hours, bool IsPreferred);

/// <summary>A driver who was asked or told.</summary>
/// <param name="AssignedBy">The admin who decided; null where the scores did.</param>
/// <param name="Considered">Who was looked at then, best first.</param>
public sealed record RideAttemptView(
    Guid AssignmentId,
    Guid DriverId,
    string Name,
    AssignmentStatus Status,
    DateTimeOffset OfferedAt,
    DateTimeOffset? EndedAt,
    string? Reason,
    Guid? AssignedBy,
    IReadOnlyList<RankedDriverView> Considered);

/// <param name="Attempts">Oldest first.</param>
/// <param name="Candidates">How the drivers compare now, best first; empty for a ride that is over or off.</param>
public sealed record RideExplanationView(RideView Ride, IReadOnlyList<RideAttemptView> Attempts, IReadOnlyList<RankedDriverView> Candidates);

internal sealed class ExplainRideHandler(IBookingDb db, RideViews views, RideDispatch dispatch, IDatabaseClock clock) : IRequestHandler<ExplainRideQuery, Result<RideExplanationView>>
{
    private const int MaxAttempts = 100;

    public async Task<Result<RideExplanationView>> Handle(ExplainRideQuery query, CancellationToken cancellationToken)
    {
        Ride? ride = await db.Rides.AsNoTracking().SingleOrDefaultAsync(ride => ride.Id == query.Id, cancellationToken);
        if (ride is null)
        {
            return DriverErrors.RideNotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<Assignment> attempts = await db.Assignments.AsNoTracking()
            .Where(assignment => assignment.RideId == ride.Id)
            .OrderBy(assignment => assignment.Id)
            .Take(MaxAttempts)
            .ToListAsync(cancellationToken);
        IReadOnlyList<RankedDriver> candidates = ride.Status is RideStatus.Finished or RideStatus.Cancelled ? [] : await dispatch.RankAsync(ride, now, cancellationToken);
        Dictionary<Guid, string> names = await views.NamesAsync(
            candidates.Concat(attempts.SelectMany(attempt => attempt.Considered)).Select(driver => driver.DriverId).Concat(attempts.Select(attempt => attempt.DriverId)), cancellationToken);
        return new RideExplanationView(
            (await views.OfAsync([ride], now, cancellationToken))[0],
            [
                .. attempts.Select(attempt => new RideAttemptView(
                    attempt.Id,
                    attempt.DriverId,
                    names[attempt.DriverId],
                    attempt.StatusAt(now),
                    attempt.OfferedAt,
                    attempt.EndedAt,
                    attempt.Reason.Length == 0 ? null : attempt.Reason,
                    attempt.AssignedBy,
                    [.. attempt.Considered.Select(View)])),
            ],
            [.. candidates.Select(View)]);

        RankedDriverView View(RankedDriver driver) => new(
            driver.DriverId,
            names.GetValueOrDefault(driver.DriverId, ""),
            driver.Reasons,
            driver.Score,
            driver.DistanceKm,
            driver.TravelMinutes,
            driver.FromLocation,
            driver.Rides,
            driver.Hours,
            driver.IsPreferred);
    }
}
