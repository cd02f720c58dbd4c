// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using System.Net;
using System.Net.Sockets;

/// <summary>One public port in front of several replicas: each connection goes to the next replica that accepts it.</summary>
internal sealed class RoundRobinProxy : IDisposable
{
    private readonly TcpListener _listener;
    private readonly IReadOnlyList<int> _targets;
    private readonly CancellationTokenSource _stopped = new();
    private int _next;

    public RoundRobinProxy(int port, IReadOnlyList<int> targets)
    {
        _targets = targets;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopped.Token));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var replica = await ConnectAsync())
        {
            if (replica is null)
            {
                return;
            }

            client.NoDelay = replica.NoDelay = true;
            await Task.WhenAll(CopyAsync(client, replica), CopyAsync(replica, client));
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        for (var attempt = 0; attempt < _targets.Count; attempt++)
        {
            var target = _targets[(int)((uint)Interlocked.Increment(ref _next) % (uint)_targets.Count)];
            var replica = new TcpClient(AddressFamily.InterNetwork);
            try
            {
                await replica.ConnectAsync(IPAddress.Loopback, target, _stopped.Token);
                return replica;
            }
            catch (Exception refused) when (refused is SocketException or OperationCanceledException)
            {
                replica.Dispose();
            }
        }

        return null;
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _stopped.Token);
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A broken half breaks the other one, as without a proxy.
            from.Close();
            to.Close();
        }
    }
}
