namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Notifications;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class NotificationPreferencesTests
{
    [Fact]
    public void Wants_WhenNothingWasChosen_IsEverythingButAdvertisingAndWhatNeedsConsent()
    {
        NotificationPreferences preferences = New();

        Wanted(preferences, NotificationCategory.Transactional).ShouldBe([NotificationChannel.Email, NotificationChannel.Push, NotificationChannel.Inbox]);
        Wanted(preferences, NotificationCategory.Reminders).ShouldBe([NotificationChannel.Email, NotificationChannel.Push, NotificationChannel.Inbox]);
        Wanted(preferences, NotificationCategory.Marketing).ShouldBeEmpty();
    }

    [Fact]
    public void Consent_WhenGivenAndTakenBack_DecidesAndKeepsItsTime()
    {
        NotificationPreferences preferences = New();

        preferences.Consent(NotificationChannel.Sms, true, Samples.Now);
        preferences.Consent(NotificationChannel.Sms, true, Samples.Now.AddDays(1));
        preferences.Wants(NotificationCategory.Reminders, NotificationChannel.Sms).ShouldBeTrue();
        preferences.ConsentAt(NotificationChannel.Sms).ShouldBe(Samples.Now);
        preferences.Wants(NotificationCategory.Reminders, NotificationChannel.Whatsapp).ShouldBeFalse();

        preferences.Consent(NotificationChannel.Sms, false, Samples.Now.AddDays(2));
        preferences.Wants(NotificationCategory.Reminders, NotificationChannel.Sms).ShouldBeFalse();
    }

    [Fact]
    public void Edit_WhenMailsOfTheContractAreSwitchedOff_IsRefused()
    {
        NotificationPreferences preferences = New();

        preferences.Edit(Switch(NotificationCategory.Transactional, NotificationChannel.Email, false)).Answer().ShouldBe("cannot_be_switched_off");
        preferences.Edit(Switch(NotificationCategory.Transactional, NotificationChannel.Email, true)).Answer().ShouldBe("ok");
        preferences.Edit(Switch(NotificationCategory.Reminders, NotificationChannel.Email, false)).Answer().ShouldBe("ok");
        preferences.Wants(NotificationCategory.Reminders, NotificationChannel.Email).ShouldBeFalse();
        preferences.Wants(NotificationCategory.Transactional, NotificationChannel.Email).ShouldBeTrue();
    }

    [Fact]
    public void Edit_WhenAChoiceDoesNotExist_IsRefused()
    {
        NotificationPreferences preferences = New();

        preferences.Edit(PreferenceDetails.Usual with { Language = "xx" }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/language"]);
        preferences.Edit(PreferenceDetails.Usual with { TimeZone = "Europe/Atlantis" }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/timeZone"]);
        preferences.Edit(PreferenceDetails.Usual with { QuietHours = new QuietHours(new TimeOnly(22, 0), new TimeOnly(22, 0)) }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/quietHours"]);
    }

    private static NotificationPreferences New() => NotificationPreferences.Create(Guid.CreateVersion7(), Guid.CreateVersion7());

    private static IEnumerable<NotificationChannel> Wanted(NotificationPreferences preferences, NotificationCategory category) =>
        Enum.GetValues<NotificationChannel>().Where(channel => preferences.Wants(category, channel));

    private static PreferenceDetails Switch(NotificationCategory category, NotificationChannel channel, bool isOn) =>
        PreferenceDetails.Usual with { Switches = new Dictionary<string, bool> { [NotificationPreferences.KeyOf(category, channel)] = isOn } };
}
