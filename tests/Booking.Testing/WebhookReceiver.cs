namespace Booking.Testing;

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

/// <summary>A call that a <see cref="WebhookReceiver"/> got.</summary>
/// <param name="Headers">By name, in lower case.</param>
public sealed record ReceivedWebhook(string RequestLine, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body as it came.</summary>
    public byte[] Bytes { get; init; } = [];

    public string Id => Headers["webhook-id"];

    /// <summary>Checks as the specification tells receivers to: id, time and raw body, any one signature is enough.</summary>
    public bool IsSignedWith(string secret)
    {
        string timestamp = Headers["webhook-timestamp"];
        TimeSpan age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        byte[] expected = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{Id}.{timestamp}.{Body}"));
        return age.Duration() < TimeSpan.FromMinutes(5)
            && Headers["webhook-signature"].Split(' ').Any(signature => signature.StartsWith("v1,", StringComparison.Ordinal) && Convert.FromBase64String(signature[3..]).AsSpan().SequenceEqual(expected));
    }
}

/// <summary>A receiver of webhooks on this machine, on the bare socket: it counts who reaches it before anything is said.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<ReceivedWebhook> _received = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;
    private int _connections;

    public WebhookReceiver()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/hooks";

    public int Connections => Volatile.Read(ref _connections);

    public IReadOnlyCollection<ReceivedWebhook> Received => _received;

    /// <summary>The status line's end, further headers and the body of the answer to a call; null never answers.</summary>
    public Func<ReceivedWebhook, string?> Answer { get; set; } = _ => "204 No Content\r\n\r\n";

    public static string Reply(int status, string body = "", params string[] headers) =>
        $"{status} Answer\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> answering = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_closing.Token);
                Interlocked.Increment(ref _connections);
                answering.Add(AnswerAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // This is closing; the listener is still open, nobody else ends the loop.
        }

        await Task.WhenAll(answering);
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                ReceivedWebhook call = await ReadAsync(stream);
                _received.Enqueue(call);
                if (Answer(call) is not { } answer)
                {
                    await Task.Delay(Timeout.Infinite, _closing.Token);
                    return;
                }

                int end = answer.IndexOf("\r\n", StringComparison.Ordinal);
                string whole = $"HTTP/1.1 {answer[..end]}\r\nConnection: close{answer[end..]}";
                await stream.WriteAsync(Encoding.UTF8.GetBytes(whole), _closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or InvalidDataException)
            {
                // Whoever called has gone, or this is closing.
            }
        }
    }

    private async Task<ReceivedWebhook> ReadAsync(NetworkStream stream)
    {
        List<byte> bytes = [];
        byte[] one = new byte[1];
        while (bytes.Count < 4 || !bytes.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (bytes.Count > 64 * 1024 || await stream.ReadAsync(one, _closing.Token) == 0)
            {
                throw new InvalidDataException("This is no request.");
            }

            bytes.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim());
        byte[] body = new byte[int.Parse(headers.GetValueOrDefault("content-length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _closing.Token);
        return new ReceivedWebhook(lines[0], headers, Encoding.UTF8.GetString(body)) { Bytes = body };
    }
}
