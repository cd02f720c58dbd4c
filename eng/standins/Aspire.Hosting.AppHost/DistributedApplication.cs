// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly NativeRun _run;
    private readonly bool _underTest;
    private bool _stopped;
    private bool _disposed;

    internal DistributedApplication(IHost host, NativeRun run, ResourceNotificationService notifications, bool underTest)
    {
        _host = host;
        _run = run;
        _underTest = underTest;
        ResourceNotifications = notifications;
        ResourceCommands = new ResourceCommandService(run);
    }

    public IServiceProvider Services => _host.Services;

    public ResourceNotificationService ResourceNotifications { get; }

    public ResourceCommandService ResourceCommands { get; }

    internal NativeRun NativeRun => _run;

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        CreateBuilder(new DistributedApplicationOptions { Args = args });

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder(new DistributedApplicationOptions());

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) =>
        new DistributedApplicationBuilder(options);

    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl-C, SIGTERM or the first crash of a resource; after a crash the exit code is 1.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var stopping = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        if (_underTest)
        {
            await Stopped(stopping);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        try
        {
            await StartAsync(ended.Token);
            await Task.WhenAny(_run.Failure, Stopped(ended.Token));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
        catch (DistributedApplicationException failure)
        {
            _run.Report(failure);
        }

        if (_run.Failure.IsCompleted)
        {
            Environment.ExitCode = 1;
        }

        await DisposeAsync();
    }

    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _host.StartAsync(cancellationToken);
        await _run.StartAsync(cancellationToken);
    }

    public virtual async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _run.StopAsync();
        if (!_stopped)
        {
            _stopped = true;
            await _host.StopAsync(cancellationToken);
        }
    }

    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopAsync();
        ResourceNotifications.Dispose();
        _host.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Task Stopped(CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stopping.Register(stopped.SetResult);
        return stopped.Task;
    }
}
