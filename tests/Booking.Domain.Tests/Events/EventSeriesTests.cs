namespace Booking.Domain.Tests.Events;

using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Tests.Common;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

public sealed class EventSeriesTests
{
    /// <summary>The local start stays through both changes of the clocks; what they skip is moved on by as much, of two equal ones it is the earlier.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T20:00:00", "2027-03-27T19:00:00Z 2027-03-28T18:00:00Z")]
    [InlineData("Europe/Berlin", "2027-03-27T02:30:00", "2027-03-27T01:30:00Z 2027-03-28T01:30:00Z 2027-03-29T00:30:00Z")]
    [InlineData("Europe/Berlin", "2027-10-30T02:30:00", "2027-10-30T00:30:00Z 2027-10-31T00:30:00Z 2027-11-01T01:30:00Z")]
    [InlineData("America/New_York", "2027-03-13T02:30:00", "2027-03-13T07:30:00Z 2027-03-14T07:30:00Z 2027-03-15T06:30:00Z")]
    [InlineData("America/New_York", "2027-11-06T01:30:00", "2027-11-06T05:30:00Z 2027-11-07T05:30:00Z 2027-11-08T06:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2027-10-02T02:15:00", "2027-10-01T15:45:00Z 2027-10-02T15:45:00Z 2027-10-03T15:15:00Z")]
    [InlineData("Australia/Lord_Howe", "2027-04-03T01:45:00", "2027-04-02T14:45:00Z 2027-04-03T14:45:00Z 2027-04-04T15:15:00Z")]
    [InlineData("Asia/Kathmandu", "2027-03-27T20:00:00", "2027-03-27T14:15:00Z 2027-03-28T14:15:00Z")]
    public void Extend_WhenTheClocksChange_KeepsTheLocalStart(string zone, string start, string instants)
    {
        LocalDateTime local = LocalDateTimePattern.ExtendedIso.Parse(start).Value;
        Event template = Drafts.Event(zone, RecurrenceRule.InstantOf(local, DateTimeZoneProviders.Tzdb[zone]), TimeSpan.FromHours(1));
        EventSeries series = EventSeries.Create(Guid.CreateVersion7(), template, "FREQ=DAILY", [], [], Samples.Now).Value.ShouldNotBeNull();
        DateTimeOffset[] expected = [.. instants.Split(' ').Select(Samples.Utc)];

        IReadOnlyList<Occurrence> made = series.Extend(local.Date.PlusDays(expected.Length - 1)).Value.ShouldNotBeNull();

        made.Select(occurrence => occurrence.StartsAt).Prepend(template.StartsAt).ShouldBe(expected);
        made.Select(occurrence => occurrence.Name).ShouldBe(Enumerable.Range(1, made.Count).Select(days => LocalDateTimePattern.ExtendedIso.Format(local.PlusDays(days))));
    }

    [Fact]
    public void Extend_WhenDatesAreExcludedAndAdded_HasThoseAndGoesOnBehindTheLast()
    {
        Event template = Drafts.Event("Europe/Berlin", Samples.Utc("2027-05-03T18:00:00Z"), TimeSpan.FromHours(2));
        LocalDateTime Day(int day) => new(2027, 5, day, 20, 0);
        EventSeries series = EventSeries.Create(Guid.CreateVersion7(), template, "FREQ=WEEKLY;COUNT=5", [Day(10)], [Day(12), Day(17)], Samples.Now).Value.ShouldNotBeNull();

        series.Extend(new LocalDate(2027, 5, 17)).Value.ShouldNotBeNull().Select(made => made.Name).ShouldBe(["2027-05-12T20:00:00", "2027-05-17T20:00:00"]);
        series.Extend(new LocalDate(2027, 5, 17)).Value.ShouldNotBeNull().ShouldBeEmpty();
        series.Extend(new LocalDate(2028, 5, 17)).Value.ShouldNotBeNull().Select(made => made.Name).ShouldBe(["2027-05-24T20:00:00", "2027-05-31T20:00:00"]);
        template.SeriesId.ShouldBe(series.Id);
    }

    [Fact]
    public void Extend_WhenThereWouldBeMoreThanOneCallMakes_IsRefused()
    {
        Event template = Drafts.Event();
        EventSeries series = EventSeries.Create(Guid.CreateVersion7(), template, "FREQ=DAILY", [], [], Samples.Now).Value.ShouldNotBeNull();
        series.Extend(new LocalDate(2029, 1, 1)).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/until"]);
    }
}
