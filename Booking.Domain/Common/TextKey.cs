namespace Booking.Domain.Common;

using System.Globalization;
using System.Text;

/// <summary>How a name is looked up: without regard to case, accents and surplus blanks, so <c>Köln</c> is <c>koln</c> and <c>Đà Nẵng</c> is <c>da nang</c>.</summary>
public static class TextKey
{
    public static string Of(string text)
    {
        StringBuilder key = new(text.Length);
        foreach (Rune letter in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(letter))
            {
                if (key.Length > 0 && key[^1] != ' ')
                {
                    key.Append(' ');
                }
            }
            else if (Rune.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                key.Append(Plain(Rune.ToLowerInvariant(letter)));
            }
        }

        return key.ToString().TrimEnd();
    }

    // Letters that are letters of their own in Unicode, not a base with a mark.
    private static string Plain(Rune letter) => letter.Value switch
    {
        'đ' or 'ð' => "d",
        'ø' => "o",
        'ł' => "l",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        _ => letter.ToString(),
    };
}
