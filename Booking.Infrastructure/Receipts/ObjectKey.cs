namespace Booking.Infrastructure.Receipts;

using System.Text.RegularExpressions;

/// <summary>The keys that every store takes; nothing that a file system or a URL reads as more than a name.</summary>
internal static partial class ObjectKey
{
    private const int MaxLength = 400;

    /// <exception cref="ArgumentException">The key could lead out of the store.</exception>
    public static string Checked(string key) => key.Length <= MaxLength && Form().IsMatch(key) && !key.Contains("..", StringComparison.Ordinal)
        ? key
        : throw new ArgumentException("This is not an object key.", nameof(key));

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
