namespace Booking.Workers;

using System.Diagnostics.Metrics;

/// <summary>What periodic workers do; those that consume events are measured where they consume.</summary>
internal static class WorkersTelemetry
{
    public const string Name = "Booking.Workers";

    public const string WorkerTag = "booking.worker";

    private static readonly double[] RoundSeconds = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300];

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> Round = Meter.CreateHistogram<double>(
        "booking.ticks.duration", "s", "How long a round over all tenants took, by worker.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = RoundSeconds });

    public static readonly Counter<long> Batches = Meter.CreateCounter<long>("booking.ticks.batches", "{batch}", "Batches that were worked off, by worker; each tenant costs one to find out that there is nothing.");

    public static readonly Counter<long> Failed = Meter.CreateCounter<long>("booking.ticks.failed", "{batch}", "Tenants for which a round broke off, and whole rounds, by worker.");
}
