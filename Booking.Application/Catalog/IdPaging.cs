namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Common;

/// <summary>Pages of lists in the order of their ids.</summary>
internal static class IdPaging
{
    /// <summary>The id to go on after; the empty one at the start of the list.</summary>
    public static Result<Guid> After(this ICursorCodec cursors, string list, PageRequest page)
    {
        if (page.Cursor is null)
        {
            return Guid.Empty;
        }

        return cursors.Decode(list, page.Cursor) is [string id] && Guid.TryParse(id, out Guid after) ? after : PageErrors.InvalidCursor;
    }

    /// <param name="rows">One more than the page holds when the list goes on.</param>
    public static Page<TView> Page<TRow, TView>(this ICursorCodec cursors, string list, PageRequest page, List<TRow> rows, Func<TRow, Guid> id, Func<TRow, TView> view)
    {
        string? next = rows.Count > page.Limit ? cursors.Encode(list, id(rows[page.Limit - 1]).ToString()) : null;
        return new Page<TView>([.. rows.Take(page.Limit).Select(view)], next);
    }
}
