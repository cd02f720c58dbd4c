namespace Booking.Infrastructure.Notifications;

using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;

/// <summary>
/// Sends mails by SMTP. At least once: a connection that breaks after the message was sent, and before the server has said yes, is tried again under the same
/// Message-ID, by which mailboxes know that it is the same mail.
/// </summary>
internal sealed class MailChannel(MailOptions options) : INotificationChannel
{
    private const int UsualPort = 25;

    public NotificationChannel Channel => NotificationChannel.Email;

    public async Task<ChannelAnswer> SendAsync(OutgoingNotification notification, CancellationToken ct)
    {
        if (options.Server is not { } server)
        {
            return ChannelAnswer.NotConfigured;
        }

        string id = MailMessages.IdOf(notification.Id, options.From);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Timeout);
        try
        {
            using MailMessage message = MailMessages.Of(notification, options.From, id);
            using SmtpClient client = new(server.Host, server.Port > 0 ? server.Port : UsualPort)
            {
                EnableSsl = options.StartTls,
                DeliveryFormat = SmtpDeliveryFormat.SevenBit,
                Credentials = options.User.Length > 0 ? new NetworkCredential(options.User, options.Password) : null,
            };
            await client.SendMailAsync(message, limit.Token);
            return ChannelAnswer.Sent(id);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ChannelAnswer.Failed("timeout");
        }
        catch (SmtpException e)
        {
            return Answer(e);
        }
        catch (FormatException)
        {
            return ChannelAnswer.Refused("address_invalid");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return ChannelAnswer.Failed("connection_failed");
        }
    }

    /// <summary>What the server says with 5 stays so; everything else may be different next time. Nothing of its text is kept: it names addresses.</summary>
    private static ChannelAnswer Answer(SmtpException e) => (int)e.StatusCode switch
    {
        >= 500 and < 600 => ChannelAnswer.Refused(FormattableString.Invariant($"smtp_{(int)e.StatusCode}")),
        >= 400 and < 500 => ChannelAnswer.Failed(FormattableString.Invariant($"smtp_{(int)e.StatusCode}")),
        _ when e.InnerException is FormatException => ChannelAnswer.Refused("address_invalid"),
        _ => ChannelAnswer.Failed("connection_failed"),
    };
}
