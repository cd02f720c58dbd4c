namespace Booking.Infrastructure.Notifications;

using System.Diagnostics.Metrics;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using Booking.Infrastructure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

/// <summary>A lane for every channel of a tenant: a mail server that is slow holds up neither text messages nor other tenants.</summary>
public sealed class NotificationDispatcher(
    DueNotifications due, IServiceScopeFactory scopes, NotificationOptions options, TimeProvider clock, ILogger<NotificationDispatcher> logger)
    : LaneDispatcher<NotificationChannel>(scopes, clock, logger)
{
    private static readonly Meter Meter = new(MessagingTelemetry.Name);

    private static readonly Counter<long> Handled = Meter.CreateCounter<long>("booking.notifications.handled", "{notification}", "Notifications taken up, whatever became of them.");

    private static readonly Histogram<double> Waited = Meter.CreateHistogram<double>("booking.notifications.lag", "s", "From when the oldest notification of a channel was due to its claim.");

    protected override string What => "notifications";

    protected override TimeSpan Interval => options.Interval;

    protected override int MaxLanes => options.Lanes;

    protected override Counter<long> Sent => Handled;

    protected override Histogram<double> Lag => Waited;

    protected override ReadOnlySpan<KeyValuePair<string, object?>> TagsOf(NotificationChannel of) =>
        new KeyValuePair<string, object?>[] { new("booking.channel", of.ToString().ToLowerInvariant()) };

    protected override Task<IReadOnlyList<DueLane<NotificationChannel>>> FindDueAsync(IReadOnlyCollection<LaneKey<NotificationChannel>> busy, int most, CancellationToken ct) => due.FindAsync(ct);

    protected override IProcess<int> Delivery(NotificationChannel of) => new DeliverNotificationsProcess(of);
}
