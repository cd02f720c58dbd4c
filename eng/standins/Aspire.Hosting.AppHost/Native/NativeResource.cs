// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using Aspire.Hosting.ApplicationModel;

/// <summary>How a resource of the model is brought up from the programs of this machine.</summary>
internal interface INativeResource
{
    /// <summary>Checked for all resources before the first one starts.</summary>
    IEnumerable<RequiredProgram> Programs => [];

    /// <summary>A resource that must be healthy first and whose processes this one shares.</summary>
    IResource? Parent => null;

    /// <summary>Asks politely for an orderly end.</summary>
    string StopSignal => "TERM";

    /// <summary>Ends a server whose data is thrown away anyway.</summary>
    string DiscardSignal => "KILL";

    bool HasProbe { get; }

    /// <summary>Launches the processes; whether they serve is a matter of <see cref="ProbeAsync"/>.</summary>
    Task StartAsync(NativeContext context, CancellationToken cancellationToken);

    /// <summary>Null when healthy, else why not. An exception means not healthy, too.</summary>
    Task<string?> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Called before the processes are asked to end.</summary>
    void Stopping()
    {
    }

    /// <summary>Called after all processes have ended.</summary>
    void Stopped()
    {
    }
}

internal sealed record NativeResourceAnnotation(INativeResource Native) : IResourceAnnotation;

/// <param name="Name">The name of the executable.</param>
/// <param name="InstallHint">What to do when it is missing, as a command.</param>
/// <param name="Folders">Where to look besides PATH; a segment may be a pattern, then the highest version wins.</param>
internal sealed record RequiredProgram(string Name, string InstallHint, params string[] Folders);

internal sealed record ProcessSpec(string FileName, IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Changes to the host's own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>It only serves another process of the same resource, and ends after that one.</summary>
    public bool IsSupport { get; init; }

    /// <summary>What the watchdog sends when the host is gone, a second before the final kill.</summary>
    public string LastSignal { get; init; } = "KILL";
}

/// <summary>What a resource may use while it starts.</summary>
internal sealed class NativeContext(string name, ResourceLog log, DataFolders folders, IResource resource, Func<ProcessSpec, string?, SupervisedProcess> launch)
{
    public string Name { get; } = name;

    public ResourceLog Log { get; } = log;

    public string DataFolder => folders.For(resource);

    /// <summary>Starts a process that lives as long as the resource: its unexpected end is the resource's end.</summary>
    public SupervisedProcess Launch(ProcessSpec spec, string? label = null) => launch(spec, label);

    /// <summary>Runs a preparing process to its end, killing it after <paramref name="limit"/>.</summary>
    public async Task RunAsync(ProcessSpec spec, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = SupervisedProcess.Start(spec, line => Log.Add(line));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        int code;
        try
        {
            code = await process.Exited.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException($"'{spec.FileName}' did not finish within {limit.TotalSeconds:0} s.");
        }

        if (code != 0)
        {
            throw new DistributedApplicationException($"'{spec.FileName}' ended with exit code {code}.");
        }
    }
}
