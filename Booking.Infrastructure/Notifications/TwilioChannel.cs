namespace Booking.Infrastructure.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

/// <summary>SMS or WhatsApp through Twilio.</summary>
internal sealed class TwilioChannel(NotificationChannel channel, TwilioClient client, IOptions<TwilioOptions> options, IServiceScopeFactory scopes) : INotificationChannel
{
    private const string WhatsAppPrefix = "whatsapp:";

    public NotificationChannel Channel => channel;

    private bool IsWhatsApp => channel == NotificationChannel.Whatsapp;

    public async Task<ChannelAnswer> SendAsync(OutgoingNotification notification, CancellationToken ct)
    {
        TwilioSenderOptions from = IsWhatsApp ? options.Value.WhatsApp : options.Value.Sms;
        if (!options.Value.IsOn || !from.IsOn)
        {
            return ChannelAnswer.NotConfigured;
        }

        if (notification.To.Length == 0)
        {
            return ChannelAnswer.NoAddress;
        }

        string? callback = TwilioReports.AddressFor(options.Value, notification);
        ChannelAnswer answer = await client.SendAsync(notification.To, notification.Text, from, IsWhatsApp ? WhatsAppPrefix : "", callback, ct);
        if (answer.Reason == TwilioClient.Unsubscribed && notification.UserId is { } user)
        {
            // A scope of its own: several messages are under way at the same time.
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(notification.TenantId);
            await scope.ServiceProvider.GetRequiredService<ISender>().Send(new WithdrawConsentCommand(user, channel), ct);
        }

        return answer;
    }
}
