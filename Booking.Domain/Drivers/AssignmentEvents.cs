namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

public sealed record AssignmentOffered(Guid AssignmentId, Guid RideId, Guid BookingId, Guid DriverId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset ExpiresAt)
    : DomainEvent("assignment.offered", AssignmentId);

/// <param name="IsManual">An admin has decided; the driver was not asked.</param>
public sealed record AssignmentAccepted(Guid AssignmentId, Guid RideId, Guid BookingId, Guid DriverId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool IsManual)
    : DomainEvent("assignment.accepted", AssignmentId);

/// <param name="WasAccepted">The driver had taken the ride and cannot come after all.</param>
public sealed record AssignmentDeclined(Guid AssignmentId, Guid RideId, Guid BookingId, Guid DriverId, string Reason, bool WasAccepted)
    : DomainEvent("assignment.declined", AssignmentId);

public sealed record AssignmentExpired(Guid AssignmentId, Guid RideId, Guid BookingId, Guid DriverId) : DomainEvent("assignment.expired", AssignmentId);

public sealed record AssignmentWithdrawn(Guid AssignmentId, Guid RideId, Guid BookingId, Guid DriverId, string Reason) : DomainEvent("assignment.withdrawn", AssignmentId);

public sealed record AssignmentStarted(Guid AssignmentId, Guid RideId, Guid BookingId, Guid DriverId) : DomainEvent("assignment.started", AssignmentId);

public sealed record AssignmentFinished(Guid AssignmentId, Guid RideId, Guid BookingId, Guid DriverId) : DomainEvent("assignment.finished", AssignmentId)
{
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>The alert: nobody drives, and only an admin can change that.</summary>
/// <param name="Reason"><c>no_driver</c>, <c>no_answer</c> or <c>past</c>.</param>
/// <param name="Offers">How many drivers were asked.</param>
public sealed record RideUnassigned(Guid RideId, Guid BookingId, string BookingNumber, DateTimeOffset StartsAt, string Reason, int Offers) : DomainEvent("ride.unassigned", RideId);
