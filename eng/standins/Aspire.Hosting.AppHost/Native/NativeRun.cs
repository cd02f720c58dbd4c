// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

/// <summary>All resources of an application as processes of this machine, from the first check to the last kill.</summary>
internal sealed class NativeRun
{
    // Below the ten seconds after which a caller of SIGTERM may lose patience; what the projects do not use is left to the servers.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ProjectsLimit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(20);

    private readonly DistributedApplicationBuilder _builder;
    private readonly IServiceProvider _services;
    private readonly RunOutput _output;
    private readonly List<ResourceRun> _runs = [];
    private readonly TaskCompletionSource<string> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stopwatch _clock = new();
    private readonly Lock _lock = new();
    private Task? _stop;
    private bool _ready;

    public NativeRun(
        DistributedApplicationBuilder builder, IServiceProvider services, ResourceNotificationService notifications, RunOutput output)
    {
        _builder = builder;
        _services = services;
        _output = output;
        Notifications = notifications;
        Notifications.Explain = Explain;
        Folders = DataFolders.Of(builder);
        foreach (var resource in builder.Resources)
        {
            if (resource.Annotations.OfType<NativeResourceAnnotation>().LastOrDefault() is { } annotation)
            {
                output.Register(resource.Name);
                _runs.Add(new ResourceRun(resource, annotation.Native, this, new ResourceLog(resource.Name, output)));
            }
        }

        var awaited = builder.Resources.SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>())
            .Where(wait => wait.WaitType == WaitType.WaitForCompletion)
            .Select(wait => wait.Resource.Name)
            .ToHashSet();
        foreach (var run in _runs)
        {
            run.IsOneShot = awaited.Contains(run.Name);
            Publish(run.Resource, KnownResourceStates.NotStarted);
        }
    }

    public ResourceNotificationService Notifications { get; }

    public DataFolders Folders { get; }

    public IReadOnlyList<IResource> Resources => [.. _builder.Resources];

    /// <summary>Completes with a description when the first resource fails.</summary>
    public Task<string> Failure => _failure.Task;

    /// <summary>Checks everything that can be checked without starting anything, then starts all resources side by side.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _clock.Start();
        CheckMachine();
        foreach (var parameter in _builder.Resources.OfType<ParameterResource>())
        {
            await parameter.GetValueAsync(cancellationToken);
        }

        Folders.Lock(_builder.Resources);
        AllocateEndpoints();
        foreach (var run in _runs)
        {
            await run.StartAsync(cancellationToken);
        }
    }

    public Task StopAsync()
    {
        lock (_lock)
        {
            return _stop ??= StopAllAsync();
        }
    }

    public async Task ExecuteAsync(string resourceName, string command, CancellationToken cancellationToken)
    {
        var run = _runs.FirstOrDefault(run => string.Equals(run.Name, resourceName, StringComparison.OrdinalIgnoreCase))
            ?? throw new DistributedApplicationException($"There is no resource '{resourceName}'.");
        if (command == KnownResourceCommands.StopCommand || command == KnownResourceCommands.RestartCommand)
        {
            await run.StopAsync(run.Native.StopSignal, CommandLimit).WaitAsync(cancellationToken);
        }

        if (command == KnownResourceCommands.StartCommand || command == KnownResourceCommands.RestartCommand)
        {
            await run.StartAsync(cancellationToken);
        }
        else if (command != KnownResourceCommands.StopCommand)
        {
            throw new DistributedApplicationException($"The resource '{resourceName}' has no command '{command}'.");
        }
    }

    public void Say(string line) => _output.Say(line);

    public void Report(DistributedApplicationException failure) => Fail(failure.Message);

    public void Fail(string description)
    {
        _output.SayError(description);
        _failure.TrySetResult(description);
    }

    public void Publish(IResource resource, string state, HealthStatus? health = null, int? exitCode = null) =>
        Notifications.Publish(resource, state, health, exitCode);

    public bool HasFailed(string resourceName) => Explain(resourceName) is not null;

    public string? Explain(string resourceName) =>
        _runs.FirstOrDefault(run => string.Equals(run.Name, resourceName, StringComparison.OrdinalIgnoreCase))?.FailureText;

    public async Task ReadyAsync(ResourceRun run, CancellationToken cancellationToken)
    {
        CheckReady();
        foreach (var annotation in run.Resource.Annotations.OfType<ResourceReadyAnnotation>())
        {
            await annotation.Callback(new ResourceReadyEvent(run.Resource, _services), cancellationToken);
        }
    }

    /// <summary>Says once that everything is up, and where.</summary>
    public void CheckReady()
    {
        lock (_lock)
        {
            if (_ready || !_runs.TrueForAll(IsUp))
            {
                return;
            }

            _ready = true;
        }

        Say($"Everything is up after {_clock.Elapsed.TotalSeconds:0.0} s. Ctrl-C stops it.");
        foreach (var run in _runs)
        {
            foreach (var endpoint in run.Resource.Annotations.OfType<EndpointAnnotation>())
            {
                Say($"    {run.Name,-12} {endpoint.UriScheme}://localhost:{endpoint.AllocatedPort}");
            }
        }
    }

    private bool IsUp(ResourceRun run) => Notifications.TryGetCurrentState(run.Name, out var now)
        && (ResourceNotificationService.IsHealthy(now.Snapshot)
            || (run.IsOneShot && now.Snapshot.State?.Text == KnownResourceStates.Finished && now.Snapshot.ExitCode == 0));

    private void CheckMachine()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new DistributedApplicationException("Without the Aspire packages the servers are started from the machine's own programs, and that is done on Linux only.");
        }

        var missing = _runs.SelectMany(run => run.Native.Programs)
            .Append(new RequiredProgram("setsid", "apt-get install util-linux"))
            .DistinctBy(program => program.Name)
            .Where(program => Programs.Find(program) is null)
            .ToList();
        if (missing.Count > 0)
        {
            throw new DistributedApplicationException(Programs.MissingText(missing));
        }
    }

    private void AllocateEndpoints()
    {
        foreach (var run in _runs)
        {
            foreach (var endpoint in run.Resource.Annotations.OfType<EndpointAnnotation>())
            {
                var wanted = _builder.RandomizePorts ? null : endpoint.Port;
                if (wanted is { } port && !Ports.IsFree(port))
                {
                    throw new DistributedApplicationException(
                        $"The port {port} of the endpoint '{endpoint.Name}' of '{run.Name}' is in use by another program.");
                }

                endpoint.AllocatedPort = wanted ?? Ports.Next();
            }
        }
    }

    private async Task StopAllAsync()
    {
        var clock = Stopwatch.StartNew();
        var projects = _runs.Where(run => run.Resource is ProjectResource).ToList();
        await Task.WhenAll(projects.Select(run => run.StopAsync(run.Native.StopSignal, ProjectsLimit)));
        var left = StopLimit - clock.Elapsed;
        await Task.WhenAll(_runs.Except(projects).Select(run => run.StopAsync(
            DataFolders.Keeps(run.Resource) ? run.Native.StopSignal : run.Native.DiscardSignal, left)));
        foreach (var run in _runs)
        {
            run.Dispose();
        }

        Folders.Release();
    }
}
