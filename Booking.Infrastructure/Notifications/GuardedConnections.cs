namespace Booking.Infrastructure.Notifications;

using System.Net;
using System.Net.Sockets;
using Booking.Domain.Notifications;

/// <summary>
/// Opens the connections of requests whose target somebody else has chosen. The name is resolved here, every address of it is checked,
/// and the connection is made to an address that was checked: a name that means something else a moment later changes nothing.
/// </summary>
internal sealed class GuardedConnections(IHostResolver resolver, WebhookTargets targets)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Connects to an address; never sees a name.</summary>
    internal Func<IPEndPoint, CancellationToken, ValueTask<Stream>> Dial { get; init; } = DialAsync;

    /// <summary>No proxy, which would resolve by itself; no redirect, no cookie, nothing of our traces.</summary>
    public SocketsHttpHandler NewHandler() => new()
    {
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, ct),
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,
        MaxConnectionsPerServer = 8,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 16 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };

    /// <exception cref="AddressRefusedException">The name means an address that is not allowed, also beside others that are.</exception>
    /// <exception cref="SocketException">The name means nothing, or nobody answers there.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken ct)
    {
        IPAddress[] addresses = await AllowedAsync(target.Host, ct);
        SocketException? last = null;
        foreach (IPAddress address in addresses)
        {
            try
            {
                return await Dial(new IPEndPoint(address, target.Port), ct);
            }
            catch (SocketException e)
            {
                last = e;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>The addresses to connect to. One that is not allowed spoils the name, or whoever owns it could try until ours is the one.</summary>
    private async Task<IPAddress[]> AllowedAsync(string host, CancellationToken ct)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await resolver.ResolveAsync(host, ct);
        return addresses.All(targets.Allows) ? addresses : throw new AddressRefusedException();
    }

    private static async ValueTask<Stream> DialAsync(IPEndPoint address, CancellationToken ct)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A target is not public. Says nothing of the address: the answer is shown to whoever has chosen the name.</summary>
internal sealed class AddressRefusedException() : IOException("The address is not public.");
