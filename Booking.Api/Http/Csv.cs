namespace Booking.Api.Http;

using System.Globalization;
using System.Text;

/// <summary>
/// Text for spreadsheets (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula gets an apostrophe before it; numbers of ours
/// are numbers, below zero too.
/// </summary>
internal static class Csv
{
    public const string ContentType = "text/csv";

    public static void Line(StringBuilder text, params IEnumerable<object?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    public static IResult File(StringBuilder text, string name) => TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), ContentType, name);

    private static string Cell(object? value) => value switch
    {
        null => "\"\"",
        long or int or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string Quoted(string cell)
    {
        string safe = cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0', ..] || cell.TrimStart() is ['=' or '+' or '-' or '@' or '\0', ..] ? "'" + cell : cell;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
