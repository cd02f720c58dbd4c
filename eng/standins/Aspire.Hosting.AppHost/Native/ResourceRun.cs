// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

/// <summary>One resource during a run: waits for others, starts, is watched, stops, and may be started again.</summary>
internal sealed class ResourceRun(IResource resource, INativeResource native, NativeRun run, ResourceLog log) : IDisposable
{
    private static readonly TimeSpan ProbeWhileStarting = TimeSpan.FromMilliseconds(75);
    private static readonly TimeSpan ProbeWhenHealthy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _commands = new(1);
    private readonly Lock _lock = new();
    private readonly List<SupervisedProcess> _processes = [];
    private CancellationTokenSource _life = new();
    private Task _work = Task.CompletedTask;
    private bool _stopping;

    public IResource Resource => resource;

    public INativeResource Native => native;

    public string Name => resource.Name;

    /// <summary>Why the resource failed, with its last log lines; null when it did not.</summary>
    public string? FailureText { get; private set; }

    /// <summary>Somebody waits for its end, so its end is not a crash.</summary>
    public bool IsOneShot { get; set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _commands.WaitAsync(cancellationToken);
        try
        {
            if (HasProcesses() || !(_work.IsCompleted || _life.IsCancellationRequested))
            {
                return;
            }

            // A life that has just ended by itself may still be on its last step.
            await _work.WaitAsync(cancellationToken);

            FailureText = null;
            _stopping = false;
            _life.Dispose();
            _life = new CancellationTokenSource();
            // Before this returns, so that whoever waits from now on does not see the end of the last life.
            run.Publish(resource, KnownResourceStates.Starting);
            _work = LiveAsync(_life.Token);
        }
        finally
        {
            _commands.Release();
        }
    }

    public async Task StopAsync(string signal, TimeSpan limit)
    {
        await _commands.WaitAsync();
        try
        {
            var wasUp = !_work.IsCompleted || HasProcesses();
            _stopping = true;
            await _life.CancelAsync();
            await Task.WhenAny(_work, Task.Delay(limit));
            if (!wasUp)
            {
                return;
            }

            run.Publish(resource, KnownResourceStates.Stopping);
            var processes = Processes();
            native.Stopping();
            var main = processes.Where(process => !process.IsSupport);
            var orderly = await Task.WhenAll(main.Select(process => process.StopAsync(signal, limit)));
            await Task.WhenAll(processes.Where(process => process.IsSupport).Select(process => process.StopAsync("TERM", TimeSpan.FromSeconds(1))));
            native.Stopped();
            run.Say(orderly.All(stopped => stopped) ? $"{Name} stopped" : $"{Name} did not stop in time and was killed");
            run.Publish(resource, KnownResourceStates.Exited);
        }
        finally
        {
            _commands.Release();
        }
    }

    public void Dispose()
    {
        foreach (var process in Processes())
        {
            process.Dispose();
        }

        _life.Dispose();
        _commands.Dispose();
    }

    private async Task LiveAsync(CancellationToken life)
    {
        await Task.Yield();
        try
        {
            await WaitForDependenciesAsync(life);
            run.Publish(resource, KnownResourceStates.Starting);
            run.Say($"{Name} starts");
            var clock = Stopwatch.StartNew();
            await native.StartAsync(new NativeContext(Name, log, run.Folders, resource, Launch), life);
            lock (_lock)
            {
                // A one-shot may have finished already; its last word stands.
                if (IsOneShot && _processes.Count == 0)
                {
                    return;
                }

                run.Publish(resource, KnownResourceStates.Running, native.HasProbe ? HealthStatus.Unhealthy : HealthStatus.Healthy);
            }

            await WatchHealthAsync(clock, life);
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
        }
        catch (DependencyFailedException dependency)
        {
            FailureText = dependency.Message;
            run.Publish(resource, KnownResourceStates.FailedToStart);
        }
        catch (Exception failure)
        {
            Fail($"{Name} could not be started: {failure.Message}", KnownResourceStates.FailedToStart);
        }
    }

    private async Task WaitForDependenciesAsync(CancellationToken life)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToList();
        if (native.Parent is { } parent)
        {
            waits.Add(new WaitAnnotation(parent, WaitType.WaitUntilHealthy));
        }

        if (waits.Count == 0)
        {
            return;
        }

