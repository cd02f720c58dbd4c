namespace Booking.Testing;

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

/// <summary>A span as far as the tests look at it; ids in lower-case hexadecimal, <c>ParentId</c> empty for a root.</summary>
public sealed record ReceivedSpan(string Service, string TraceId, string SpanId, string ParentId, string Name);

/// <summary>The last value of one time series; of a histogram how many were counted.</summary>
public sealed record ReceivedMetric(string Service, string Name, IReadOnlyDictionary<string, string> Tags, double Value);

/// <summary>Takes OTLP/HTTP in protobuf (opentelemetry-proto) and keeps the spans and the last value of each metric; logs are accepted and forgotten.</summary>
public sealed class OtlpReceiver : IDisposable
{
    // Which kind of metric it is.
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;

    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentDictionary<string, ReceivedMetric> _metrics = new();

    public OtlpReceiver()
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Endpoint = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Endpoint + "/");
        _listener.Start();
        _ = Task.Run(ListenAsync);
    }

    public string Endpoint { get; }

    /// <summary>What is looked for in all that arrives, as it is on the wire, and whether it was there.</summary>
    public ConcurrentDictionary<string, bool> Sought { get; } = new();

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    public IReadOnlyCollection<ReceivedMetric> Metrics => [.. _metrics.Values];

    /// <summary>What a host needs to send everything here, soon.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Endpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            try
            {
                using MemoryStream body = new();
                await context.Request.InputStream.CopyToAsync(body);
                Look(body.ToArray());
                switch (context.Request.Url?.AbsolutePath)
                {
                    case "/v1/traces":
                        ReadSpans(body.ToArray());
                        break;
                    case "/v1/metrics":
                        ReadMetrics(body.ToArray());
                        break;
                }

                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
            {
                // The sender has gone away; it sends again.
            }
        }
    }

    private void Look(byte[] body)
    {
        foreach (string text in Sought.Keys.Where(text => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0))
        {
            Sought[text] = true;
        }
    }

    private void ReadSpans(ReadOnlyMemory<byte> request)
    {
        foreach (ReadOnlyMemory<byte> resourceSpans in Fields(request, 1))
        {
            string service = ServiceOf(resourceSpans);
            foreach (ReadOnlyMemory<byte> span in Fields(resourceSpans, 2).SelectMany(scopeSpans => Fields(scopeSpans, 2)))
            {
                _spans.Enqueue(new ReceivedSpan(service, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5)));
            }
        }
    }

    private void ReadMetrics(ReadOnlyMemory<byte> request)
    {
        foreach (ReadOnlyMemory<byte> resourceMetrics in Fields(request, 1))
        {
            string service = ServiceOf(resourceMetrics);
            foreach (ReadOnlyMemory<byte> metric in Fields(resourceMetrics, 2).SelectMany(scopeMetrics => Fields(scopeMetrics, 2)))
            {
                string name = Text(metric, 1);
                foreach (ReadOnlyMemory<byte> point in Fields(metric, Gauge).Concat(Fields(metric, Sum)).SelectMany(points => Fields(points, 1)))
                {
                    double value = Fixed64(point, 6) is { } whole ? (long)whole : BitConverter.UInt64BitsToDouble(Fixed64(point, 4) ?? 0);
                    Keep(service, name, Fields(point, 7), value);
                }

                foreach (ReadOnlyMemory<byte> point in Fields(metric, Histogram).SelectMany(points => Fields(points, 1)))
                {
                    Keep(service, name, Fields(point, 9), Fixed64(point, 4) ?? 0);
                }
            }
        }
    }

    private void Keep(string service, string name, IEnumerable<ReadOnlyMemory<byte>> attributes, double value)
    {
        SortedDictionary<string, string> tags = new(StringComparer.Ordinal);
        foreach (ReadOnlyMemory<byte> attribute in attributes)
        {
            tags[Text(attribute, 1)] = ValueOf(attribute);
        }

        _metrics[$"{service} {name} {string.Join(' ', tags)}"] = new ReceivedMetric(service, name, tags, value);
    }

    private static string ServiceOf(ReadOnlyMemory<byte> ofResource) => Fields(ofResource, 1).SelectMany(resource => Fields(resource, 1))
        .Where(attribute => Text(attribute, 1) == "service.name").Select(ValueOf).FirstOrDefault("");

    private static string ValueOf(ReadOnlyMemory<byte> attribute) => Fields(attribute, 2).Select(value => Text(value, 1)).FirstOrDefault("");

    private static string Text(ReadOnlyMemory<byte> message, int field) => Encoding.UTF8.GetString(Fields(message, field).FirstOrDefault().Span);

    private static string Hex(ReadOnlyMemory<byte> message, int field) => Convert.ToHexStringLower(Fields(message, field).FirstOrDefault().Span);

    /// <summary>The length-delimited fields of one number; all others are passed over.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        int position = 0;
        while (position < message.Length)
        {
            ulong tag = Varint(message.Span, ref position);
            switch (tag & 7)
            {
                case 0:
                    Varint(message.Span, ref position);
                    break;
                case 1:
                    position += sizeof(ulong);
                    break;
                case 2:
                    int length = checked((int)Varint(message.Span, ref position));
                    if ((int)(tag >> 3) == number)
                    {
                        yield return message.Slice(position, length);
                    }

                    position += length;
                    break;
                case 5:
                    position += sizeof(uint);
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} is not one of protobuf's.");
            }
        }
    }

    /// <summary>The last 64-bit field of one number.</summary>
    private static ulong? Fixed64(ReadOnlyMemory<byte> message, int number)
    {
        ulong? found = null;
        int position = 0;
        while (position < message.Length)
        {
            ulong tag = Varint(message.Span, ref position);
            switch (tag & 7)
            {
                case 0:
                    Varint(message.Span, ref position);
                    break;
                case 1:
                    found = (int)(tag >> 3) == number ? BinaryPrimitives.ReadUInt64LittleEndian(message.Span[position..]) : found;
                    position += sizeof(ulong);
                    break;
                case 2:
                    int length = checked((int)Varint(message.Span, ref position));
                    position += length;
                    break;
                default:
                    position += sizeof(uint);
                    break;
            }
        }

        return found;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
