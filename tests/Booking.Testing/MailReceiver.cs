namespace Booking.Testing;

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

/// <summary>One part of a mail that has no parts itself.</summary>
/// <param name="Type">With its parameters, such as <c>text/calendar; charset=utf-8; method=REQUEST</c>.</param>
/// <param name="FileName">Null where it is not attached.</param>
public sealed record MailPart(string Type, string? FileName, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);

    public bool Is(string type) => Type.StartsWith(type, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A mail as it came in.</summary>
/// <param name="Recipients">Of the envelope.</param>
/// <param name="IsAnswered">False where the connection was dropped instead of an answer.</param>
public sealed partial record ReceivedMail(string From, IReadOnlyList<string> Recipients, string Raw, bool IsAnswered)
{
    /// <summary>Name, in lower case, and unfolded value of each header.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers => HeadersOf(Raw).Headers;

    public string MessageId => Header("message-id");

    public string Subject => Decode(Header("subject"));

    public IReadOnlyList<MailPart> Parts => [.. PartsOf(Raw)];

    public MailPart Part(string type) => Parts.First(part => part.Is(type) && part.FileName is null);

    public string Header(string name) => Headers.Single(header => header.Name == name).Value;

    /// <summary>Blanks between two encoded words only fold the line and belong to neither (RFC 2047 §6.2).</summary>
    public static string Decode(string value) => EncodedWord().Replace(BetweenWords().Replace(value, ""), word => word.Groups[2].Value.Equals("b", StringComparison.OrdinalIgnoreCase)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[3].Value))
        : Encoding.UTF8.GetString(Quoted(word.Groups[3].Value.Replace('_', ' '))));

    private static byte[] Quoted(string text)
    {
        List<byte> bytes = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length)
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return [.. bytes];
    }

    private static IEnumerable<MailPart> PartsOf(string raw)
    {
        (IReadOnlyList<(string Name, string Value)> headers, string body) = HeadersOf(raw);
        string type = headers.FirstOrDefault(header => header.Name == "content-type").Value ?? "text/plain";
        if (Boundary().Match(type) is { Success: true } boundary && type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            foreach (string part in body.Split($"--{boundary.Groups[1].Value}").Skip(1).TakeWhile(part => !part.StartsWith("--", StringComparison.Ordinal)))
            {
                foreach (MailPart leaf in PartsOf(part["\r\n".Length..]))
                {
                    yield return leaf;
                }
            }

            yield break;
        }

        string encoding = headers.FirstOrDefault(header => header.Name == "content-transfer-encoding").Value ?? "7bit";
        string disposition = headers.FirstOrDefault(header => header.Name == "content-disposition").Value ?? "";
        byte[] content = encoding.Equals("base64", StringComparison.OrdinalIgnoreCase) ? Convert.FromBase64String(string.Concat(body.Split("\r\n"))) : Encoding.UTF8.GetBytes(body);
        yield return new MailPart(type, FileNameOf().Match(disposition) is { Success: true } name ? name.Groups[1].Value : null, content);
    }

    private static (IReadOnlyList<(string Name, string Value)> Headers, string Body) HeadersOf(string raw)
    {
        int end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string[] lines = Folded().Replace(raw[..end], " ").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return ([.. lines.Select(line => line.Split(':', 2)).Select(pair => (pair[0].ToLowerInvariant(), pair[1].Trim()))], raw[(end + 4)..]);
    }

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folded();

    [GeneratedRegex("boundary=\"?([^\";]+)\"?")]
    private static partial Regex Boundary();

    [GeneratedRegex("filename=\"?([^\";]+)\"?")]
    private static partial Regex FileNameOf();

    [GeneratedRegex(@"=\?([^?]+)\?([bBqQ])\?([^?]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(?<=\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();
}

/// <summary>A small mail server on this machine, on the bare socket: it keeps what it gets, refuses whom it is told to, and can lose a connection after the message.</summary>
public sealed class MailReceiver : IAsyncDisposable
{
    /// <summary>The latest ones are kept.</summary>
    private const int MostKept = 300;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<ReceivedMail> _received = new();
    private readonly ConcurrentDictionary<string, int> _drops = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    private MailReceiver()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public static MailReceiver Start() => new();

    public string Url => $"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public IReadOnlyCollection<ReceivedMail> Received => _received;

    /// <summary>What is said to a recipient instead of yes, such as <c>550 No such user</c>.</summary>
    public Func<string, string?> Refusal { get; set; } = _ => null;

    /// <summary>Closes the connection after the whole message, without an answer, for the next mails to a recipient.</summary>
    public void Drop(string recipient, int times) => _drops[recipient] = times;

    public IReadOnlyList<ReceivedMail> To(string recipient) => [.. _received.Where(mail => mail.Recipients.Contains(recipient))];

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_closing.Token);
                serving.RemoveAll(task => task.IsCompleted);
                serving.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using StreamReader reader = new(stream, Encoding.Latin1);
                await SayAsync(stream, "220 mail.test ESMTP");
                (string from, List<string> to) = ("", []);
                while (await reader.ReadLineAsync(_closing.Token) is { } line)
                {
                    string verb = line.Split(' ', ':')[0].ToUpperInvariant();
                    switch (verb)
                    {
                        case "MAIL":
                            (from, to) = (AddressIn(line), []);
                            await SayAsync(stream, "250 OK");
                            break;
                        case "RCPT":
                            string recipient = AddressIn(line);
                            string? refusal = Refusal(recipient);
                            if (refusal is null)
                            {
                                to.Add(recipient);
                            }

                            await SayAsync(stream, refusal ?? "250 OK");
                            break;
                        case "DATA":
                            await SayAsync(stream, "354 Go on");
                            string raw = await ReadMessageAsync(reader);
                            bool drops = TakeDrop(to);
                            Keep(new ReceivedMail(from, to, raw, !drops));
                            if (drops)
                            {
                                client.Client.Close(0);
                                return;
                            }

                            await SayAsync(stream, "250 Taken");
                            break;
                        case "QUIT":
                            await SayAsync(stream, "221 Bye");
                            return;
                        default:
                            await SayAsync(stream, "250 OK");
                            break;
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // Whoever sent has gone, or this is closing.
            }
        }
    }

    private async Task<string> ReadMessageAsync(StreamReader reader)
    {
        StringBuilder raw = new();
        while (await reader.ReadLineAsync(_closing.Token) is { } line && line != ".")
        {
            raw.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return raw.ToString();
    }

    private void Keep(ReceivedMail mail)
    {
        _received.Enqueue(mail);
        while (_received.Count > MostKept)
        {
            _received.TryDequeue(out _);
        }
    }

    private bool TakeDrop(List<string> to)
    {
        foreach (string recipient in to)
        {
            if (_drops.TryGetValue(recipient, out int left) && left > 0)
            {
                _drops[recipient] = left - 1;
                return true;
            }
        }

        return false;
    }

    private async Task SayAsync(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _closing.Token);

    private static string AddressIn(string line)
    {
        int start = line.IndexOf('<', StringComparison.Ordinal) + 1;
        return line[start..line.IndexOf('>', StringComparison.Ordinal)];
    }
}
