namespace Booking.Infrastructure.Receipts;

using Booking.Application.Receipts;

/// <summary>Objects as files below one folder that all hosts share.</summary>
internal sealed class FolderObjectStore(string folder) : IObjectStore
{
    private readonly string _folder = Path.GetFullPath(folder);

    public async Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken ct)
    {
        string path = PathOf(key);
        string part = $"{path}.{Guid.NewGuid():N}.part";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await using (FileStream file = new(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(content, ct);
                // The row that names this file is committed after us; the file must not be lost where the row survives.
                file.Flush(flushToDisk: true);
            }

            // A rename is atomic: a reader finds the old file or the new one, never half of it.
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 16 * 1024, useAsync: true));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    private string PathOf(string key) => Path.Combine(_folder, ObjectKey.Checked(key));
}
