namespace Booking.Infrastructure.Messaging;

using System.Diagnostics;
using System.Diagnostics.Metrics;

internal static class MessagingTelemetry
{
    public const string Name = "Booking.Messaging";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly double[] LagSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600];

    public static readonly Counter<long> Published = Meter.CreateCounter<long>("booking.messaging.published", "{event}", "Events confirmed by the broker.");

    public static readonly Counter<long> PublishFailed = Meter.CreateCounter<long>("booking.messaging.publish_failed", "{event}", "Events that the broker returned or refused; they stay in the outbox.");

    public static readonly Counter<long> Consumed = Meter.CreateCounter<long>("booking.messaging.consumed", "{event}", "Events handled by a worker.");

    public static readonly Counter<long> Retried = Meter.CreateCounter<long>("booking.messaging.retried", "{event}", "Events put off for a further attempt.");

    public static readonly Counter<long> DeadLettered = Meter.CreateCounter<long>("booking.messaging.dead_lettered", "{event}", "Events given up, by reason.");

    public static readonly Histogram<double> OutboxLag = Meter.CreateHistogram<double>("booking.messaging.outbox_lag", "s", "From the event to the broker's confirm.");

    public static readonly Counter<long> Redelivered = Meter.CreateCounter<long>("booking.messaging.redelivered", "{event}", "Events that a worker was given again, as whoever had them before did not finish.");

    public static readonly Histogram<double> Lag = Meter.CreateHistogram<double>(
        "booking.messaging.lag", "s", "From the event to the end of its handling, by worker.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = LagSeconds });

    public static ActivityContext Parent(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out ActivityContext parent) ? parent : default;

    public static KeyValuePair<string, object?> Worker(Subscription subscription) => new("booking.worker", subscription.Worker);
}
