// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.ApplicationModel;

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

public class ResourceNotificationService : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Waiter> _waiters = [];

    internal ResourceNotificationService()
    {
    }

    /// <summary>Why a resource is not coming up, for the exceptions thrown from here.</summary>
    internal Func<string, string?> Explain { get; set; } = _ => null;

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var wanted = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = await WaitForResourceAsync(
            resourceName, e => e.Snapshot.State is { } state && wanted.Contains(state.Text), cancellationToken);
        return seen.Snapshot.State!.Text;
    }

    public Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        var waiter = new Waiter(resourceName, predicate);
        lock (_lock)
        {
            if (_current.TryGetValue(resourceName, out var now) && predicate(now))
            {
                return Task.FromResult(now);
            }

            _waiters.Add(waiter);
        }

        var registration = cancellationToken.Register(() => waiter.Seen.TrySetCanceled(cancellationToken));
        return waiter.Seen.Task.ContinueWith(
            seen =>
            {
                registration.Dispose();
                lock (_lock)
                {
                    _waiters.Remove(waiter);
                }

                return seen;
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Unwrap();
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, WaitBehavior.StopOnResourceUnavailable, cancellationToken);

    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var stop = waitBehavior == WaitBehavior.StopOnResourceUnavailable;
        var seen = await WaitForResourceAsync(
            resourceName, e => IsHealthy(e.Snapshot) || (stop && IsTerminal(e.Snapshot)), cancellationToken);
        return IsHealthy(seen.Snapshot)
            ? seen
            : throw new DistributedApplicationException(
                $"Stopped waiting for resource '{resourceName}' to become healthy because it is {seen.Snapshot.State?.Text}."
                + (Explain(resourceName) is { } reason ? Environment.NewLine + reason : ""));
    }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (_lock)
        {
            return _current.TryGetValue(resourceId, out resourceEvent);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var waiter in _waiters.ToArray())
            {
                waiter.Seen.TrySetException(new OperationCanceledException("The application has been disposed."));
            }
        }

        GC.SuppressFinalize(this);
    }

    internal static bool IsHealthy(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.Running && snapshot.HealthStatus == HealthStatus.Healthy;

    internal static bool IsTerminal(CustomResourceSnapshot snapshot) =>
        snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);

    internal void Publish(IResource resource, string state, HealthStatus? health = null, int? exitCode = null)
    {
        var snapshot = new CustomResourceSnapshot
        {
            ResourceType = resource.GetType().Name,
            State = state,
            ExitCode = exitCode,
            HealthStatus = health,
        };
        var published = new ResourceEvent(resource, resource.Name, snapshot);
        lock (_lock)
        {
            _current[resource.Name] = published;
            foreach (var waiter in _waiters.ToArray())
            {
                if (string.Equals(waiter.ResourceName, resource.Name, StringComparison.OrdinalIgnoreCase) && waiter.Predicate(published))
                {
                    waiter.Seen.TrySetResult(published);
                }
            }
        }
    }

    private sealed class Waiter(string resourceName, Func<ResourceEvent, bool> predicate)
    {
        public string ResourceName { get; } = resourceName;

        public Func<ResourceEvent, bool> Predicate { get; } = predicate;

        public TaskCompletionSource<ResourceEvent> Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
