namespace Booking.Application.Catalog;

using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

/// <summary>Comparisons without regard to the case of letters, made by the database.</summary>
[SuppressMessage("Globalization", "CA1304:Specify CultureInfo", Justification = "Becomes lower() in SQL; there is no culture there.")]
[SuppressMessage("Globalization", "CA1311:Specify a culture or use an invariant version", Justification = "Becomes lower() in SQL; there is no culture there.")]
[SuppressMessage("Performance", "CA1862:Use the 'StringComparison' method overloads", Justification = "They have no translation to SQL.")]
internal static class TextMatches
{
    /// <summary>Rows whose column is the text; all rows when there is none.</summary>
    public static IQueryable<T> WithText<T>(this IQueryable<T> rows, string column, string? text)
        where T : class
    {
        if (text is null)
        {
            return rows;
        }

        string lowered = text.ToLowerInvariant();
        return rows.Where(row => EF.Property<string>(row, column).ToLower() == lowered);
    }

    /// <summary>Rows of which one of two columns is the text.</summary>
    public static IQueryable<T> WithEitherText<T>(this IQueryable<T> rows, string first, string second, string text)
        where T : class
    {
        string lowered = text.ToLowerInvariant();
        return rows.Where(row => EF.Property<string>(row, first).ToLower() == lowered || EF.Property<string>(row, second).ToLower() == lowered);
    }

    /// <summary>Rows of which one of four columns contains the text, whose % and _ mean themselves; all rows when there is none.</summary>
    public static IQueryable<T> Mentioning<T>(this IQueryable<T> rows, string? text, string first, string second, string third, string fourth)
        where T : class
    {
        if (text is null)
        {
            return rows;
        }

        string lowered = text.ToLowerInvariant();
        return rows.Where(row =>
            EF.Property<string>(row, first).ToLower().Contains(lowered)
            || EF.Property<string>(row, second).ToLower().Contains(lowered)
            || EF.Property<string>(row, third).ToLower().Contains(lowered)
            || EF.Property<string>(row, fourth).ToLower().Contains(lowered));
    }
}
