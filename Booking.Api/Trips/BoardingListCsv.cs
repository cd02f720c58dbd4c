namespace Booking.Api.Trips;

using System.Globalization;
using System.Text;
using Booking.Application.Trips;

/// <summary>The boarding list for a spreadsheet (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
internal static class BoardingListCsv
{
    public const string ContentType = "text/csv";

    private static readonly string[] Head =
        ["stop", "departs_at", "seat", "name", "type", "birth_date", "document_type", "document_number", "document_country", "document_expires", "to_stop", "booking", "checked_in_at"];

    public static string Write(BoardingListView list)
    {
        StringBuilder text = new();
        Line(text, Head);
        foreach (BoardingStopView stop in list.Stops)
        {
            foreach (BoardingPassengerView passenger in stop.GettingOn)
            {
                Line(text, [
                    stop.Name, Time(stop.DepartsAt), passenger.Seat, passenger.Name, passenger.Type, Day(passenger.BirthDate), passenger.Document?.Type.ToString(), passenger.Document?.Number,
                    passenger.Document?.Country, Day(passenger.Document?.Expires), passenger.ToStop, passenger.BookingNumber, passenger.CheckedInAt is { } at ? Time(at) : null,
                ]);
            }
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string?[] cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string? value)
    {
        string cell = value ?? "";
        string safe = cell.TrimStart() is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] || cell is ['\t' or '\r' or '\n', ..] ? "'" + cell : cell;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
