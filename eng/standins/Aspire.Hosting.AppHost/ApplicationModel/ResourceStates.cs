// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.ApplicationModel;

using Microsoft.Extensions.Diagnostics.HealthChecks;

public static class KnownResourceStates
{
    public static readonly string Starting = nameof(Starting);
    public static readonly string Running = nameof(Running);
    public static readonly string FailedToStart = nameof(FailedToStart);
    public static readonly string Stopping = nameof(Stopping);
    public static readonly string Exited = nameof(Exited);
    public static readonly string Finished = nameof(Finished);
    public static readonly string Waiting = nameof(Waiting);
    public static readonly string NotStarted = nameof(NotStarted);
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

public sealed record CustomResourceSnapshot
{
    public required string ResourceType { get; init; }

    public ResourceStateSnapshot? State { get; init; }

    public int? ExitCode { get; init; }

    public HealthStatus? HealthStatus { get; internal set; }
}

public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    public IResource Resource { get; } = resource;

    public string ResourceId { get; } = resourceId;

    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
