// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

/// <summary>Stands in for a container whose image is also published as a program on npm. Only the mail catcher is known.</summary>
internal sealed class NpmContainer(ContainerResource resource, DataFolders folders) : INativeResource
{
    private const string MailImage = "maildev/maildev";
    private const string Package = "maildev";
    private const int WebTarget = 1080;
    private const int SmtpTarget = 1025;
    private const string Hint = "apt-get install nodejs npm";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
    private static readonly RequiredProgram Node = new("node", Hint);
    private static readonly RequiredProgram Npm = new("npm", Hint);

    public IEnumerable<RequiredProgram> Programs => Image.Image == MailImage
        ? [Node, Npm]
        : throw new DistributedApplicationException(
            $"The container '{resource.Name}' needs the image '{Image.Image}', and without a container runtime only '{MailImage}' can be run.");

    public bool HasProbe => true;

    private ContainerImageAnnotation Image => resource.Annotations.OfType<ContainerImageAnnotation>().Last();

    private string Version => Image.Tag ?? "latest";

    public async Task StartAsync(NativeContext context, CancellationToken cancellationToken)
    {
        var script = await InstalledAsync(context, cancellationToken);
        context.Launch(new ProcessSpec(Native.Programs.Require(Node),
            [script, "--ip", "127.0.0.1", "--web-ip", "127.0.0.1", "--smtp", PortFor(SmtpTarget), "--web", PortFor(WebTarget), "--mail-directory", context.DataFolder]));
    }

    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync("127.0.0.1", endpoint.AllocatedPort!.Value, cancellationToken);
        }

        return null;
    }

    private string PortFor(int target)
    {
        var endpoint = resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.TargetPort == target);
        return (endpoint?.AllocatedPort ?? Ports.Next()).ToString(CultureInfo.InvariantCulture);
    }

    private async Task<string> InstalledAsync(NativeContext context, CancellationToken cancellationToken)
    {
        var script = Path.Combine(folders.Tools, "node_modules", Package, "bin", Package);
        if (InstalledVersion() == Version)
        {
            return script;
        }

        Directory.CreateDirectory(folders.Tools);
        // Two runs at once must not install over each other.
        using var installing = await DataFolders.LockAsync(Path.Combine(folders.Tools, $"{Package}.lock"), InstallLimit, cancellationToken);
        if (InstalledVersion() == Version)
        {
            return script;
        }

        context.Log.Add($"Installing {Package}@{Version} from npm into {folders.Tools} (once).");
        try
        {
            await context.RunAsync(
                new ProcessSpec(Native.Programs.Require(Npm), ["install", "--prefix", folders.Tools, "--no-audit", "--no-fund", $"{Package}@{Version}"]),
                InstallLimit, cancellationToken);
        }
        catch (DistributedApplicationException failure)
        {
            throw new DistributedApplicationException(
                $"The mail catcher could not be installed with npm (node and npm must be present and the npm registry reachable): {failure.Message}", failure);
        }

        return File.Exists(script)
            ? script
            : throw new DistributedApplicationException($"npm installed {Package}@{Version}, but '{script}' does not exist.");
    }

    private string? InstalledVersion()
    {
        var file = Path.Combine(folders.Tools, "node_modules", Package, "package.json");
        if (!File.Exists(file))
        {
            return null;
        }

        using var package = JsonDocument.Parse(File.ReadAllText(file));
        return package.RootElement.GetProperty("version").GetString();
    }
}
