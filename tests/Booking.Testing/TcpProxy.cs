namespace Booking.Testing;

using System.Net;
using System.Net.Sockets;
using System.Text;

/// <summary>
/// Stands between a client and a server. It can let one of the server's messages through and hold back everything that the client
/// sends afterwards on that connection, so that an acknowledgement is sent and never arrives.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly IPEndPoint _server;
    private readonly byte[]? _trigger;
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;

    /// <param name="holdAfter">What the server says before the client's bytes on the same connection are held back; null: never.</param>
    public TcpProxy(string host, int port, string? holdAfter)
    {
        _server = new IPEndPoint(Dns.GetHostAddresses(host, AddressFamily.InterNetwork)[0], port);
        _trigger = holdAfter is null ? null : Encoding.UTF8.GetBytes(holdAfter);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Completes when the awaited message has been seen; from then on the client is cut off.</summary>
    public Task Held => _held.Task;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(CarryAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        await Task.WhenAll(connections);
    }

    private async Task CarryAsync(Socket client)
    {
        using Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        TaskCompletionSource holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await server.ConnectAsync(_server, ended.Token);
            await Task.WhenAny(ToServerAsync(client, server, holding.Task, ended.Token), ToClientAsync(server, client, holding, ended.Token));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
        }
        finally
        {
            await ended.CancelAsync();
            client.Dispose();
        }
    }

    private static async Task ToServerAsync(Socket client, Socket server, Task holding, CancellationToken ct)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await client.ReceiveAsync(buffer, ct)) > 0;)
            {
                if (!holding.IsCompleted)
                {
                    await server.SendAsync(buffer.AsMemory(0, read), ct);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task ToClientAsync(Socket server, Socket client, TaskCompletionSource holding, CancellationToken ct)
    {
        byte[] buffer = new byte[64 * 1024];
        byte[] seen = [];
        try
        {
            for (int read; (read = await server.ReceiveAsync(buffer, ct)) > 0;)
            {
                // Held back before the message goes on: the client cannot answer sooner than that.
                seen = [.. seen, .. buffer.AsSpan(0, read)];
                if (_trigger is not null && seen.AsSpan().IndexOf(_trigger) >= 0)
                {
                    holding.TrySetResult();
                    _held.TrySetResult();
                }

                seen = seen[Math.Max(0, seen.Length - (_trigger?.Length ?? 0))..];
                await client.SendAsync(buffer.AsMemory(0, read), ct);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
