// Stands in for the package Aspire.Hosting.Testing where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Testing;

using System.Reflection;
using Aspire.Hosting.Native;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

/// <summary>Runs an AppHost's own Main on a thread of its own, holds it at Build until the test asks for that, and takes the application over.</summary>
internal sealed class AppHostEntryPoint : EntryPointHook
{
    private readonly TaskCompletionSource<IDistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppHostEntryPoint(Assembly assembly) => AppHostAssembly = assembly;

    public override Assembly AppHostAssembly { get; }

    public static async Task<IDistributedApplicationTestingBuilder> RunAsync(
        Assembly assembly, string[] args, CancellationToken cancellationToken)
    {
        var main = assembly.EntryPoint ?? throw new InvalidOperationException($"The assembly '{assembly.GetName().Name}' has no entry point.");
        var hook = new AppHostEntryPoint(assembly);
        var thread = new Thread(() => hook.Run(main, args)) { IsBackground = true, Name = $"{assembly.GetName().Name}.EntryPoint" };
        thread.Start();
        return new TestingBuilder(await hook._builder.Task.WaitAsync(cancellationToken), hook);
    }

    public override void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings, string appHostDirectory)
    {
        var environment = LaunchProfile.Read(appHostDirectory)?.Environment ?? new Dictionary<string, string>();
        settings.EnvironmentName = environment.GetValueOrDefault("DOTNET_ENVIRONMENT") ?? environment.GetValueOrDefault("ASPNETCORE_ENVIRONMENT");
        settings.Configuration!.AddInMemoryCollection(environment.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
    }

    public override void Building(IDistributedApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);
        if (!_mayBuild.Task.GetAwaiter().GetResult())
        {
            throw new OperationCanceledException("The test does not build the application.");
        }
    }

    public override void Built(DistributedApplication application) => _application.TrySetResult(application);

    public Task<DistributedApplication> BuildAsync()
    {
        _mayBuild.TrySetResult(true);
        return _application.Task;
    }

    public void Abandon() => _mayBuild.TrySetResult(false);

    private void Run(MethodInfo main, string[] args)
    {
        Current = this;
        Exception? failure = null;
        try
        {
            main.Invoke(null, main.GetParameters().Length == 0 ? [] : [args]);
        }
        catch (TargetInvocationException thrown)
        {
            failure = thrown.InnerException ?? thrown;
        }

        failure ??= new InvalidOperationException($"The entry point exited without building a {nameof(DistributedApplication)}.");
        _builder.TrySetException(failure);
        _application.TrySetException(failure);
        _ = _application.Task.Exception;
    }
}
