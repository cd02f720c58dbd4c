namespace Booking.Domain.Trips;

using Booking.Domain.Common;

/// <summary>Where a departure stands.</summary>
public enum TripStatus
{
    /// <summary>Has not left yet; on sale.</summary>
    Scheduled,

    /// <summary>On its way; the seats between the stops ahead are still on sale.</summary>
    Departed,

    /// <summary>Has reached its last stop.</summary>
    Arrived,

    /// <summary>Does not run, or not any further.</summary>
    Cancelled,

    /// <summary>Its schedule leaves this day out, and nothing had been sold; comes back when the schedule does.</summary>
    Withdrawn,
}

/// <summary>The legal moves of a trip.</summary>
public static class TripTransitions
{
    public static readonly TransitionTable<TripStatus> Table = new(
        (TripStatus.Scheduled, TripStatus.Departed),
        (TripStatus.Scheduled, TripStatus.Cancelled),
        (TripStatus.Scheduled, TripStatus.Withdrawn),
        (TripStatus.Withdrawn, TripStatus.Scheduled),
        (TripStatus.Departed, TripStatus.Arrived),
        (TripStatus.Departed, TripStatus.Cancelled));
}
