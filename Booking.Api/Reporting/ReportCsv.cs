namespace Booking.Api.Reporting;

using System.Text;
using System.Text.Json;
using Booking.Api.Http;
using Booking.Application.Bookings;
using Booking.Application.Reporting;

/// <summary>Reports for spreadsheets. Amounts are in minor units.</summary>
internal static class ReportCsv
{
    public static readonly string[] BookingHead =
    [
        "number", "status", "created_at", "confirmed_at", "starts_at", "ends_at", "customer", "email", "phone", "kinds", "items", "units", "currency", "total", "taxes", "id",
    ];

    public static IEnumerable<object?> Cells(BookingView booking) =>
    [
        booking.Number, JsonNamingPolicy.SnakeCaseLower.ConvertName(booking.Status.ToString()), booking.CreatedAt, booking.ConfirmedAt, booking.StartsAt, booking.EndsAt,
        booking.Customer.Name, booking.Customer.Email, booking.Customer.Phone, string.Join(' ', booking.Items.Select(item => item.Kind).Distinct()),
        string.Join("; ", booking.Items.Select(item => item.Title)), booking.Items.Sum(item => item.Quantity), booking.Price.Total.Currency, booking.Price.Total.Amount, booking.Price.Tax.Amount, booking.Id,
    ];

    public static readonly ReportFile<RevenueView> Revenue = new(
        "revenue",
        ["day", "kind", "offering_id", "title", "currency", "bookings", "units", "cancelled_units", "gross", "fees", "taxes", "discounts", "refunds", "net"],
        revenue => (revenue.From, revenue.To),
        revenue => revenue.Items.Select(line => (object?[])
        [
            line.Day, line.Kind, line.OfferingId, line.Title, line.Gross.Currency, line.Bookings, line.Units, line.CancelledUnits, line.Gross.Amount, line.Fees.Amount, line.Taxes.Amount,
            line.Discounts.Amount, line.Refunds.Amount, line.Net.Amount,
        ]));

    public static readonly ReportFile<FunnelView> Funnel = new(
        "funnel",
        ["day", "kind", "holds_placed", "holds_released", "holds_expired", "bookings_made", "bookings_paid", "bookings_expired", "bookings_cancelled", "booking_rate", "payment_rate"],
        funnel => (funnel.From, funnel.To),
        funnel => funnel.Items.Select(line => (object?[])
        [
            line.Day, line.Kind, line.HoldsPlaced, line.HoldsReleased, line.HoldsExpired, line.BookingsMade, line.BookingsPaid, line.BookingsExpired, line.BookingsCancelled,
            line.BookingRate, line.PaymentRate,
        ]));

    public static readonly ReportFile<WaitlistConversionView> WaitlistConversion = new(
        "waitlist-conversion",
        ["day", "kind", "joined", "offered", "accepted", "declined", "expired", "left", "offer_rate", "acceptance_rate"],
        waited => (waited.From, waited.To),
        waited => waited.Items.Select(line => (object?[])
        [
            line.Day, line.Kind, line.Joined, line.Offered, line.Accepted, line.Declined, line.Expired, line.Left, line.OfferRate, line.AcceptanceRate,
        ]));

    public static readonly ReportFile<DriverUtilisationView> DriverUtilisation = new(
        "driver-utilisation",
        ["driver_id", "name", "offered", "accepted", "declined", "expired", "finished", "driven_minutes", "shift_minutes", "utilisation"],
        driven => (driven.From, driven.To),
        driven => driven.Items.Select(line => (object?[])
        [
            line.DriverId, line.Name, line.Offered, line.Accepted, line.Declined, line.Expired, line.Finished, line.DrivenMinutes, line.ShiftMinutes, line.Utilisation,
        ]));

    public static readonly string[] OccupancyHead = ["day", "time_zone", "kind", "offering_id", "title", "starts_at", "measure", "sold", "capacity", "occupancy"];

    public static IEnumerable<object?> Cells(OccupancyLineView line) =>
    [
        line.Day, line.TimeZone, line.Kind, line.OfferingId, line.Title, line.StartsAt, JsonNamingPolicy.SnakeCaseLower.ConvertName(line.Measure.ToString()), line.Sold, line.Capacity, line.Occupancy,
    ];
}

/// <summary>How a report is told to a spreadsheet.</summary>
/// <param name="Name">The file's, before its days.</param>
internal sealed record ReportFile<TView>(string Name, string[] Head, Func<TView, (DateOnly From, DateOnly To)> Period, Func<TView, IEnumerable<object?[]>> Lines)
{
    public IResult Answer(TView view)
    {
        StringBuilder text = new();
        Csv.Line(text, Head);
        foreach (object?[] line in Lines(view))
        {
            Csv.Line(text, line);
        }

        (DateOnly from, DateOnly to) = Period(view);
        return Csv.File(text, FormattableString.Invariant($"{Name}-{from:yyyy-MM-dd}-{to:yyyy-MM-dd}.csv"));
    }
}
