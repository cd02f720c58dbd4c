namespace Booking.Domain.Events;

using Booking.Domain.Common;

/// <summary>Whether an event is on sale.</summary>
public enum EventStatus
{
    /// <summary>Being prepared; nobody can buy.</summary>
    Draft,

    /// <summary>On sale.</summary>
    Published,

    /// <summary>Does not take place.</summary>
    Cancelled,
}

/// <summary>The legal moves of an event. Postponing is none: it moves the date of what stays published.</summary>
public static class EventTransitions
{
    public static readonly TransitionTable<EventStatus> Table = new(
        (EventStatus.Draft, EventStatus.Published),
        (EventStatus.Draft, EventStatus.Cancelled),
        (EventStatus.Published, EventStatus.Cancelled));
}
