namespace Booking.Infrastructure.Receipts;

using System.Globalization;
using System.Text;

/// <summary>
/// Text as a PDF page needs it: glyph after glyph from left to right. A page has no line breaks, joining letters or writing
/// directions of its own, so these are settled here.
/// </summary>
internal static class PrintableText
{
    /// <summary>Longer texts are cut; nothing on a receipt has room for more.</summary>
    public const int MaximumLength = 2000;

    private const int NonCharacter = 0xFFFE;
    private const int LamAlefForms = 0xFEF5;
    private const char Lam = '\u0644';

    // How many presentation forms the letters from U+0621 on have; the forms follow each other from U+FE80 on.
    private const string FormCounts = "122224242444442222444444440000004444444224";
    private static readonly Dictionary<char, (int First, int Count)> Forms = JoiningForms();

    /// <summary>One line: controls, line breaks, direction marks and invisible joiners are gone, white space is single.</summary>
    public static string Clean(string text)
    {
        var cut = text.Length > MaximumLength ? text[..MaximumLength] : text;
        var kept = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control)
            {
                if (kept.Length > 0 && kept[^1] != ' ')
                {
                    kept.Append(' ');
                }
            }
            else if (!IsInvisible(rune))
            {
                kept.Append(rune);
            }
        }

        // Composed letters have glyphs of their own; nothing places a loose accent over its letter.
        return Join(kept.ToString().TrimEnd().Normalize(NormalizationForm.FormC));
    }

    public static IEnumerable<string> CleanLines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(Clean).Where(line => line.Length > 0);

    /// <summary>A line in the order in which it is drawn: stretches of right-to-left script are turned round, numbers in them are not.</summary>
    public static string InDrawingOrder(string line)
    {
        if (!line.EnumerateRunes().Any(IsRightToLeft))
        {
            return line;
        }

        var elements = Elements(line);
        var result = new StringBuilder(line.Length);
        for (var start = 0; start < elements.Count;)
        {
            if (!StartsRightToLeft(elements[start]))
            {
                result.Append(elements[start++]);
                continue;
            }

            var end = start + 1;
            for (var next = end; next < elements.Count && !IsLeftToRight(elements[next]); next++)
            {
                end = StartsRightToLeft(elements[next]) || char.IsDigit(elements[next], 0) ? next + 1 : end;
            }

            AppendTurned(elements.GetRange(start, end - start), result);
            start = end;
        }

        return result.ToString();
    }

    public static List<string> Elements(string text)
    {
        var elements = new List<string>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            elements.Add(text.Substring(at, length));
            at += length;
        }

        return elements;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
        || (rune.Value & NonCharacter) == NonCharacter
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static bool IsRightToLeft(Rune rune) => rune.Value is (>= 0x0590 and <= 0x08FF and not (>= 0x0660 and <= 0x0669) and not (>= 0x06F0 and <= 0x06F9))
        or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    private static bool StartsRightToLeft(string element) => IsRightToLeft(Rune.GetRuneAt(element, 0));

    private static bool IsLeftToRight(string element)
    {
        var rune = Rune.GetRuneAt(element, 0);
        return Rune.IsLetter(rune) && !IsRightToLeft(rune);
    }

    private static void AppendTurned(List<string> elements, StringBuilder result)
    {
        for (var last = elements.Count - 1; last >= 0;)
        {
            var first = last;
            while (first > 0 && IsNumber(elements[last]) && IsNumber(elements[first - 1]))
            {
                first--;
            }

            for (var index = first; index <= last; index++)
            {
                result.Append(Mirrored(elements[index]));
            }

            last = first - 1;
        }
    }

    private static bool IsNumber(string element) => char.IsDigit(element, 0) || element is "." or "," or ":" or "/";

    private static string Mirrored(string element) => element switch
    {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "<" => ">",
        ">" => "<",
        "«" => "»",
        "»" => "«",
        _ => element,
    };

    private static string Join(string text)
    {
        if (!text.Any(Forms.ContainsKey))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (!Forms.TryGetValue(text[index], out var form))
            {
                result.Append(text[index]);
                continue;
            }

            var joinsBefore = form.Count > 1 && Neighbour(text, index, -1) is { } before && Forms.TryGetValue(before, out var previous) && previous.Count == 4;
            if (text[index] == Lam && index + 1 < text.Length && LamAlef(text[index + 1]) is { } ligature)
            {
                result.Append((char)(ligature + (joinsBefore ? 1 : 0)));
                index++;
                continue;
            }

            var joinsAfter = form.Count == 4 && Neighbour(text, index, 1) is { } after && Forms.TryGetValue(after, out var next) && next.Count > 1;
            result.Append((char)(form.First + (joinsAfter ? 2 : 0) + (joinsBefore ? 1 : 0)));
        }

        return result.ToString();
    }

    // Vowel signs stand over a letter and do not break the joint.
    private static char? Neighbour(string text, int index, int step)
    {
        var at = index + step;
        while (at >= 0 && at < text.Length && char.GetUnicodeCategory(text[at]) == UnicodeCategory.NonSpacingMark)
        {
            at += step;
        }

        return at >= 0 && at < text.Length ? text[at] : null;
    }

    private static int? LamAlef(char alef) => alef switch
    {
        '\u0622' => LamAlefForms,
        '\u0623' => LamAlefForms + 2,
        '\u0625' => LamAlefForms + 4,
        '\u0627' => LamAlefForms + 6,
        _ => null,
    };

    private static Dictionary<char, (int, int)> JoiningForms()
    {
        var forms = new Dictionary<char, (int, int)>
        {
            ['\u067E'] = (0xFB56, 4),
            ['\u0686'] = (0xFB7A, 4),
            ['\u0698'] = (0xFB8A, 2),
            ['\u06A9'] = (0xFB8E, 4),
            ['\u06AF'] = (0xFB92, 4),
            ['\u06CC'] = (0xFBFC, 4),
        };
        var first = 0xFE80;
        for (var index = 0; index < FormCounts.Length; index++)
        {
            var count = FormCounts[index] - '0';
            if (count > 0)
            {
                forms[(char)('\u0621' + index)] = (first, count);
                first += count;
            }
        }

        return forms;
    }
}
