namespace Booking.Api.Tests.Reporting;

using System.Text;
using Shouldly;

/// <summary>Reads RFC 4180 strictly.</summary>
internal static class CsvText
{
    /// <summary>Whether a spreadsheet would calculate a cell instead of showing it: it begins like a formula, whatever blanks, breaks or NUL it has before.</summary>
    public static bool IsFormula(string cell) => cell.TrimStart().TrimStart('\0') is ['=' or '+' or '-' or '@', ..];

    public static string[][] Read(string text)
    {
        List<string[]> lines = [];
        List<string> cells = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (c == '"')
            {
                cell.Length.ShouldBe(0, "A quote inside of a cell that is not quoted");
                isQuoted = true;
            }
            else if (c is ',' or '\r')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == '\r')
                {
                    text[++i].ShouldBe('\n');
                    lines.Add([.. cells]);
                    cells.Clear();
                }
            }
            else
            {
                c.ShouldNotBe('\n', "A line break that is not CRLF");
                cell.Append(c);
            }
        }

        (isQuoted, cells.Count, cell.Length).ShouldBe((false, 0, 0), "The last line is not ended");
        lines.ShouldAllBe(line => line.Length == lines[0].Length);
        return [.. lines];
    }
}
