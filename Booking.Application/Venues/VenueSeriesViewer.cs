namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

/// <summary>Says where each date of a series stands: a request that was approved has become a booking.</summary>
internal sealed class VenueSeriesViewer(IBookingDb db)
{
    /// <summary>The bookings of the dates, those of approved requests too.</summary>
    public async Task<Dictionary<int, Guid>> FindBookingsAsync(VenueSeries series, CancellationToken ct)
    {
        Dictionary<Guid, VenueRequest> requests = await RequestsAsync(series, ct);
        return series.Occurrences
            .Select(date => (date.Index, Id: date.BookingId ?? (date.RequestId is { } id ? requests[id].BookingId : null)))
            .Where(date => date.Id is not null)
            .ToDictionary(date => date.Index, date => date.Id!.Value);
    }

    public async Task<VenueSeriesView> ViewAsync(VenueSeries series, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<Guid, VenueRequest> requests = await RequestsAsync(series, ct);
        List<Guid> ids = [.. series.Occurrences.Select(date => date.BookingId).Concat(requests.Values.Select(request => request.BookingId)).OfType<Guid>()];
        Dictionary<Guid, Booking> bookings = await db.Bookings.AsNoTracking().Where(booking => ids.Contains(booking.Id)).ToDictionaryAsync(booking => booking.Id, ct);
        List<VenueOccurrenceView> dates = [];
        foreach (VenueOccurrence date in series.Occurrences)
        {
            VenueRequest? request = date.RequestId is { } asked ? requests[asked] : null;
            Booking? booking = (date.BookingId ?? request?.BookingId) is { } id ? bookings[id] : null;
            dates.Add(VenueOccurrenceView.Of(date) with
            {
                BookingId = booking?.Id,
                Number = booking?.Number ?? date.Number,
                BookingStatus = booking?.StatusAt(now),
                RequestStatus = request?.StatusAt(now),
            });
        }

        List<string> actions = [];
        if (dates.Exists(date => date.RequestStatus == VenueRequestStatus.Pending))
        {
            actions.AddRange("approve", "decline", "withdraw");
        }

        if (bookings.Values.Any(booking => booking.Select([], isByTenant: false, now).IsSuccess))
        {
            actions.Add("cancel");
        }

        return new VenueSeriesView(series.Id, series.Number, series.VenueId, series.Rule, series.OnConflict, series.CreatedAt, dates, actions);
    }

    private async Task<Dictionary<Guid, VenueRequest>> RequestsAsync(VenueSeries series, CancellationToken ct) => series.Occurrences.All(date => date.RequestId is null)
        ? []
        : await db.VenueRequests.AsNoTracking().Where(request => request.SeriesId == series.Id).ToDictionaryAsync(request => request.Id, ct);
}
