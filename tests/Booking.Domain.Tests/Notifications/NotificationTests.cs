namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Notifications;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class NotificationTests
{
    [Fact]
    public void Table_WhenRead_LeadsOutOfPendingOnly()
    {
        NotificationTransitions.Table.Moves.ShouldBe(
            [
                (NotificationStatus.Pending, NotificationStatus.Sent), (NotificationStatus.Pending, NotificationStatus.Failed),
                (NotificationStatus.Pending, NotificationStatus.Cancelled), (NotificationStatus.Pending, NotificationStatus.Suppressed),
            ],
            ignoreOrder: true);
        Enum.GetValues<NotificationStatus>().Count(NotificationTransitions.Table.IsTerminal).ShouldBe(4);
    }

    [Fact]
    public void Send_WhenTheProviderHasTakenIt_IsDoneAndKeepsTheTextOfTheInboxOnly()
    {
        Notification mail = New(NotificationChannel.Email);
        Notification inbox = New(NotificationChannel.Inbox);

        mail.Send("<1@test>", "Subject", "Text", Samples.Now).IsSuccess.ShouldBeTrue();
        inbox.Send(null, "Subject", "Text", Samples.Now).IsSuccess.ShouldBeTrue();

        (mail.Status, mail.ProviderId, mail.NextAttemptAt, mail.AttemptCount, mail.Text).ShouldBe((NotificationStatus.Sent, "<1@test>", null, 1, ""));
        (inbox.Subject, inbox.Text).ShouldBe(("Subject", "Text"));
        mail.Send(null, "", "", Samples.Now).Answer().ShouldBe("illegal_transition");
        mail.Fail("timeout", null, 0.5, Samples.Now).Answer().ShouldBe("illegal_transition");
        mail.Cancel("booking_ended").Answer().ShouldBe("illegal_transition");
        mail.Events.ShouldHaveSingleItem().ShouldBe(new NotificationSent(mail.Id, mail.Kind, NotificationChannel.Email, mail.BookingId, mail.UserId));
        mail.TakeEvents().ShouldBe("notification.sent");
    }

    [Fact]
    public void Fail_WhenEveryTryFails_TriesForADayAndNoLonger()
    {
        Notification notification = New(NotificationChannel.Email);
        DateTimeOffset now = Samples.Now;
        List<double> pauses = [];
        while (notification.NextAttemptAt is { } next)
        {
            pauses.Add((next - now).TotalSeconds);
            now = next;
            notification.Claim(now.AddMinutes(2));
            notification.Fail("connection_failed", null, 0.5, now).IsSuccess.ShouldBeTrue();
        }

        pauses[..6].ShouldBe([0, 5, 15, 45, 135, 405]);
        pauses[^1].ShouldBe(TimeSpan.FromHours(1).TotalSeconds);
        (now - Samples.Now).ShouldBeInRange(TimeSpan.FromHours(22), TimeSpan.FromHours(24));
        (notification.Status, notification.Reason, notification.AttemptCount).ShouldBe((NotificationStatus.Failed, "connection_failed", pauses.Count));
        notification.Attempts.Count.ShouldBe(Notification.MaxAttemptsKept);
        notification.TakeEvents().ShouldBe("notification.failed");
    }

    [Fact]
    public void Fail_WhenTheNextTryWouldComeTooLate_GivesUp()
    {
        Notification notification = New(NotificationChannel.Sms, Samples.Now.AddSeconds(3));

        notification.Fail("timeout", null, 0.5, Samples.Now);

        notification.Status.ShouldBe(NotificationStatus.Failed);
    }

    [Fact]
    public void Fail_WhenTheProviderAsksForAPause_WaitsThatLong()
    {
        Notification notification = New(NotificationChannel.Sms);

        notification.Fail("too_many", TimeSpan.FromMinutes(10), 0.5, Samples.Now);

        notification.NextAttemptAt.ShouldBe(Samples.Now.AddMinutes(10));
    }

    [Fact]
    public void Refuse_WhenTheProviderNeverWill_FailsAtOnce()
    {
        Notification notification = New(NotificationChannel.Email);

        notification.Refuse("smtp_550", null, Samples.Now).IsSuccess.ShouldBeTrue();

        (notification.Status, notification.Reason, notification.NextAttemptAt).ShouldBe((NotificationStatus.Failed, "smtp_550", null));
        notification.TakeEvents().ShouldBe("notification.failed");
    }

    [Fact]
    public void Again_WhenSentOnceMore_IsAnotherMessage()
    {
        Notification notification = New(NotificationChannel.Email);
        notification.Send("1", "", "", Samples.Now);

        Notification again = notification.Again(Guid.CreateVersion7(), Samples.Now.AddDays(1));

        (again.Status, again.ResendOf, again.Address, again.DueAt).ShouldBe((NotificationStatus.Pending, notification.Id, notification.Address, Samples.Now.AddDays(1)));
        again.Cause.ShouldNotBe(notification.Cause);
        again.Id.ShouldNotBe(notification.Id);
    }

    [Fact]
    public void Key_WhenAGuestIsTold_IsTheAddress() => new NotificationRecipient(null, "Ada", "Ada@Example.org").Key.ShouldBe("ada@example.org");

    private static Notification New(NotificationChannel channel, DateTimeOffset? expiresAt = null) => Notification.Plan(
        Guid.CreateVersion7(), Guid.CreateVersion7(), channel, new NotificationRecipient(Guid.CreateVersion7(), "Ada", "ada@example.org"),
        new NotificationContent(NotificationKinds.BookingConfirmed, "1", "en", Samples.NoDetails, "", IsUrgent: true) { ExpiresAt = expiresAt }, Samples.Now, Samples.Now);
}
