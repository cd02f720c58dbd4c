namespace Booking.Application.Receipts;

/// <summary>Where files are kept. Called outside transactions only; every call has a timeout and can be repeated.</summary>
public interface IObjectStore
{
    /// <summary>Stores the whole object or nothing; replaces what was there under the key.</summary>
    /// <param name="key">Segments of letters, digits, dots, dashes and underscores, joined by slashes.</param>
    Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken ct);

    /// <returns>Null when there is no such object. The caller disposes the stream.</returns>
    Task<Stream?> OpenAsync(string key, CancellationToken ct);
}
