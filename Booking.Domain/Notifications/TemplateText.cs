namespace Booking.Domain.Notifications;

using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Booking.Domain.Common;

/// <summary>What a text is rendered for.</summary>
public enum TemplateMedium
{
    /// <summary>One line: a mail's subject, the title of a push message.</summary>
    Line,

    /// <summary>Plain text of several lines.</summary>
    Plain,

    /// <summary>HTML, in which values are text and never markup.</summary>
    Html,
}

/// <summary>
/// A text with placeholders such as <c>{{booking.number}}</c>. Nothing is computed and nothing is executed: a placeholder becomes its value,
/// made safe for the medium, and what a value contains is not looked at again. A line that has placeholders and none of them a value is left out.
/// </summary>
public static partial class TemplateText
{
    public const int MaxValueLength = 4_000;

    private const int MaxLineLength = 200;

    /// <summary>Refuses what could not be rendered.</summary>
    /// <param name="known">The placeholders that there are.</param>
    /// <param name="pointer">Where the text stands in the request.</param>
    public static Result<Done> Check(string template, IReadOnlyCollection<string> known, string pointer)
    {
        foreach (Match placeholder in Placeholder().Matches(template))
        {
            string name = placeholder.Groups[1].Value;
            if (!known.Contains(name))
            {
                return NotificationErrors.UnknownPlaceholder(pointer, name);
            }
        }

        string rest = Placeholder().Replace(template, "");
        return rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal)
            ? NotificationErrors.BrokenPlaceholder(pointer)
            : Result.Success;
    }

    /// <summary>The placeholders that a text has.</summary>
    public static IReadOnlyList<string> NamesIn(string template) => [.. Placeholder().Matches(template).Select(match => match.Groups[1].Value).Distinct()];

    /// <param name="values">One that is missing is empty.</param>
    public static string Render(string template, IReadOnlyDictionary<string, string> values, TemplateMedium medium)
    {
        IEnumerable<string> lines = template.ReplaceLineEndings("\n").Split('\n')
            .Where(line => medium != TemplateMedium.Plain || !IsEmptied(line, values))
            .Select(line => Placeholder().Replace(line, match => Encode(values.GetValueOrDefault(match.Groups[1].Value, ""), medium)));
        string text = string.Join('\n', lines);
        return medium == TemplateMedium.Line ? Cut(OneLine(text), MaxLineLength) : text;
    }

    /// <summary>
    /// A value as text: without controls (but line breaks and tabs) and without what turns the direction of writing, so that no name can make the text
    /// around it look like another.
    /// </summary>
    public static string Clean(string value)
    {
        StringBuilder clean = new(value.Length);
        foreach (Rune rune in value.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || TurnsDirection(rune.Value) || rune == Rune.ReplacementChar))
            {
                clean.Append(rune.ToString());
            }
        }

        return Cut(clean.ToString(), MaxValueLength);
    }

    /// <summary>A clean value on one line.</summary>
    public static string OneLine(string value) => Blanks().Replace(Clean(value), " ").Trim();

    private static string Encode(string value, TemplateMedium medium) => medium switch
    {
        TemplateMedium.Line => OneLine(value),
        TemplateMedium.Html => WebUtility.HtmlEncode(Clean(value)).Replace("\n", "<br>", StringComparison.Ordinal),
        _ => Clean(value),
    };

    private static bool IsEmptied(string line, IReadOnlyDictionary<string, string> values)
    {
        MatchCollection placeholders = Placeholder().Matches(line);
        return placeholders.Count > 0 && placeholders.All(match => string.IsNullOrWhiteSpace(values.GetValueOrDefault(match.Groups[1].Value, "")));
    }

    // Embeddings, overrides, isolates and marks of direction.
    private static bool TurnsDirection(int rune) => rune is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end] + "…";
    }

    [GeneratedRegex(@"\{\{([a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)*)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
