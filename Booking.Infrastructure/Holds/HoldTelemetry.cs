namespace Booking.Infrastructure.Holds;

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Booking.Application.Holds;

/// <summary>What operators see of holds that are written together.</summary>
public static class HoldTelemetry
{
    public const string Name = "Booking.Holds";

    private static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<int> Together = Meter.CreateHistogram<int>("booking.holds.together", "{hold}", "Holds in one transaction.");

    internal static readonly Histogram<double> Wait = Meter.CreateHistogram<double>("booking.holds.wait", "s", "From when a hold came into its lane to its turn.");

    /// <summary>One span for all, in the trace of the first and linked to the others'.</summary>
    internal static Activity? StartBatch(IReadOnlyList<HoldOrder> orders)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext[] callers = [.. orders.Select(order => ActivityContext.TryParse(order.TraceParent, null, out ActivityContext caller) ? caller : default)];
        return Source.StartActivity("place holds", ActivityKind.Internal, callers[0], [new("booking.holds", orders.Count)], callers[1..].Where(caller => caller != default).Select(caller => new ActivityLink(caller)));
    }
}
