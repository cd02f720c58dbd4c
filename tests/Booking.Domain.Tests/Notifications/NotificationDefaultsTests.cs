namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Shouldly;
using Xunit;

public sealed class NotificationDefaultsTests
{
    private static readonly NotificationDefaults Right = new("de", "Australia/Lord_Howe", [43_200, 1], new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 0)));

    public static TheoryData<string, NotificationDefaults> Wrong => new()
    {
        { "/language", Right with { Language = "fr" } },
        { "/timeZone", Right with { TimeZone = "Europe/Atlantis" } },
        { "/quietHours", Right with { QuietHours = new QuietHours(new TimeOnly(6, 0), new TimeOnly(6, 0)) } },
        { "/reminderMinutes", Right with { ReminderMinutes = [0] } },
        { "/reminderMinutes", Right with { ReminderMinutes = [43_201] } },
        { "/reminderMinutes", Right with { ReminderMinutes = [60, 60] } },
        { "/reminderMinutes", Right with { ReminderMinutes = [1, 2, 3, 4, 5, 6] } },
    };

    [Fact]
    public void Check_WhenAllIsWithinItsLimits_AllowsIt()
    {
        Right.Check("").IsSuccess.ShouldBeTrue();
        (Right with { ReminderMinutes = [] }).Check("").IsSuccess.ShouldBeTrue();
        NotificationDefaults.Usual.Check("").IsSuccess.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WhenSomethingIsWrong_NamesIt(string member, NotificationDefaults defaults)
    {
        Result<Done> refused = defaults.Check("/notifications");

        Error error = refused.Error.ShouldNotBeNull();
        error.Code.ShouldBe("rule_violated");
        error.Fields.ShouldNotBeNull().Keys.ShouldBe([$"/notifications{member}"]);
    }
}
