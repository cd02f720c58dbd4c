namespace Booking.Application.Abstractions;

/// <summary>One page of a list in a stable order.</summary>
/// <param name="NextCursor">Opaque; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Which page is asked for.</summary>
/// <param name="Limit">1 to <see cref="MaxLimit"/>.</param>
public sealed record PageRequest(int Limit, string? Cursor)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
}

/// <summary>Makes and reads cursors. They are authenticated: a cursor that we did not make, or made for another list or tenant, is refused.</summary>
public interface ICursorCodec
{
    /// <param name="list">The name of the list.</param>
    /// <param name="position">The sort key of the last item of the page.</param>
    string Encode(string list, params string[] position);

    /// <returns>The position, or null for a cursor that is not ours.</returns>
    string[]? Decode(string list, string cursor);
}

/// <summary>Refusals that every list shares.</summary>
public static class PageErrors
{
    public static readonly Domain.Common.Error InvalidCursor = Domain.Common.Error.Invalid("invalid_cursor", "The cursor is not one of this list.");
}
