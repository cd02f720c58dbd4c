namespace Booking.Bench;

using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

/// <param name="Start">The first bytes of the body; valid until the connection's next request.</param>
internal readonly record struct HttpAnswer(int Status, ReadOnlyMemory<byte> Start, long BodyBytes)
{
    public string Text => Encoding.UTF8.GetString(Start.Span);
}

/// <summary>
/// One keep-alive connection that speaks just enough HTTP/1.1 to measure a server: <see cref="HttpClient"/> would take a good part of the
/// processors that the server under measurement needs.
/// </summary>
internal sealed class HttpConnection(Uri server) : IDisposable
{
    private readonly byte[] _outgoing = new byte[8 * 1024];
    private readonly byte[] _incoming = new byte[64 * 1024];
    private readonly byte[] _start = new byte[4 * 1024];
    private Socket? _socket;
    private int _from;
    private int _to;
    private int _kept;

    public void Dispose() => Close();

    public async ValueTask<HttpAnswer> SendAsync(string request, CancellationToken ct)
    {
        try
        {
            Socket socket = _socket ??= await ConnectAsync(ct);
            int length = Encoding.UTF8.GetBytes(request, _outgoing);
            for (int sent = 0; sent < length;)
            {
                sent += await socket.SendAsync(_outgoing.AsMemory(sent..length), SocketFlags.None, ct);
            }

            return await ReceiveAsync(socket, ct);
        }
        catch
        {
            Close();
            throw;
        }
    }

    private async ValueTask<Socket> ConnectAsync(CancellationToken ct)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
        _from = _to = 0;
    }

    private async ValueTask<HttpAnswer> ReceiveAsync(Socket socket, CancellationToken ct)
    {
        _kept = 0;
        int status = StatusOf((await ReadLineAsync(socket, ct)).Span);
        long length = -1;
        bool isChunked = false;
        bool isLast = false;
        for (ReadOnlyMemory<byte> line = await ReadLineAsync(socket, ct); line.Length > 0; line = await ReadLineAsync(socket, ct))
        {
            if (Value(line.Span, "content-length:"u8) is { Length: > 0 } size)
            {
                length = Utf8Parser.TryParse(size, out long number, out _) ? number : throw Malformed();
            }
            else if (Value(line.Span, "transfer-encoding:"u8).SequenceEqual("chunked"u8))
            {
                isChunked = true;
            }
            else if (Value(line.Span, "connection:"u8).SequenceEqual("close"u8))
            {
                isLast = true;
            }
        }

        long received = 0;
        if (isChunked)
        {
            for (long size = await ReadChunkSizeAsync(socket, ct); size > 0; size = await ReadChunkSizeAsync(socket, ct))
            {
                await SkipAsync(socket, size, ct);
                await ReadLineAsync(socket, ct);
                received += size;
            }

            while ((await ReadLineAsync(socket, ct)).Length > 0)
            {
            }
        }
        else if (length >= 0)
        {
            await SkipAsync(socket, length, ct);
            received = length;
        }
        else if (status is not (204 or 304))
        {
            throw Malformed();
        }

        if (isLast)
        {
            Close();
        }

        return new HttpAnswer(status, _start.AsMemory(0, _kept), received);
    }

    private static int StatusOf(ReadOnlySpan<byte> line) =>
        line.Length >= 12 && line.StartsWith("HTTP/1.1 "u8) && Utf8Parser.TryParse(line[9..12], out int status, out _) ? status : throw Malformed();

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> lowerName) =>
        line.Length > lowerName.Length && Ascii.EqualsIgnoreCase(line[..lowerName.Length], lowerName) ? line[lowerName.Length..].Trim((byte)' ') : default;

    private static IOException Malformed() => new("The answer is not HTTP/1.1.");

    private async ValueTask<long> ReadChunkSizeAsync(Socket socket, CancellationToken ct) =>
        Utf8Parser.TryParse((await ReadLineAsync(socket, ct)).Span, out long size, out _, 'x') ? size : throw Malformed();

    private async ValueTask<ReadOnlyMemory<byte>> ReadLineAsync(Socket socket, CancellationToken ct)
    {
        while (true)
        {
            int end = _incoming.AsSpan(_from, _to - _from).IndexOf("\r\n"u8);
            if (end >= 0)
            {
                ReadOnlyMemory<byte> line = _incoming.AsMemory(_from, end);
                _from += end + 2;
                return line;
            }

            await FillAsync(socket, ct);
        }
    }

    private async ValueTask SkipAsync(Socket socket, long count, CancellationToken ct)
    {
        while (count > 0)
        {
            if (_from == _to)
            {
                await FillAsync(socket, ct);
            }

            int part = (int)Math.Min(count, _to - _from);
            int keep = Math.Min(part, _start.Length - _kept);
            _incoming.AsSpan(_from, keep).CopyTo(_start.AsSpan(_kept));
            _kept += keep;
            _from += part;
            count -= part;
        }
    }

    private async ValueTask FillAsync(Socket socket, CancellationToken ct)
    {
        if (_from > 0)
        {
            _incoming.AsSpan(_from, _to - _from).CopyTo(_incoming);
            (_from, _to) = (0, _to - _from);
        }

        int read = _to < _incoming.Length ? await socket.ReceiveAsync(_incoming.AsMemory(_to), SocketFlags.None, ct) : throw Malformed();
        _to += read > 0 ? read : throw new IOException("The server closed the connection.");
    }
}
