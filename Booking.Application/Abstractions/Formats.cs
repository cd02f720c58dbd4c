namespace Booking.Application.Abstractions;

/// <summary>Formats that several requests share. All are linear-time patterns.</summary>
public static class Formats
{
    /// <summary>One @, no blanks or control characters, a dot in the domain. Whether it exists only a mail can tell.</summary>
    public const string Email = @"^[^@\s\p{C},;<>""]+@[^@\s\p{C},;<>""]+\.[^@\s\p{C},;<>"".]+$";

    /// <summary>E.164: a plus and 7 to 15 digits, the first not zero.</summary>
    public const string Phone = @"^\+[1-9][0-9]{6,14}$";

    /// <summary>Whether a text fits on one line: without control characters, so that a name cannot add a line to a mail's header.</summary>
    public static bool IsOneLine(string text) => !text.Any(char.IsControl);

    /// <summary>Whether PostgreSQL can keep a text: it has no NUL.</summary>
    public static bool IsStorable(string text) => !text.Contains('\0', StringComparison.Ordinal);
}
