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

    public static StringBuilder Write(WaitlistConversionView waited)
    {
        StringBuilder text = new();
        Csv.Line(text, "day", "kind", "joined", "offered", "accepted", "declined", "expired", "left", "offer_rate", "acceptance_rate");
        foreach (WaitlistConversionLineView line in waited.Items)
        {
            Csv.Line(text, line.Day, line.Kind, line.Joined, line.Offered, line.Accepted, line.Declined, line.Expired, line.Left, line.OfferRate, line.AcceptanceRate);
        }

        return text;
    }

    public static StringBuilder Write(DriverUtilisationView driven)
    {
        StringBuilder text = new();
        Csv.Line(text, "driver_id", "name", "offered", "accepted", "declined", "expired", "finished", "driven_minutes", "shift_minutes", "utilisation");
        foreach (DriverUtilisationLineView line in driven.Items)
        {
            Csv.Line(text, line.DriverId, line.Name, line.Offered, line.Accepted, line.Declined, line.Expired, line.Finished, line.DrivenMinutes, line.ShiftMinutes, line.Utilisation);
        }

        return text;
    }

    public static StringBuilder Write(RevenueView revenue)
    {
        StringBuilder text = new();
        Csv.Line(text, "day", "kind", "offering_id", "title", "currency", "bookings", "units", "cancelled_units", "gross", "fees", "taxes", "discounts", "refunds", "net");
        foreach (RevenueLineView line in revenue.Items)
        {
            Csv.Line(
                text, line.Day, line.Kind, line.OfferingId, line.Title, line.Gross.Currency, line.Bookings, line.Units, line.CancelledUnits, line.Gross.Amount, line.Fees.Amount, line.Taxes.Amount,
                line.Discounts.Amount, line.Refunds.Amount, line.Net.Amount);
        }

        return text;
    }

    public static StringBuilder Write(FunnelView funnel)
    {
        StringBuilder text = new();
        Csv.Line(text, "day", "kind", "holds_placed", "holds_released", "holds_expired", "bookings_made", "bookings_paid", "bookings_expired", "bookings_cancelled", "booking_rate", "payment_rate");
        foreach (FunnelLineView line in funnel.Items)
        {
            Csv.Line(
                text, line.Day, line.Kind, line.HoldsPlaced, line.HoldsReleased, line.HoldsExpired, line.BookingsMade, line.BookingsPaid, line.BookingsExpired, line.BookingsCancelled,
                line.BookingRate, line.PaymentRate);
        }

        return text;
    }
}
