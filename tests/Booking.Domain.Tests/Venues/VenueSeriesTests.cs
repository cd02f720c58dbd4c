namespace Booking.Domain.Tests.Venues;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Tests.Common;
using Booking.Domain.Venues;
using Shouldly;
using Xunit;

public sealed class VenueSeriesTests
{
    [Theory]
    [InlineData(OccurrenceScope.This, 1, "1")]
    [InlineData(OccurrenceScope.Following, 1, "1 2 3")]
    [InlineData(OccurrenceScope.Following, 0, "0 1 2 3")]
    [InlineData(OccurrenceScope.All, null, "0 1 2 3")]
    public void Choose_WhenADateIsNamed_AnswersWhatIsMeant(OccurrenceScope scope, int? index, string dates) =>
        string.Join(' ', Series().Choose(scope, index).Value.ShouldNotBeNull().Select(date => date.Index)).ShouldBe(dates);

    [Theory]
    [InlineData(OccurrenceScope.This, null)]
    [InlineData(OccurrenceScope.This, 4)]
    [InlineData(OccurrenceScope.Following, null)]
    [InlineData(OccurrenceScope.Following, -1)]
    [InlineData(OccurrenceScope.Following, 4)]
    [InlineData(OccurrenceScope.All, 0)]
    public void Choose_WhenTheDateDoesNotFit_PointsAtIt(OccurrenceScope scope, int? index) =>
        Series().Choose(scope, index).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/occurrence"]);

    [Fact]
    public void Confirm_WhenInTimeAndOnce_TellsOfIt()
    {
        VenueSeries series = Series();
        VenueSeriesCancellation quote = Quote(series);

        (quote.Refund.Amount, quote.Penalty.Amount).ShouldBe((700, 300));
        quote.StatusAt(Samples.Now.AddMinutes(15)).ShouldBe(CancellationStatus.Expired);
        quote.Confirm(series, Samples.Now.AddMinutes(15)).Answer().ShouldBe("quote_expired");
        quote.Confirm(series, Samples.Now.AddMinutes(14)).Answer().ShouldBe("ok");
        quote.Confirm(series, Samples.Now.AddMinutes(14)).Answer().ShouldBe("illegal_transition");
        quote.StatusAt(Samples.Now.AddHours(1)).ShouldBe(CancellationStatus.Confirmed);
        quote.TakeEvents().ShouldBe("venue_series.cancelled");
    }

    private static VenueSeriesCancellation Quote(VenueSeries series) => VenueSeriesCancellation.Quote(
        Guid.CreateVersion7(), series, OccurrenceScope.All,
        [Given(0, 500, 0), Given(1, 200, 300)], isByTenant: false, reason: null, TimeSpan.FromMinutes(15), Samples.Now);

    private static CancelledOccurrence Given(int index, long refund, long penalty) => new(
        index, Samples.Now.AddDays(index), Samples.Now.AddDays(index).AddHours(1), Guid.CreateVersion7(), $"BK-{index}", Guid.CreateVersion7(), 50, new Money(refund, "EUR"), new Money(penalty, "EUR"));

    private static VenueSeries Series()
    {
        Venue hall = Venue.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), null, VenueDetails.Usual("EUR") with
        {
            Name = "Hall",
            City = "Berlin",
            Address = "Street 1",
            TimeZone = "UTC",
            Capacity = 10,
            Rates = RateCard.Of(100, 1_000),
        }).Value.ShouldNotBeNull();
        return VenueSeries.Of(
            Guid.CreateVersion7(), "BK-7F3K9Q", hall, Guid.CreateVersion7(), "FREQ=DAILY;COUNT=4", OnConflict.Fail,
            [.. Enumerable.Range(0, 4).Select(i => new VenueOccurrence(i, Samples.Now.AddDays(i), Samples.Now.AddDays(i).AddHours(1), OccurrenceStatus.Booked, null, Guid.CreateVersion7(), $"BK-{i}"))],
            Samples.Now);
    }
}
