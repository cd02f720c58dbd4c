namespace Booking.Infrastructure.Caching;

using System.Diagnostics.Metrics;

/// <summary>Where answers came from.</summary>
public static class CacheTelemetry
{
    public const string Name = "Booking.Caching";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Reads = Meter.CreateCounter<long>("booking.cache.reads", "{read}", "Answers to cached queries, by where they came from.");

    internal static void Answered(string from, string useCase) => Reads.Add(
        1, new KeyValuePair<string, object?>("booking.cache.from", from), new KeyValuePair<string, object?>("booking.use_case", useCase));
}
