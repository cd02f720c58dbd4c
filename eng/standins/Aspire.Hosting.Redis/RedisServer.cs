// Stands in for the package Aspire.Hosting.Redis where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

/// <summary>The machine's Redis, with a password and a folder of its own.</summary>
internal sealed class RedisServer(RedisResource resource) : INativeResource
{
    private static readonly RequiredProgram Redis = new("redis-server", "apt-get install redis-server");

    public IEnumerable<RequiredProgram> Programs => [Redis];

    public bool HasProbe => true;

    public async Task StartAsync(NativeContext context, CancellationToken cancellationToken)
    {
        var folder = context.DataFolder;
        var settings = Path.Combine(folder, "redis.conf");
        var password = await PasswordAsync(cancellationToken);
        // A file, because arguments can be read by everybody on the machine.
        DataFolders.WritePrivate(settings, string.Create(CultureInfo.InvariantCulture, $"""
            port {resource.PrimaryEndpoint.Port}
            bind 127.0.0.1 -::1
            dir "{folder}"
            requirepass "{password}"
            save {(DataFolders.Keeps(resource) ? "60 1" : "\"\"")}
            daemonize no
            always-show-logo no

            """));
        context.Launch(new ProcessSpec(Native.Programs.Require(Redis), [settings]));
    }

    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", resource.PrimaryEndpoint.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {await PasswordAsync(cancellationToken)}\r\nPING\r\n"), cancellationToken);
        using var answers = new StreamReader(stream, Encoding.ASCII);
        var authenticated = await answers.ReadLineAsync(cancellationToken);
        var alive = authenticated == "+OK" ? await answers.ReadLineAsync(cancellationToken) : authenticated;
        return alive == "+PONG" ? null : alive ?? "the connection was closed";
    }

    private async ValueTask<string> PasswordAsync(CancellationToken cancellationToken) =>
        await resource.PasswordParameter!.GetValueAsync(cancellationToken) ?? "";
}
