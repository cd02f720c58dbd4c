// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.ApplicationModel;

using Aspire.Hosting.Native;

public static class KnownResourceCommands
{
    public static readonly string StartCommand = "start";
    public static readonly string StopCommand = "stop";
    public static readonly string RestartCommand = "restart";
}

public sealed class ExecuteCommandResult
{
    public required bool Success { get; init; }

    public bool Canceled { get; init; }

    public string? ErrorMessage { get; init; }
}

public class ResourceCommandService
{
    private readonly NativeRun _run;

    internal ResourceCommandService(NativeRun run) => _run = run;

    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource.Name, commandName, cancellationToken);

    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        try
        {
            await _run.ExecuteAsync(resourceId, commandName, cancellationToken);
            return new ExecuteCommandResult { Success = true };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new ExecuteCommandResult { Success = false, Canceled = true };
        }
        catch (DistributedApplicationException failure)
        {
            return new ExecuteCommandResult { Success = false, ErrorMessage = failure.Message };
        }
    }
}
