namespace Booking.Domain.Reporting;

/// <summary>One kind of daily figures. The names are those of the table and its columns.</summary>
/// <param name="Name">The table.</param>
/// <param name="HasKind">The rows are by kind.</param>
/// <param name="IdColumn">The rows are by offering or driver; null where they are not.</param>
/// <param name="HasCurrency">The rows are by currency.</param>
/// <param name="Measures">What is added up.</param>
public sealed record Report(string Name, bool HasKind, string? IdColumn, bool HasCurrency, IReadOnlyList<string> Measures)
{
    /// <summary>Stands for all kinds together, each hold and booking counted once.</summary>
    public const string AllKinds = "all";

    /// <summary>By the day of the sale.</summary>
    public static readonly Report Sales = new(
        "daily_sales", true, "offering_id", true, ["bookings", "units", "gross", "fees", "taxes", "discounts", "cancelled_units", "refunds"]);

    public static readonly Report Funnel = new(
        "daily_funnel", true, null, false,
        ["holds_placed", "holds_released", "holds_expired", "bookings_made", "bookings_paid", "bookings_expired", "bookings_cancelled"]);

    /// <summary>The money itself, whatever it was for.</summary>
    public static readonly Report Payments = new("daily_payments", false, null, true, ["payments", "received", "refunds", "paid_back"]);

    /// <summary>By the day of use.</summary>
    public static readonly Report Use = new("daily_use", true, "offering_id", false, ["units", "minutes", "legs"]);

    public static readonly Report Waitlist = new("daily_waitlist", true, null, false, ["joined", "offered", "accepted", "declined", "expired", "left_it"]);

    public static readonly Report Drivers = new("daily_drivers", false, "driver_id", false, ["offered", "accepted", "declined", "expired", "finished", "minutes"]);

    /// <summary>In the order in which their rows are written.</summary>
    public static readonly IReadOnlyList<Report> All = [Sales, Funnel, Payments, Use, Waitlist, Drivers];
}

/// <summary>What is added to one row of a report.</summary>
/// <param name="Kind">Empty where the report is not by kind; the same goes for the others.</param>
/// <param name="Title">The offering's name; of several on one day the last in the order of letters.</param>
/// <param name="Amounts">In the order of the report's measures.</param>
public sealed record ReportRow(Report Report, DateOnly Day, string Kind, Guid Id, string Currency, string Title, IReadOnlyList<long> Amounts);
