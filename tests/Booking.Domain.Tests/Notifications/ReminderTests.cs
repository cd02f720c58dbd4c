namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Notifications;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ReminderTests
{
    private static readonly TimeSpan[] Before = [TimeSpan.FromHours(24), TimeSpan.FromHours(2)];

    [Fact]
    public void Of_WhenABookingIsConfirmed_RemindsBeforeEachStartOnce()
    {
        Domain.Bookings.Booking booking = Make(Samples.Now.AddDays(3), Samples.Now.AddDays(3), Samples.Now.AddDays(5), null);

        IReadOnlyList<Reminder> reminders = Reminder.Of(booking, Before, Samples.Now);

        reminders.Select(reminder => (reminder.Item, reminder.At - Samples.Now)).ShouldBe(
            [(0, TimeSpan.FromHours(48)), (0, TimeSpan.FromHours(70)), (2, TimeSpan.FromHours(96)), (2, TimeSpan.FromHours(118))]);
        reminders.Select(reminder => reminder.IsUrgent).ShouldBe([false, true, false, true]);
        reminders.Select(reminder => reminder.CauseOf(booking.Id)).ShouldBeUnique();
    }

    [Fact]
    public void Of_WhenTheTimeOfAReminderIsPast_LeavesItOut()
    {
        Reminder.Of(Make(Samples.Now.AddHours(20)), Before, Samples.Now).ShouldHaveSingleItem().Before.ShouldBe(TimeSpan.FromHours(2));
        Reminder.Of(Make(Samples.Now.AddHours(2)), Before, Samples.Now).ShouldBeEmpty();
        Reminder.Of(Make(Samples.Now.AddHours(-1)), Before, Samples.Now).ShouldBeEmpty();
    }

    [Fact]
    public void Of_WhenTheBookingIsNotConfirmed_IsNone() => Reminder.Of(Make(isFree: false, Samples.Now.AddDays(3)), Before, Samples.Now).ShouldBeEmpty();

    private static Domain.Bookings.Booking Make(params DateTimeOffset?[] starts) => Make(isFree: true, starts);

    private static Domain.Bookings.Booking Make(bool isFree, params DateTimeOffset?[] starts)
    {
        Grant[] grants = [.. starts.Select((start, i) => new Grant(
            new HoldItem(ItemKinds.Venue, Guid.CreateVersion7(), $"Hall {i}", 1, start, start?.AddHours(1), "Europe/Berlin", [], Samples.NoDetails), [], [], TimeSpan.FromMinutes(10)))];
        Hold hold = Hold.Place(Guid.CreateVersion7(), Guid.CreateVersion7(), null, null, grants, Samples.Price(isFree ? 0 : 1_000), Samples.Now).Value.ShouldNotBeNull();
        return Domain.Bookings.Booking.Make(
            Guid.CreateVersion7(), "BK-7F3K9Q", hold, new Customer("Ada Demo", "ada@example.org", null), [], Samples.NoDetails, TimeSpan.FromMinutes(15), Samples.Now);
    }
}
