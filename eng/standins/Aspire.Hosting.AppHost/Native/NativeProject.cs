// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

/// <summary>Starts the built output of a .NET project, as often as it has replicas.</summary>
internal sealed class NativeProject(
    ProjectResource resource, IProjectMetadata metadata, LaunchProfile? profile, IDistributedApplicationBuilder builder) : INativeResource
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);
    private static readonly HttpClient Probe = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(30) }) { Timeout = ProbeTimeout };
    private static readonly string[] NotInherited = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE"];

    private readonly List<RoundRobinProxy> _proxies = [];
    private IReadOnlyList<IReadOnlyDictionary<string, int>> _replicas = [];

    public bool HasProbe => Probes.Any();

    private IEnumerable<HttpProbeAnnotation> Probes => resource.Annotations.OfType<HttpProbeAnnotation>();

    private IEnumerable<EndpointAnnotation> Endpoints => resource.Annotations.OfType<EndpointAnnotation>();

    public async Task StartAsync(NativeContext context, CancellationToken cancellationToken)
    {
        var count = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        var assembly = BuiltAssembly();
        var arguments = await ArgumentsAsync(cancellationToken);
        // A single replica listens on the endpoint's own port; several get ports of their own behind a proxy.
        _replicas = [.. Enumerable.Range(0, count).Select(_ => Endpoints.ToDictionary(
            endpoint => endpoint.Name, endpoint => count == 1 ? endpoint.AllocatedPort!.Value : Ports.Next()))];
        foreach (var endpoint in Endpoints.Where(_ => count > 1))
        {
            _proxies.Add(new RoundRobinProxy(endpoint.AllocatedPort!.Value, [.. _replicas.Select(ports => ports[endpoint.Name])]));
        }

        for (var replica = 0; replica < count; replica++)
        {
            var spec = new ProcessSpec(DotnetHost(), [assembly, .. arguments])
            {
                WorkingDirectory = Path.GetDirectoryName(metadata.ProjectPath),
                Environment = await EnvironmentAsync(_replicas[replica], cancellationToken),
            };
            context.Launch(spec, count == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"{resource.Name}.{replica + 1}"));
        }
    }

    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (var probe in Probes)
        {
            var endpoint = probe.Endpoint();
            foreach (var ports in _replicas)
            {
                var address = new Uri($"{endpoint.Scheme}://localhost:{ports[endpoint.EndpointAnnotation.Name]}{probe.Path}");
                using var answer = await Probe.GetAsync(address, cancellationToken);
                if ((int)answer.StatusCode != probe.StatusCode)
                {
                    return $"{address} answers {(int)answer.StatusCode}";
                }
            }
        }

        return null;
    }

    public void Stopped()
    {
        foreach (var proxy in _proxies)
        {
            proxy.Dispose();
        }

        _proxies.Clear();
    }

    private string BuiltAssembly()
    {
        var name = Path.GetFileNameWithoutExtension(metadata.ProjectPath);
        var configuration = builder.AppHostAssembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        var output = Path.Combine(Path.GetDirectoryName(metadata.ProjectPath)!, "bin", configuration);
        var built = Directory.Exists(output)
            ? Directory.GetFiles(output, name + ".dll", SearchOption.AllDirectories)
                .Where(file => File.Exists(Path.ChangeExtension(file, ".runtimeconfig.json")))
                .MaxBy(File.GetLastWriteTimeUtc)
            : null;
        return built ?? throw new DistributedApplicationException(
            $"'{name}' has not been built for the configuration {configuration}: dotnet build \"{metadata.ProjectPath}\" -c {configuration}");
    }

    private static string DotnetHost()
    {
        var own = Environment.ProcessPath;
        return own is not null && Path.GetFileName(own) == "dotnet"
            ? own
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Programs.Find("dotnet") ?? "dotnet";
    }

    private async Task<List<string>> ArgumentsAsync(CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        var arguments = new List<string>();
        foreach (var argument in context.Args)
        {
            arguments.Add(await ValueAsync(argument, cancellationToken));
        }

        return arguments;
    }

    private async Task<Dictionary<string, string?>> EnvironmentAsync(IReadOnlyDictionary<string, int> ports, CancellationToken cancellationToken)
    {
        var environment = NotInherited.ToDictionary(name => name, string? (_) => null);
        environment["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        environment["OTEL_SERVICE_NAME"] = resource.Name;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        foreach (var variable in builder.Configuration.AsEnumerable().Where(pair => pair.Key.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.Ordinal)))
        {
            environment[variable.Key] = variable.Value;
        }

        if (profile is not null)
        {
            environment["DOTNET_LAUNCH_PROFILE"] = profile.Name;
            foreach (var (name, value) in profile.Environment)
            {
                environment[name] = value;
            }
        }

        var urls = Endpoints.Where(endpoint => endpoint.UriScheme == "http").Select(endpoint => $"http://localhost:{ports[endpoint.Name]}").ToArray();
        if (urls.Length > 0)
        {
            environment["ASPNETCORE_URLS"] = string.Join(';', urls);
        }

        foreach (var endpoint in Endpoints.Where(endpoint => endpoint.PortVariable is not null))
        {
            environment[endpoint.PortVariable!] = ports[endpoint.Name].ToString(CultureInfo.InvariantCulture);
        }

        var context = new EnvironmentCallbackContext(builder.ExecutionContext, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        foreach (var (name, value) in context.EnvironmentVariables)
        {
            environment[name] = await ValueAsync(value, cancellationToken);
        }

        return environment;
    }

    private static async ValueTask<string> ValueAsync(object value, CancellationToken cancellationToken) => value switch
    {
        IValueProvider provider => await provider.GetValueAsync(cancellationToken) ?? "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
