namespace Booking.Api.Tests.Notifications;

using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Testing;
using Shouldly;

/// <summary>Speaks SignalR's JSON protocol over a WebSocket of its own, as a browser does: without headers.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const char End = '\u001e';

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _calls = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastCall;

    private HubClient()
    {
    }

    /// <summary>All that the server has sent, under its method's name.</summary>
    public ConcurrentQueue<(string Type, JsonObject Body)> Received { get; } = new();

    /// <summary>Ends when the server closes the connection, with what it says about it.</summary>
    public Task<string> Closed => _closed.Task;

    public static async Task<HubClient> ConnectAsync(BookingApp app, string? token = null, string? tenant = null, string? origin = null, string? traceParent = null)
    {
        HubClient client = new();
        Uri api = app.Http.BaseAddress!;
        if (origin is not null)
        {
            client._socket.Options.SetRequestHeader("Origin", origin);
        }

        if (traceParent is not null)
        {
            client._socket.Options.SetRequestHeader("traceparent", traceParent);
        }

        client._socket.Options.CollectHttpResponseDetails = true;
        string query = string.Join('&', new[] { token is null ? null : $"access_token={token}", tenant is null ? null : $"tenant={tenant}" }.OfType<string>());
        try
        {
            await client._socket.ConnectAsync(new Uri($"ws://{api.Authority}/hubs/booking?{query}"), CancellationToken.None).WaitAsync(Limit);
        }
        catch (WebSocketException)
        {
            throw new HubRefusedException((int)client._socket.HttpStatusCode);
        }

        _ = Task.Run(client.ReceiveAllAsync);
        await client.SendAsync(new JsonObject { ["protocol"] = "json", ["version"] = 1 });
        await client._ready.Task.WaitAsync(Limit);
        return client;
    }

    /// <summary>Calls a method of the hub; a refusal is thrown with its code as message.</summary>
    public async Task<JsonNode?> CallAsync(string method, params JsonNode?[] arguments)
    {
        string id = $"{Interlocked.Increment(ref _lastCall)}";
        TaskCompletionSource<JsonObject> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answered;
        await SendAsync(new JsonObject { ["type"] = 1, ["invocationId"] = id, ["target"] = method, ["arguments"] = new JsonArray(arguments) });
        JsonObject answer = await answered.Task.WaitAsync(Limit);
        return answer["error"] is { } error ? throw new HubCallException((string)error!) : answer["result"]?.DeepClone();
    }

    public async Task<long> WatchAsync(string kind, Guid offeringId) => (long)(await CallAsync("Watch", kind, offeringId))!["version"]!;

    /// <summary>The first message of the type that satisfies.</summary>
    public async Task<JsonObject> HearAsync(string type, Func<JsonObject, bool>? condition = null)
    {
        JsonObject? heard = await Eventually.SatisfiesAsync(
            () => Task.FromResult(Received.FirstOrDefault(message => message.Type == type && (condition is null || condition(message.Body))).Body),
            body => body is not null, what: $"{type} over the hub");
        return heard.ShouldNotBeNull();
    }

    public string[] Types() => [.. Received.Select(message => message.Type)];

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _closed.Task.WaitAsync(Limit);
        _socket.Dispose();
    }

    private Task SendAsync(JsonObject message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString() + End), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task ReceiveAllAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        StringBuilder text = new();
        string farewell = "";
        try
        {
            while (true)
            {
                WebSocketReceiveResult received = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
                string[] parts = text.ToString().Split(End);
                text.Clear().Append(parts[^1]);
                foreach (string part in parts[..^1])
                {
                    farewell = Take(JsonNode.Parse(part)!.AsObject()) ?? farewell;
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
        }

        _ready.TrySetException(new HubCallException(farewell));
        _closed.TrySetResult(farewell);
    }

    /// <returns>What a closing server says.</returns>
    private string? Take(JsonObject message)
    {
        switch ((int?)message["type"])
        {
            case null:
                _ready.TrySetResult();
                return null;
            case 1:
                Received.Enqueue(((string)message["target"]!, message["arguments"]![0]!.AsObject()));
                return null;
            case 3:
                _calls[(string)message["invocationId"]!].TrySetResult(message);
                return null;
            case 7:
                return (string?)message["error"] ?? "";
            default:
                return null;
        }
    }
}

/// <summary>The connection was not made.</summary>
internal sealed class HubRefusedException(int status) : Exception($"The hub answered {status}.")
{
    public int Status => status;
}

/// <summary>A call was refused.</summary>
internal sealed class HubCallException(string message) : Exception(message);
