namespace Booking.Application.Tests.Notifications;

using System.Text;
using Booking.Application.Notifications;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Shouldly;
using Xunit;

public sealed class CalendarTextTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_WhenABookingIsConfirmed_AsksForEachTimedItem()
    {
        Domain.Bookings.Booking booking = Make("Concert; with, commas\\ and \"quotes\"\r\nEND:VEVENT");

        IReadOnlyList<NotificationCalendar> calendars = CalendarText.Of(booking, "Haus \"der\" Musik", "booking@shop.test", Now);

        NotificationCalendar calendar = calendars.ShouldHaveSingleItem();
        calendar.Method.ShouldBe("REQUEST");
        string[] lines = Lines(calendar);
        lines[0].ShouldBe("BEGIN:VCALENDAR");
        lines[^1].ShouldBe("END:VCALENDAR");
        lines.Count(line => line == "END:VEVENT").ShouldBe(1);
        lines.ShouldContain("METHOD:REQUEST");
        lines.ShouldContain($"UID:{booking.Id:N}-1@booking");
        lines.ShouldContain("SEQUENCE:1");
        lines.ShouldContain("DTSTART:20270302T120000Z");
        lines.ShouldContain("DTEND:20270302T140000Z");
        lines.ShouldContain(@"SUMMARY:Concert\; with\, commas\\ and ""quotes"" END:VEVENT");
        lines.ShouldContain("ORGANIZER;CN=\"Haus 'der' Musik\":mailto:booking@shop.test");
        lines.ShouldContain("ATTENDEE;CN=\"Ada Demo\";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:ada@example.org");
        lines.ShouldContain("STATUS:CONFIRMED");
    }

    [Fact]
    public void Of_WhenTheBookingIsCancelled_TakesItBackUnderTheSameUidWithAHigherSequence()
    {
        Domain.Bookings.Booking booking = Make("Concert");
        string uid = Line(CalendarText.Of(booking, "Haus", "a@b.test", Now)[0], "UID:");
        Result<IReadOnlyList<CancelledPart>> parts = booking.Select([], isByTenant: true, Now);
        booking.Cancel(parts.Value.ShouldNotBeNull(), null, new Money(0, "EUR"), isByTenant: true, null, frees: true).IsSuccess.ShouldBeTrue();
        booking.Advance();

        NotificationCalendar calendar = CalendarText.Of(booking, "Haus", "a@b.test", Now)[0];

        (calendar.Method, Line(calendar, "METHOD:"), Line(calendar, "STATUS:"), Line(calendar, "SEQUENCE:"), Line(calendar, "UID:"))
            .ShouldBe(("CANCEL", "METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2", uid));
    }

    [Fact]
    public void Of_WhenALineIsLong_FoldsItAtSeventyFiveOctets()
    {
        string title = string.Concat(Enumerable.Repeat("Größe 😀 ", 15)).Trim();

        NotificationCalendar calendar = CalendarText.Of(Make(title), "Haus", "a@b.test", Now)[0];

        calendar.Text.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        Lines(calendar).ShouldContain($"SUMMARY:{title}");
    }

    private static string Line(NotificationCalendar calendar, string start) => Lines(calendar).Single(line => line.StartsWith(start, StringComparison.Ordinal));

    private static string[] Lines(NotificationCalendar calendar) => calendar.Text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static Domain.Bookings.Booking Make(string title)
    {
        Dictionary<string, string> none = [];
        Grant[] grants =
        [
            new(new HoldItem(ItemKinds.Product, Guid.CreateVersion7(), "Honey", 1, null, null, null, [], none), [], [], TimeSpan.FromMinutes(10)),
            new(new HoldItem(ItemKinds.Venue, Guid.CreateVersion7(), title, 1, Now.AddDays(1), Now.AddDays(1).AddHours(2), "Europe/Berlin", [], none), [], [], TimeSpan.FromMinutes(10)),
        ];
        Price price = Price.Of([new PriceLine("venue", "Hall", new Money(0, "EUR"), 1, 1, 1_900)], TaxRules.Default).Value.ShouldNotBeNull();
        Hold hold = Hold.Place(Guid.CreateVersion7(), Guid.CreateVersion7(), null, null, grants, price, Now).Value.ShouldNotBeNull();
        return Domain.Bookings.Booking.Make(Guid.CreateVersion7(), "BK-7F3K9Q", hold, new Customer("Ada Demo", "ada@example.org", null), [], none, TimeSpan.FromMinutes(15), Now);
    }
}
