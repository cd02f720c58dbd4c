namespace Booking.Application.Notifications;

using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Application.Behaviors;
using Booking.Application.Receipts;
using Booking.Application.Tickets;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Sends what is due on one channel: claims a few notifications, sends them side by side outside of any transaction, and writes down what became of
/// them. Broken off in between they are sent again after <see cref="INotificationChannel.Lease"/>, under the same id.
/// </summary>
/// <returns>How many were taken up.</returns>
public sealed record DeliverNotificationsProcess(NotificationChannel Channel) : IProcess<int>
{
    /// <summary>So many messages of one channel are under way at a time.</summary>
    public const int BatchSize = 8;
}

internal sealed class DeliverNotificationsHandler(
    IBookingDb db, IUnitOfWork unitOfWork, IEnumerable<INotificationChannel> channels, NotificationComposer composer, IHandledMessages handled)
    : IRequestHandler<DeliverNotificationsProcess, Result<int>>
{
    /// <summary>Between two looks for the documents that belong to a mail.</summary>
    private static readonly TimeSpan DocumentsPause = TimeSpan.FromSeconds(2);

    private static readonly string[] MakersOfAll = [IssueReceiptsHandler.Consumer, IssueTicketsHandler.Consumer];

    private static readonly string[] MakersOfReceipts = [IssueReceiptsHandler.Consumer];

    public async Task<Result<int>> Handle(DeliverNotificationsProcess process, CancellationToken cancellationToken)
    {
        INotificationChannel? channel = channels.LastOrDefault(channel => channel.Channel == process.Channel);
        return await unitOfWork.CallAsync<Notification, Tried>(
            ct => ClaimAsync(process.Channel, isThere: channel is not null, ct), (notification, ct) => StartAsync(channel!, notification, ct), WriteAsync, cancellationToken);
    }

    private async Task<Result<TakenUp<Notification>>> ClaimAsync(NotificationChannel channel, bool isThere, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        List<Notification> due = await db.LockDueNotificationsAsync(channel, now, DeliverNotificationsProcess.BatchSize, ct);
        List<Notification> toSend = [];
        foreach (Notification notification in due)
        {
            if (notification.ExpiresAt <= now)
            {
                notification.Suppress("too_late");
            }
            else if (!isThere)
            {
                notification.Suppress(ChannelAnswer.NotConfigured.Reason!);
            }
            else if (notification.Category == NotificationCategory.Reminders && !await IsConfirmedAsync(notification, ct))
            {
                notification.Cancel("booking_ended");
            }
            else if (!await IsWantedAsync(notification, ct))
            {
                notification.Cancel("switched_off");
            }
            else if (notification.WaitsUntil > now && !await AreDocumentsThereAsync(notification, ct))
            {
                notification.Wait(now + DocumentsPause < notification.WaitsUntil ? now + DocumentsPause : notification.WaitsUntil.Value);
            }
            else
            {
                notification.Claim(now + INotificationChannel.Lease);
                toSend.Add(notification);
            }
        }

        return new TakenUp<Notification>(due.Count, toSend);
    }

    private Task<bool> IsConfirmedAsync(Notification notification, CancellationToken ct) =>
        db.Bookings.AnyAsync(booking => booking.Id == notification.BookingId && booking.Status == BookingStatus.Confirmed, ct);

    /// <summary>What was planned long ago, or needs consent, is asked about once more: the recipient may have chosen anew.</summary>
    private async Task<bool> IsWantedAsync(Notification notification, CancellationToken ct)
    {
        if (notification.UserId is not { } userId || (notification.Category == NotificationCategory.Transactional && !NotificationPreferences.NeedsConsent(notification.Channel)))
        {
            return true;
        }

        NotificationPreferences? own = await db.NotificationPreferences.AsNoTracking().SingleOrDefaultAsync(preferences => preferences.Id == userId, ct);
        return own?.Wants(notification.Category, notification.Channel) ?? true;
    }

    /// <summary>Those who make the documents have done what the event asks of them, be it nothing.</summary>
    private async Task<bool> AreDocumentsThereAsync(Notification notification, CancellationToken ct) => notification.EventId is not { } eventId
        || await handled.AreHandledAsync(eventId, notification.Kind == NotificationKinds.PaymentRefunded.Name ? MakersOfReceipts : MakersOfAll, ct);

    /// <summary>Composes, one after the other, and begins to send.</summary>
    private async Task<Task<Tried>> StartAsync(INotificationChannel channel, Notification notification, CancellationToken ct)
    {
        OutgoingNotification outgoing;
        try
        {
            outgoing = await composer.ComposeAsync(notification, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // What it is made of cannot be had at the moment; the next message may need nothing of it.
            return Task.FromResult(new Tried(notification.Id, ChannelAnswer.Failed("not_composed"), "", ""));
        }

        return SendAsync(channel, outgoing, notification.TraceParent, ct);
    }

    private static async Task<Tried> SendAsync(INotificationChannel channel, OutgoingNotification outgoing, string? traceParent, CancellationToken ct)
    {
        using Activity? span = UseCaseTelemetry.StartCall($"notify by {channel.Channel}", traceParent);
        try
        {
            ChannelAnswer answer = await channel.SendAsync(outgoing, ct);
            span.Answered(statusCode: null, answer.Outcome == ChannelOutcome.Sent ? null : answer.Reason ?? "unknown");
            return new Tried(outgoing.Id, answer, outgoing.Subject, outgoing.Text);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return new Tried(outgoing.Id, ChannelAnswer.Failed("exception"), outgoing.Subject, outgoing.Text);
        }
    }

    private async Task<Result<Done>> WriteAsync(IReadOnlyList<Tried> tried, CancellationToken ct)
    {
        foreach ((Guid id, ChannelAnswer answer, string subject, string text) in tried.OrderBy(one => one.Id))
        {
            Notification? notification = await db.LockNotificationAsync(id, ct);
            if (notification is null)
            {
                continue;
            }

            // A refused move means that somebody else took it up after the claim had lapsed.
            DateTimeOffset now = unitOfWork.Now;
            string reason = answer.Reason ?? "unknown";
            _ = answer.Outcome switch
            {
                ChannelOutcome.Sent => notification.Send(answer.ProviderId, subject, text, now),
                ChannelOutcome.Failed => notification.Fail(reason, answer.RetryAfter, OutsideCalls.Chance(), now),
                ChannelOutcome.Refused => notification.Refuse(reason, answer.ProviderId, now),
                _ => notification.Suppress(reason),
            };
        }

        return Result.Success;
    }

    private sealed record Tried(Guid Id, ChannelAnswer Answer, string Subject, string Text);
}
