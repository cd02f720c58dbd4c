// Stands in for the package Aspire.Hosting.RabbitMQ where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Collections;
using System.Globalization;
using System.Net.NetworkInformation;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;
using RabbitMQ.Client;

/// <summary>The machine's RabbitMQ as a node of its own: private folders, cookie and ports, and a private port mapper (epmd) that goes with it.</summary>
internal sealed class RabbitMQServer(RabbitMQServerResource resource) : INativeResource
{
    private const string Hint = "apt-get install rabbitmq-server";

    private static readonly TimeSpan MapperLimit = TimeSpan.FromSeconds(5);
    private static readonly RequiredProgram Rabbit = new("rabbitmq-server", Hint, "/usr/lib/rabbitmq/bin");
    private static readonly RequiredProgram Mapper = new("epmd", Hint, "/usr/lib/erlang/bin");

    private IConnection? _connection;

    public IEnumerable<RequiredProgram> Programs => [Rabbit, Mapper];

    public bool HasProbe => true;

    public async Task StartAsync(NativeContext context, CancellationToken cancellationToken)
    {
        var folder = context.DataFolder;
        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        var settings = Path.Combine(folder, "rabbitmq.conf");
        var plugins = Path.Combine(folder, "enabled_plugins");
        var managed = resource.ManagementEndpoint.Exists;
        var user = await resource.UserNameReference.GetValueAsync(cancellationToken);
        var password = await resource.PasswordParameter.GetValueAsync(cancellationToken);
        DataFolders.WritePrivate(settings, string.Create(CultureInfo.InvariantCulture, $"""
            listeners.tcp.1 = 127.0.0.1:{resource.PrimaryEndpoint.Port}
            default_user = {user}
            default_pass = {password}
            log.console = true
            log.console.level = warning
            log.file = false
            {(managed ? $"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {resource.ManagementEndpoint.Port}" : "")}

            """));
        await File.WriteAllTextAsync(plugins, managed ? "[rabbitmq_management].\n" : "[].\n", cancellationToken);

        var mapperPort = Ports.Next();
        var environment = Environment(home, settings, plugins, folder, mapperPort);
        // Without a mapper at hand the node would start one that outlives it.
        context.Launch(new ProcessSpec(Native.Programs.Require(Mapper), ["-port", Text(mapperPort), "-address", "127.0.0.1"])
        {
            Environment = environment,
            IsSupport = true,
        });
        await WaitForPortAsync(mapperPort, cancellationToken);
        context.Launch(new ProcessSpec(Native.Programs.Require(Rabbit), []) { Environment = environment, WorkingDirectory = folder });
    }

    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true })
        {
            return null;
        }

        var text = await ((IResourceWithConnectionString)resource).GetConnectionStringAsync(cancellationToken);
        var factory = new ConnectionFactory
        {
            Uri = new Uri(text!),
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(2),
            ClientProvidedName = "health",
        };
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _connection = await factory.CreateConnectionAsync(cancellationToken);
        return null;
    }

    public void Stopping() => Disconnect();

    public void Stopped() => Disconnect();

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private Dictionary<string, string?> Environment(string home, string settings, string plugins, string folder, int mapperPort)
    {
        var environment = new Dictionary<string, string?>();
        // What the machine's own RabbitMQ was told must not reach this one.
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            if (((string)variable.Key).StartsWith("RABBITMQ_", StringComparison.Ordinal))
            {
                environment[(string)variable.Key] = null;
            }
        }

        environment["HOME"] = home;
        environment["NOTIFY_SOCKET"] = null;
        environment["ERL_EPMD_PORT"] = Text(mapperPort);
        environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        // Neither does a node that is still starting bring up a mapper of its own when this one has been stopped already.
        environment["ERL_FLAGS"] = "-start_epmd false";
        environment["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "no-rabbitmq-env.conf");
        environment["RABBITMQ_CONFIG_FILE"] = settings;
        environment["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "no-advanced.config");
        environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins;
        environment["RABBITMQ_NODENAME"] = $"{resource.Name}@localhost";
        environment["RABBITMQ_DIST_PORT"] = Text(Ports.Next());
        environment["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia");
        environment["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log");
        environment["RABBITMQ_LOGS"] = "-";
        environment["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "generated");
        // Then the start script becomes the node instead of watching over it, and signals reach the node itself.
        environment["RUNNING_UNDER_SYSTEMD"] = "true";
        return environment;
    }

    private static async Task WaitForPortAsync(int port, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(MapperLimit);
        // A look at the kernel's table, because a connection that says nothing is an error to the mapper.
        while (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().All(listener => listener.Port != port))
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
