namespace Booking.Infrastructure.Messaging.Backlogs;

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

/// <summary>One health check for each backlog and for each worker's queue. Never worse than degraded: what waits is late, not lost.</summary>
public static class BacklogChecks
{
    /// <summary>Marks checks that tell of the whole system instead of the host that is asked.</summary>
    public const string Tag = "backlogs";

    internal static IServiceCollection AddBacklogChecks(this IServiceCollection services)
    {
        IHealthChecksBuilder checks = services.AddHealthChecks();
        foreach (Backlog backlog in Backlog.All)
        {
            Add(checks, $"backlog.{backlog.Name}", (snapshot, options) => Of(snapshot, backlog, options));
        }

        foreach (Subscription subscription in Subscription.All)
        {
            Add(checks, $"worker.{subscription.Worker}", (snapshot, options) => Of(snapshot, subscription, options));
        }

        return services;
    }

    /// <summary>Whether the oldest is too old.</summary>
    internal static HealthCheckResult Of(BacklogSnapshot snapshot, Backlog backlog, BacklogOptions options)
    {
        if (snapshot.Backlogs is null || !snapshot.Backlogs.TryGetValue(backlog.Name, out BacklogDepth? depth))
        {
            return HealthCheckResult.Degraded("Not known: the database does not answer.");
        }

        string what = depth.Waiting == 0 ? "Nothing waits." : Text($"{depth.Waiting} waiting, the oldest for {(long)depth.Age.TotalSeconds} s");
        return options.LimitOf(backlog) is { } limit && depth.Age > limit
            ? HealthCheckResult.Degraded(Text($"{what}; the limit is {(long)limit.TotalSeconds} s."))
            : HealthCheckResult.Healthy(what);
    }

    /// <summary>Whether events have died, or wait for too long.</summary>
    internal static HealthCheckResult Of(BacklogSnapshot snapshot, Subscription subscription, BacklogOptions options)
    {
        if (snapshot.Queues is null)
        {
            return HealthCheckResult.Degraded("Not known: the broker does not answer.");
        }

        if (!snapshot.Queues.TryGetValue(subscription.Worker, out QueueDepth? depth))
        {
            return HealthCheckResult.Degraded("Its queue does not exist: no workers have run here yet.");
        }

        string what = Text($"{depth.Waiting} waiting, {depth.Retrying} to be tried again, {depth.Dead} dead, {depth.Consumers} consumers");
        TimeSpan busy = snapshot.BusyFor.GetValueOrDefault(subscription.Worker);
        return (depth.Dead > 0, busy > options.QueueLimit) switch
        {
            (true, _) => HealthCheckResult.Degraded($"{what}: replay {subscription.Worker} when the cause is mended."),
            (_, true) => HealthCheckResult.Degraded(Text($"{what}; not empty for {(long)busy.TotalSeconds} s, the limit is {(long)options.QueueLimit.TotalSeconds} s.")),
            _ => HealthCheckResult.Healthy(what),
        };
    }

    private static void Add(IHealthChecksBuilder checks, string name, Func<BacklogSnapshot, BacklogOptions, HealthCheckResult> judge) => checks.Add(new HealthCheckRegistration(
        name,
        provider => new Check(provider.GetRequiredService<BacklogMonitor>(), provider.GetRequiredService<IOptions<BacklogOptions>>().Value, judge),
        HealthStatus.Degraded,
        [Tag]));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Check(BacklogMonitor monitor, BacklogOptions options, Func<BacklogSnapshot, BacklogOptions, HealthCheckResult> judge) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            judge(await monitor.ReadAsync(cancellationToken), options);
    }
}
