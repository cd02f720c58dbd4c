namespace Booking.Api.Notifications;

using System.Diagnostics;
using System.Diagnostics.Metrics;

internal static class RealtimeTelemetry
{
    public const string Name = "Booking.Realtime";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>("booking.realtime.connections", "{connection}", "Clients that are connected.");

    public static readonly Counter<long> Sent = Meter.CreateCounter<long>("booking.realtime.sent", "{message}", "Messages handed to connections, by type.");

    public static readonly Counter<long> Coalesced = Meter.CreateCounter<long>("booking.realtime.coalesced", "{change}", "Changes of availability that went out together with others.");

    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>("booking.realtime.dropped", "{message}", "Messages that a slow client did not get; it was asked to read anew.");

    public static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("booking.realtime.lag", "s", "From the event to its sending.");

    public static KeyValuePair<string, object?> Type(string type) => new("booking.event_type", type);

    /// <summary>The sending goes on with the trace of what happened.</summary>
    public static Activity? StartSend(string type, string? traceParent) =>
        Source.StartActivity($"send {type}", ActivityKind.Producer, ActivityContext.TryParse(traceParent, null, isRemote: true, out ActivityContext parent) ? parent : default);
}
