namespace Booking.Infrastructure.Notifications;

using System.Diagnostics.Metrics;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Infrastructure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

/// <summary>A lane for every endpoint.</summary>
public sealed class WebhookDispatcher(
    DueWebhooks due, IServiceScopeFactory scopes, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<WebhookDispatcher> logger)
    : LaneDispatcher<Guid>(scopes, clock, logger)
{
    private static readonly Meter Meter = new(MessagingTelemetry.Name);

    private static readonly Counter<long> Called = Meter.CreateCounter<long>("booking.webhooks.called", "{call}", "Calls of receivers, whatever became of them.");

    private static readonly Histogram<double> Waited = Meter.CreateHistogram<double>("booking.webhooks.lag", "s", "From when the oldest delivery of an endpoint was due to its claim.");

    protected override string What => "webhooks";

    protected override TimeSpan Interval => options.Value.Interval;

    protected override int MaxLanes => options.Value.Lanes;

    protected override Counter<long> Sent => Called;

    protected override Histogram<double> Lag => Waited;

    protected override ReadOnlySpan<KeyValuePair<string, object?>> TagsOf(Guid of) => [];

    protected override Task<IReadOnlyList<DueLane<Guid>>> FindDueAsync(IReadOnlyCollection<LaneKey<Guid>> busy, int most, CancellationToken ct) =>
        due.FindAsync([.. busy.Select(lane => lane.Of)], most, ct);

    protected override IProcess<int> Delivery(Guid of) => new DeliverWebhooksProcess(of);
}