        run.Publish(resource, KnownResourceStates.Waiting);
        run.Say($"{Name} waits for {string.Join(", ", waits.Select(Describe))}");
        await Task.WhenAll(waits.Select(wait => WaitAsync(wait, life)));
    }

    private async Task WaitAsync(WaitAnnotation wait, CancellationToken life)
    {
        var reached = await run.Notifications.WaitForResourceAsync(
            wait.Resource.Name, e => IsReached(wait, e.Snapshot) || run.HasFailed(wait.Resource.Name), life);
        if (!IsReached(wait, reached.Snapshot))
        {
            throw new DependencyFailedException(run.Explain(wait.Resource.Name) ?? $"{wait.Resource.Name} is {reached.Snapshot.State?.Text}.");
        }
    }

    private static bool IsReached(WaitAnnotation wait, CustomResourceSnapshot snapshot) => wait.WaitType switch
    {
        WaitType.WaitForCompletion => snapshot.State?.Text == KnownResourceStates.Finished && snapshot.ExitCode == wait.ExitCode,
        WaitType.WaitUntilStarted => snapshot.State?.Text == KnownResourceStates.Running,
        _ => ResourceNotificationService.IsHealthy(snapshot),
    };

    private static string Describe(WaitAnnotation wait) => wait.WaitType switch
    {
        WaitType.WaitForCompletion => $"{wait.Resource.Name} (finished)",
        WaitType.WaitUntilStarted => $"{wait.Resource.Name} (started)",
        _ => $"{wait.Resource.Name} (healthy)",
    };

    private async Task WatchHealthAsync(Stopwatch clock, CancellationToken life)
    {
        var healthy = !native.HasProbe;
        var announced = false;
        var reminded = TimeSpan.Zero;
        while (!life.IsCancellationRequested)
        {
            var reason = native.HasProbe ? await ProbeAsync(life) : null;
            if (reason is null && !announced)
            {
                announced = true;
                run.Say(IsOneShot ? $"{Name} runs" : $"{Name} is healthy after {clock.Elapsed.TotalSeconds:0.0} s");
                healthy = PublishHealth(HealthStatus.Healthy);
                await run.ReadyAsync(this, life);
            }
            else if (announced && reason is null != healthy)
            {
                run.Say(reason is null ? $"{Name} is healthy again" : $"{Name} is not healthy: {reason}");
                healthy = PublishHealth(reason is null ? HealthStatus.Healthy : HealthStatus.Unhealthy);
            }
            else if (!announced && clock.Elapsed - reminded > Reminder)
            {
                reminded = clock.Elapsed;
                run.Say($"{Name} is not healthy yet: {reason}");
            }

            if (!native.HasProbe)
            {
                return;
            }

            await Task.Delay(healthy ? ProbeWhenHealthy : ProbeWhileStarting, life);
        }
    }

    private bool PublishHealth(HealthStatus status)
    {
        lock (_lock)
        {
            if (!_stopping && FailureText is null && (_processes.Count > 0 || native.Parent is not null))
            {
                run.Publish(resource, KnownResourceStates.Running, status);
            }
        }

        return status == HealthStatus.Healthy;
    }

    private async Task<string?> ProbeAsync(CancellationToken life)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(life);
        limit.CancelAfter(ProbeLimit);
        try
        {
            return await native.ProbeAsync(limit.Token);
        }
        catch (Exception failure) when (!life.IsCancellationRequested)
        {
            return failure.Message;
        }
    }

    private SupervisedProcess Launch(ProcessSpec spec, string? label)
    {
        lock (_lock)
        {
            _life.Token.ThrowIfCancellationRequested();
            var process = SupervisedProcess.Start(spec, line => log.Add(label is null ? line : $"({label}) {line}"));
            _processes.Add(process);
            _ = process.Exited.ContinueWith(
                exit => OnExited(process, spec, label, exit.Result), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return process;
        }
    }

    private void OnExited(SupervisedProcess process, ProcessSpec spec, string? label, int code)
    {
        bool last;
        lock (_lock)
        {
            _processes.Remove(process);
            last = !_processes.Any(other => !other.IsSupport);
        }

        if (_stopping)
        {
            return;
        }

        if (last)
        {
            _life.Cancel();
            native.Stopped();
        }

        if (IsOneShot && code == 0)
        {
            run.Say($"{Name} finished");
            run.Publish(resource, KnownResourceStates.Finished, exitCode: code);
            run.CheckReady();
            return;
        }

        Fail(
            $"{label ?? Name} ended unexpectedly with exit code {code} ({Path.GetFileName(spec.FileName)}).",
            last ? resource is ContainerResource ? KnownResourceStates.Exited : KnownResourceStates.Finished : KnownResourceStates.Running, code);
    }

    private void Fail(string what, string state, int? exitCode = null)
    {
        var tail = log.Tail();
        FailureText = tail.Count == 0
            ? what
            : $"{what} Its last lines:{string.Concat(tail.Select(line => $"{Environment.NewLine}    {line}"))}";
        run.Publish(resource, state, exitCode: exitCode);
        run.Fail(FailureText);
    }

    private bool HasProcesses() => Processes().Length > 0;

    private SupervisedProcess[] Processes()
    {
        lock (_lock)
        {
            return [.. _processes];
        }
    }

    private sealed class DependencyFailedException(string message) : Exception(message);
}
