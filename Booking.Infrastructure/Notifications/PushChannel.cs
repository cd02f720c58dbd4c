namespace Booking.Infrastructure.Notifications;

using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

/// <summary>Push messages to all browsers of a user. One that is reached is enough; those that are no more are forgotten.</summary>
internal sealed class PushChannel(IServiceScopeFactory scopes, VapidKeys keys, PushClient client, IOptions<PushOptions> options, TimeProvider clock) : INotificationChannel
{
    private const int TitleLength = 200;

    private const string Cut = "…";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public NotificationChannel Channel => NotificationChannel.Push;

    public async Task<ChannelAnswer> SendAsync(OutgoingNotification notification, CancellationToken ct)
    {
        if (keys.PublicKey is null)
        {
            return ChannelAnswer.NotConfigured;
        }

        // A scope of its own: several messages are under way at the same time.
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(notification.TenantId);
        List<PushSubscription> browsers = await scope.ServiceProvider.GetRequiredService<IBookingDb>().PushSubscriptions.AsNoTracking()
            .Where(subscription => subscription.UserId == notification.UserId).ToListAsync(ct);
        if (notification.UserId is null || browsers.Count == 0)
        {
            return ChannelAnswer.NoAddress;
        }

        PushMessage message = new(
            Plain(notification), Base64Url.EncodeToString(notification.Id.ToByteArray(bigEndian: true)), notification.IsUrgent,
            notification.ExpiresAt - clock.GetUtcNow() ?? options.Value.TimeToLive);
        PushAnswer[] answers = await Task.WhenAll(browsers.Select(browser => client.SendAsync(browser, message, ct)));
        Guid[] gone = [.. browsers.Zip(answers).Where(pair => pair.Second.Outcome == PushOutcome.Gone).Select(pair => pair.First.Id)];
        if (gone.Length > 0)
        {
            await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ForgetPushSubscriptionsCommand(gone), ct);
        }

        return Answer(answers);
    }

    /// <summary>What the page's service worker gets; a text that is too long is cut.</summary>
    internal static byte[] Plain(OutgoingNotification notification)
    {
        string title = notification.Subject.Length <= TitleLength ? notification.Subject : CutAt(notification.Subject, TitleLength);
        string text = notification.Text;
        while (true)
        {
            byte[] plain = JsonSerializer.SerializeToUtf8Bytes(
                new { id = notification.Id, kind = notification.Kind, title, body = text, link = notification.Link, language = notification.Language, from = notification.FromName }, Format);
            if (plain.Length <= PushEncryption.MaxPlain || text.Length == 0)
            {
                return plain.Length <= PushEncryption.MaxPlain ? plain : throw new InvalidOperationException("A push message has no room for its text.");
            }

            // A character has at most six bytes, so that this never cuts more than it must, and is soon done.
            int most = Math.Max(0, text.Length - Math.Max(1, (plain.Length - PushEncryption.MaxPlain) / 6) - Cut.Length);
            text = most == 0 ? "" : CutAt(text, most);
        }
    }

    /// <summary>Never between the halves of a character.</summary>
    private static string CutAt(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + Cut;

    private static ChannelAnswer Answer(PushAnswer[] answers)
    {
        if (Array.Find(answers, answer => answer.Outcome == PushOutcome.Taken) is { } taken)
        {
            return ChannelAnswer.Sent(taken.MessageId);
        }

        if (Array.Find(answers, answer => answer.Outcome == PushOutcome.Failed) is { } failed)
        {
            return ChannelAnswer.Failed(failed.Reason!, answers.Max(answer => answer.RetryAfter));
        }

        return Array.Find(answers, answer => answer.Outcome == PushOutcome.Refused) is { } refused ? ChannelAnswer.Refused(refused.Reason!) : ChannelAnswer.NoAddress;
    }
}
