// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.ApplicationModel;

public class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext, Dictionary<string, object>? environmentVariables = null,
    CancellationToken cancellationToken = default)
{
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables ?? [];

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public CancellationToken CancellationToken { get; } = cancellationToken;
}

public class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<EnvironmentCallbackContext, Task> Callback { get; } = callback;
}

public sealed class CommandLineArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    public IList<object> Args { get; } = args;

    public CancellationToken CancellationToken { get; } = cancellationToken;
}

public class CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<CommandLineArgsCallbackContext, Task> Callback { get; } = callback;
}

public enum WaitType
{
    WaitUntilHealthy,
    WaitForCompletion,
    WaitUntilStarted,
}

public enum WaitBehavior
{
    WaitOnResourceUnavailable,
    StopOnResourceUnavailable,
}

public class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public WaitType WaitType { get; } = waitType;

    public int ExitCode { get; } = exitCode;
}

public class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    public int Replicas { get; } = replicas;
}

public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    public required string Image { get; set; }

    public string? Tag { get; set; }
}

internal sealed class HttpProbeAnnotation(Func<EndpointReference> endpoint, string path, int statusCode) : IResourceAnnotation
{
    public Func<EndpointReference> Endpoint { get; } = endpoint;

    public string Path { get; } = path;

    public int StatusCode { get; } = statusCode;
}

/// <summary>Data outlives the run: it is kept in a folder of the repository instead of a temporary one.</summary>
internal sealed class KeepsDataAnnotation : IResourceAnnotation;

internal sealed class ResourceReadyAnnotation(Func<ResourceReadyEvent, CancellationToken, Task> callback) : IResourceAnnotation
{
    public Func<ResourceReadyEvent, CancellationToken, Task> Callback { get; } = callback;
}

public class ResourceReadyEvent(IResource resource, IServiceProvider services)
{
    public IResource Resource { get; } = resource;

    public IServiceProvider Services { get; } = services;
}
