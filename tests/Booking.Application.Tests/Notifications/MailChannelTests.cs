namespace Booking.Application.Tests.Notifications;

using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using Booking.Infrastructure.Notifications;
using Booking.Testing;
using Shouldly;
using Xunit;

public sealed class MailChannelTests
{
    private const string To = "ada@example.org";

    [Fact]
    public async Task SendAsync_WhenTheServerIsThere_SendsTextHtmlCalendarAndFiles()
    {
        await using MailReceiver server = MailReceiver.Start();
        byte[] pdf = [.. "%PDF-1.7\r\n.\r\n"u8, 0, 255, 128];
        OutgoingNotification notification = Message("Zoë Ångström") with
        {
            Subject = "Büchung BK-7F3K9Q ist bestätigt – " + new string('ü', 120),
            Text = "Hallo Zoë,\n.\n..\nEnde",
            Files = [new NotificationFile("receipt-2026-000042.pdf", "application/pdf", pdf)],
            Calendars = [new NotificationCalendar("REQUEST", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"), new NotificationCalendar("CANCEL", "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n")],
        };

        ChannelAnswer answer = await Channel(server).SendAsync(notification, CancellationToken.None);

        ReceivedMail mail = server.Received.ShouldHaveSingleItem();
        string id = $"<{notification.Id:N}@shop.test>";
        answer.ShouldBe(ChannelAnswer.Sent(id));
        (mail.From, mail.Recipients.Single(), mail.MessageId).ShouldBe(("booking@shop.test", To, id));
        mail.Subject.ShouldBe(notification.Subject);
        ReceivedMail.Decode(mail.Header("from")).ShouldContain("Ünter den Linden");
        mail.Header("auto-submitted").ShouldBe("auto-generated");
        mail.Raw.Split("\r\n").ShouldAllBe(line => line.Length <= 998);
        mail.Header("content-type").ShouldStartWith("multipart/mixed");
        mail.Part("text/plain").Text.ShouldBe(notification.Text);
        mail.Part("text/html").Text.ShouldBe(notification.Html);
        MailPart invitation = mail.Part("text/calendar");
        invitation.Type.ShouldContain("method=REQUEST");
        invitation.Text.ShouldContain("METHOD:REQUEST");
        mail.Parts.Where(part => part.FileName is not null).Select(part => part.FileName).ShouldBe(["booking.ics", "booking-2.ics", "receipt-2026-000042.pdf"]);
        mail.Parts.Single(part => part.FileName == "booking-2.ics").Type.ShouldContain("method=CANCEL");
        mail.Parts.Single(part => part.Is("application/pdf")).Content.ShouldBe(pdf);
    }

    [Theory]
    [InlineData("Ada\r\nBcc: victim@example.org")]
    [InlineData("Ada\nRCPT TO:<victim@example.org>")]
    [InlineData("\"Ada\" <victim@example.org>, x")]
    [InlineData("Ada\u202Egro.elpmaxe")]
    public async Task SendAsync_WhenANameIsHostile_SendsOneMailToOneRecipient(string name)
    {
        await using MailReceiver server = MailReceiver.Start();

        ChannelAnswer answer = await Channel(server).SendAsync(Message(name) with { Subject = $"Hello {name}", FromName = name }, CancellationToken.None);

        answer.Outcome.ShouldBe(ChannelOutcome.Sent);
        ReceivedMail mail = server.Received.ShouldHaveSingleItem();
        mail.Recipients.ShouldBe([To]);
        mail.Headers.Select(header => header.Name).ShouldNotContain("bcc");
        mail.Headers.Count(header => header.Name == "to").ShouldBe(1);
        ReceivedMail.Decode(mail.Header("to")).ShouldContain(To);
        mail.Subject.ShouldNotContain("\u202E");
    }

    [Theory]
    [InlineData("ada@example.org\r\nRCPT TO:<victim@example.org>")]
    [InlineData("ada@example.org, victim@example.org")]
    [InlineData("nobody")]
    public async Task SendAsync_WhenTheAddressIsNone_IsRefusedAndNothingIsSent(string address)
    {
        await using MailReceiver server = MailReceiver.Start();

        ChannelAnswer answer = await Channel(server).SendAsync(Message("Ada") with { To = address }, CancellationToken.None);

        (answer.Outcome, answer.Reason).ShouldBe((ChannelOutcome.Refused, "address_invalid"));
        server.Received.ShouldBeEmpty();
    }

    /// <summary>The server has the mail and never said so: it comes again under the same id.</summary>
    [Fact]
    public async Task SendAsync_WhenTheConnectionIsLostAfterTheMessage_IsWorthAnotherTryUnderTheSameId()
    {
        await using MailReceiver server = MailReceiver.Start();
        server.Drop(To, 1);
        OutgoingNotification notification = Message("Ada");

        ChannelAnswer lost = await Channel(server).SendAsync(notification, CancellationToken.None);
        ChannelAnswer again = await Channel(server).SendAsync(notification, CancellationToken.None);

        (lost.Outcome, lost.Reason, again.Outcome).ShouldBe((ChannelOutcome.Failed, "connection_failed", ChannelOutcome.Sent));
        server.Received.Select(mail => mail.IsAnswered).ShouldBe([false, true]);
        server.Received.Select(mail => mail.MessageId).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("550 No such user", ChannelOutcome.Refused, "smtp_550")]
    [InlineData("452 Try again later", ChannelOutcome.Failed, "smtp_452")]
    public async Task SendAsync_WhenTheServerRefuses_SaysWhetherAnotherTryHelps(string reply, ChannelOutcome outcome, string reason)
    {
        await using MailReceiver server = MailReceiver.Start();
        server.Refusal = _ => reply;

        ChannelAnswer answer = await Channel(server).SendAsync(Message("Ada"), CancellationToken.None);

        (answer.Outcome, answer.Reason).ShouldBe((outcome, reason));
    }

    [Fact]
    public async Task SendAsync_WhenNobodyIsThere_IsWorthAnotherTry()
    {
        MailReceiver server = MailReceiver.Start();
        string url = server.Url;
        await server.DisposeAsync();

        ChannelAnswer answer = await new MailChannel(new MailOptions { Smtp = url }).SendAsync(Message("Ada"), CancellationToken.None);

        (answer.Outcome, answer.Reason).ShouldBe((ChannelOutcome.Failed, "connection_failed"));
    }

    [Fact]
    public async Task SendAsync_WhenThereIsNoServer_IsSuppressed() =>
        (await new MailChannel(new MailOptions()).SendAsync(Message("Ada"), CancellationToken.None)).ShouldBe(ChannelAnswer.NotConfigured);

    private static MailChannel Channel(MailReceiver server) => new(new MailOptions { Smtp = server.Url, From = "booking@shop.test" });

    private static OutgoingNotification Message(string name) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), NotificationChannel.Email, "booking.confirmed", "de", null, To, name, "Subject", "Text", "<p>Täxt</p>", null, true, null)
    {
        FromName = "Ünter den Linden",
    };
}
