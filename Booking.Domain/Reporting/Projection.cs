namespace Booking.Domain.Reporting;

using global::Booking.Domain.Bookings;
using global::Booking.Domain.Common;
using NodaTime;

/// <summary>From facts to the rows of the reports. What one fact adds depends on nothing but the fact, so their order does not matter.</summary>
public static class Projection
{
    private const int MaxDaysOfUse = 400;

    /// <summary>What one fact adds.</summary>
    public static IEnumerable<ReportRow> Of(ReportedFact fact)
    {
        FactContent content = fact.Content;
        return fact.Type switch
        {
            "hold.placed" when !content.IsOfChange => Funnel(fact, "holds_placed"),
            "hold.released" when !content.IsOfChange => Funnel(fact, "holds_released"),
            "hold.expired" when !content.IsOfChange => Funnel(fact, "holds_expired"),
            "booking.awaiting_payment" => Funnel(fact, "bookings_made"),
            "booking.confirmed" => [.. content.IsFree ? Funnel(fact, "bookings_made") : [], .. Funnel(fact, "bookings_paid"), .. Sales(fact, isFirst: true), .. Uses(fact)],
            "booking.expired" => Funnel(fact, "bookings_expired"),
            "booking.cancelled" => [.. Funnel(fact, "bookings_cancelled"), .. Sales(fact, isFirst: false), .. Uses(fact)],
            "booking.changed" => [.. Sales(fact, isFirst: false), .. Uses(fact)],
            "booking.moved" or "appointment.reassigned" => Uses(fact),
            "payment.succeeded" => Money(fact, "payments", "received"),
            "payment.refunded" => Money(fact, "refunds", "paid_back"),
            "waitlist.joined" => Waitlist(fact, "joined"),
            "waitlist.offered" => Waitlist(fact, "offered"),
            "waitlist.accepted" => Waitlist(fact, "accepted"),
            "waitlist.declined" => Waitlist(fact, "declined"),
            "waitlist.expired" when content.WasOffered => Waitlist(fact, "expired"),
            "waitlist.left" => Waitlist(fact, "left_it"),
            "assignment.offered" => Driver(fact, "offered"),
            "assignment.accepted" => Driver(fact, "accepted"),
            "assignment.declined" => Driver(fact, "declined"),
            "assignment.expired" => Driver(fact, "expired"),
            "assignment.finished" => Driver(fact, "finished"),
            _ => [],
        };
    }

    /// <summary>Adds rows of the same key up, in the order in which all who write them do so.</summary>
    public static IReadOnlyList<ReportRow> Sum(IEnumerable<ReportRow> rows)
    {
        Dictionary<(Report, DateOnly, string, Guid, string), ReportRow> sums = [];
        foreach (ReportRow row in rows)
        {
            (Report, DateOnly, string, Guid, string) key = (row.Report, row.Day, row.Kind, row.Id, row.Currency);
            sums[key] = sums.TryGetValue(key, out ReportRow? sum)
                ? sum with { Amounts = [.. sum.Amounts.Zip(row.Amounts, (left, right) => left + right)], Title = string.CompareOrdinal(sum.Title, row.Title) < 0 ? row.Title : sum.Title }
                : row;
        }

        return [.. sums.Values
            .OrderBy(row => Report.All.ToList().IndexOf(row.Report)).ThenBy(row => row.Day).ThenBy(row => row.Kind, StringComparer.Ordinal)
            .ThenBy(row => row.Id).ThenBy(row => row.Currency, StringComparer.Ordinal)];
    }

    private static IEnumerable<ReportRow> Funnel(ReportedFact fact, string measure) =>
        (fact.Content.Kinds ?? []).Append(Report.AllKinds).Select(kind => Row(Report.Funnel, fact.Day, kind, (measure, 1)));

    private static IEnumerable<ReportRow> Money(ReportedFact fact, string count, string amount) => fact.Content.Amount is { } money
        ? [Row(Report.Payments, fact.Day, "", (count, 1), (amount, money.Amount)) with { Currency = money.Currency }]
        : [];

    private static IEnumerable<ReportRow> Waitlist(ReportedFact fact, string measure) =>
        (fact.Content.Kinds ?? []).Select(kind => Row(Report.Waitlist, fact.Day, kind, (measure, 1)));

    private static IEnumerable<ReportRow> Driver(ReportedFact fact, string measure) => fact.Content.DriverId is { } driver
        ? [Row(Report.Drivers, fact.Day, "", (measure, 1), ("minutes", fact.Content.Minutes)) with { Id = driver }]
        : [];

    private static IEnumerable<ReportRow> Sales(ReportedFact fact, bool isFirst)
    {
        HashSet<Guid> counted = [];
        foreach (SaleEntry sale in fact.Content.Sales ?? [])
        {
            int bookings = isFirst && counted.Add(sale.OfferingId) ? 1 : 0;
            yield return Row(
                Report.Sales, fact.Day, sale.Kind,
                ("bookings", bookings), ("units", sale.Units), ("gross", sale.Gross), ("fees", sale.Fees), ("taxes", sale.Taxes), ("discounts", sale.Discounts),
                ("cancelled_units", sale.CancelledUnits), ("refunds", sale.Refund)) with
            { Id = sale.OfferingId, Currency = sale.Currency, Title = sale.Title };
        }
    }

    /// <summary>The units and legs on the day their use begins, the minutes on the days they are used, as the clocks are there.</summary>
    private static IEnumerable<ReportRow> Uses(ReportedFact fact)
    {
        foreach (SaleEntry sale in fact.Content.Sales ?? [])
        {
            int units = sale.Units - sale.CancelledUnits;
            if (units == 0 || sale.From is not { } from)
            {
                continue;
            }

            Guid id = sale.UnitId ?? sale.OfferingId;
            bool isFirst = true;
            string zone = sale.TimeZone is { } named && DateTimeZoneProviders.Tzdb.GetZoneOrNull(named) is not null ? named : DateTimeZone.Utc.Id;
            foreach ((DateOnly day, long minutes) in LocalDays.Split(new TimeRange(from, sale.To ?? from), zone).Take(MaxDaysOfUse))
            {
                yield return Row(
                    Report.Use, day, sale.Kind, ("units", isFirst ? units : 0), ("minutes", units * minutes), ("legs", isFirst ? units * sale.Legs : 0)) with
                { Id = id, Title = sale.Title };
                isFirst = false;
            }
        }
    }

    private static ReportRow Row(Report report, DateOnly day, string kind, params ReadOnlySpan<(string Measure, long Amount)> amounts)
    {
        long[] all = new long[report.Measures.Count];
        foreach ((string measure, long amount) in amounts)
        {
            all[report.Measures.ToList().IndexOf(measure)] += amount;
        }

        return new ReportRow(report, day, kind, Guid.Empty, "", "", all);
    }
}
