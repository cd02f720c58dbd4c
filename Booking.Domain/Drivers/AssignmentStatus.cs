namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

/// <summary>Where an assignment stands.</summary>
public enum AssignmentStatus
{
    /// <summary>The driver has not answered yet; the time is kept meanwhile.</summary>
    Offered,

    /// <summary>The driver takes the ride.</summary>
    Accepted,

    /// <summary>On the way with the customer.</summary>
    Started,

    /// <summary>Done.</summary>
    Finished,

    /// <summary>The driver said no, at once or after all.</summary>
    Declined,

    /// <summary>The driver did not answer in time.</summary>
    Expired,

    /// <summary>Taken back: the ride is off, is at another time, or somebody else drives.</summary>
    Withdrawn,
}

/// <summary>The legal moves of an assignment.</summary>
public static class AssignmentTransitions
{
    public static readonly TransitionTable<AssignmentStatus> Table = new(
        (AssignmentStatus.Offered, AssignmentStatus.Accepted),
        (AssignmentStatus.Offered, AssignmentStatus.Declined),
        (AssignmentStatus.Offered, AssignmentStatus.Expired),
        (AssignmentStatus.Offered, AssignmentStatus.Withdrawn),
        (AssignmentStatus.Accepted, AssignmentStatus.Started),
        // The driver cannot come after all.
        (AssignmentStatus.Accepted, AssignmentStatus.Declined),
        (AssignmentStatus.Accepted, AssignmentStatus.Withdrawn),
        (AssignmentStatus.Started, AssignmentStatus.Finished),
        // Broken down: somebody else goes on.
        (AssignmentStatus.Started, AssignmentStatus.Withdrawn));
}
