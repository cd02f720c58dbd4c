namespace Booking.Api.Reporting;

using System.Text;
using Booking.Api.Http;
using Booking.Application.Reporting;

/// <summary>Reports for spreadsheets. Amounts are in minor units.</summary>
internal static class ReportCsv
{
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
