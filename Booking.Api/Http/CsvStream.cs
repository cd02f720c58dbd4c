namespace Booking.Api.Http;

using System.Text;
using Booking.Application.Abstractions;
using Booking.Domain.Common;

/// <summary>A list as a file, page by page, so that no list is ever whole in memory.</summary>
internal static class CsvStream
{
    private const int MaxPages = 250;

    /// <param name="load">The page at a cursor.</param>
    /// <returns>The problem where there is one with the first page.</returns>
    public static async Task<IResult> AnswerAsync<T>(
        string name, string[] head, Func<string?, CancellationToken, Task<Result<Page<T>>>> load, Func<T, IEnumerable<object?>> cells, CancellationToken ct)
    {
        Result<Page<T>> first = await load(null, ct);
        return first.IsFailure ? new Problem(first.Error) : TypedResults.Stream(file => WriteAsync(file, head, first.Value, load, cells, ct), Csv.ContentType, name);
    }

    private static async Task WriteAsync<T>(
        Stream file, string[] head, Page<T> page, Func<string?, CancellationToken, Task<Result<Page<T>>>> load, Func<T, IEnumerable<object?>> cells, CancellationToken ct)
    {
        StringBuilder text = new();
        Csv.Line(text, head);
        for (int pages = 1; ; pages++)
        {
            foreach (T item in page.Items)
            {
                Csv.Line(text, cells(item));
            }

            await file.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct);
            text.Clear();
            if (page.NextCursor is null || pages == MaxPages)
            {
                return;
            }

            // The file has begun: breaking off is the only way to say that it is not whole.
            page = (await load(page.NextCursor, ct)).Value ?? throw new InvalidOperationException("A page of the file could not be read.");
        }
    }
}
