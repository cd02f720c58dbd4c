namespace Booking.Api.Notifications;

/// <summary>The hub; section <c>Realtime</c>. All bounds are those of one process.</summary>
internal sealed class RealtimeOptions
{
    public const string Section = "Realtime";

    /// <summary>Connections of all clients together.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Of one user.</summary>
    public int ConnectionsPerUser { get; init; } = 10;

    /// <summary>Of one address, for clients that are not signed in.</summary>
    public int ConnectionsPerAddress { get; init; } = 100;

    /// <summary>Offerings that one connection watches.</summary>
    public int WatchesPerConnection { get; init; } = 20;

    /// <summary>Calls of hub methods per second and connection, after a first burst of four seconds' worth.</summary>
    public int CallsPerSecond { get; init; } = 10;

    /// <summary>Messages that wait for a client that does not take them; then they are dropped and it is asked to read anew.</summary>
    public int MostWaiting { get; init; } = 256;

    /// <summary>Watchers of an offering are told of its availability at most once in this time.</summary>
    public TimeSpan AvailabilityInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Admins are told that live numbers are others at most once in this time.</summary>
    public TimeSpan StatsInterval { get; init; } = TimeSpan.FromSeconds(1);
}
