namespace Booking.Application.Venues;

using System.Globalization;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;

/// <param name="Lat">Degrees, WGS 84.</param>
public sealed record VenuePlaceView(double Lat, double Lng, string Address);

/// <summary>Opening hours that begin on one weekday in the hall's wall time, e.g. <c>08:00</c> to <c>24:00</c>, or <c>18:00</c> to <c>02:00</c> of the next day.</summary>
public sealed record OpeningHoursView(string Day, string Opens, string Closes)
{
    internal static string Clock(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{(minutes > OpeningTimes.MinutesPerDay ? minutes - OpeningTimes.MinutesPerDay : minutes) / 60:00}:{minutes % 60:00}");
}

public sealed record HoursSpanView(string Opens, string Closes);

/// <summary>What begins on one date instead of the weekday's hours.</summary>
/// <param name="Hours">Empty means closed.</param>
public sealed record DatedHoursView(DateOnly Date, IReadOnlyList<HoursSpanView> Hours, string Note);

/// <param name="Capacity">The most guests in any layout.</param>
/// <param name="Rates">Per started hour, half day of 6 hours and day; a season outranks a weekday, and a weekday the usual rate.</param>
/// <param name="PricePerHour">The usual price per started hour; no 24 hours cost more than <paramref name="PricePerDay"/>.</param>
/// <param name="TaxRate">In basis points: 1900 is 19 %.</param>
/// <param name="Hours">A weekday that is missing is closed; an empty list means always open.</param>
/// <param name="BufferBeforeMinutes">Set-up time that nobody else gets.</param>
/// <param name="StepMinutes">A use lasts a multiple of these.</param>
/// <param name="MinNoticeMinutes">A use begins no sooner than this from now.</param>
/// <param name="RespondWithinMinutes">When a request lapses that nobody answers.</param>
/// <param name="PaymentMinutes">How long the customer of an approved request has for the payment.</param>
/// <param name="CheckInWithinMinutes">So many minutes after its start a booking is given up where nobody has checked in; null where nobody has to.</param>
/// <param name="Total">For the time asked for, without extras; null when none was.</param>
/// <param name="DistanceKm">From the place asked for, or null when none was.</param>
/// <param name="Offered">False for a hall that is withdrawn; only its managers see those.</param>
/// <param name="AvailableActions">What may be done: <c>hold</c> and <c>book</c>, or <c>request</c> where the owner decides.</param>
public sealed record VenueView(
    Guid Id,
    string Name,
    string Description,
    VenuePlaceView Location,
    string City,
    string TimeZone,
    int Capacity,
    IReadOnlyList<VenueLayout> Layouts,
    IReadOnlyList<string> Features,
    IReadOnlyList<RateView> Rates,
    Money PricePerHour,
    Money PricePerDay,
    int TaxRate,
    IReadOnlyList<OpeningHoursView> Hours,
    IReadOnlyList<DatedHoursView> Exceptions,
    int BufferBeforeMinutes,
    int BufferAfterMinutes,
    int MinMinutes,
    int MaxMinutes,
    int StepMinutes,
    int MinNoticeMinutes,
    int MaxNoticeDays,
    int HoldMinutes,
    CancellationPolicy CancellationPolicy,
    VenueApproval Approval,
    PendingBlocks PendingBlocks,
    int RespondWithinMinutes,
    int PaymentMinutes,
    int? CheckInWithinMinutes,
    Money? Total,
    double? DistanceKm,
    bool Offered,
    IReadOnlyList<string> AvailableActions)
{
    /// <summary>What its customers think of it.</summary>
    public RatingSummary Rating { get; init; } = RatingSummary.None;

    internal static VenueView Of(Venue venue, SearchArea? near, TimeRange? asked = null) => new(
        venue.Id,
        venue.Name,
        venue.Description,
        new VenuePlaceView(venue.Latitude, venue.Longitude, venue.Address),
        venue.City,
        venue.TimeZone,
        venue.Capacity,
        venue.Layouts,
        venue.Features,
        [.. venue.RateCard.Rates.Select(rate => RateView.Of(rate, venue.Currency))],
        new Money(venue.PricePerHour, venue.Currency),
        new Money(venue.PricePerDay, venue.Currency),
        venue.TaxRate,
        [.. venue.Hours.Select(hours => new OpeningHoursView(hours.Day.ToString().ToLowerInvariant(), OpeningHoursView.Clock(hours.Opens), OpeningHoursView.Clock(hours.Closes)))],
        [.. venue.Exceptions.Select(day => new DatedHoursView(day.Date, [.. day.Hours.Select(hours => new HoursSpanView(OpeningHoursView.Clock(hours.Opens), OpeningHoursView.Clock(hours.Closes)))], day.Note))],
        venue.BufferBeforeMinutes,
        venue.BufferAfterMinutes,
        venue.MinMinutes,
        venue.MaxMinutes,
        venue.StepMinutes,
        venue.MinNoticeMinutes,
        venue.MaxNoticeDays,
        venue.HoldMinutes,
        venue.CancellationPolicy,
        venue.Approval,
        venue.PendingBlocks,
        venue.RespondWithinMinutes,
        venue.PaymentMinutes,
        venue.CheckInWithinMinutes,
        asked is { } range ? venue.Total(range) : null,
        near.DistanceKm(venue.Latitude, venue.Longitude),
        venue.IsActive,
        !venue.IsActive ? [] : venue.Approval == VenueApproval.Required ? ["request"] : ["hold", "book"]);
}
