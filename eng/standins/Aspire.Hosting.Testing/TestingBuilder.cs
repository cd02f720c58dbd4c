// Stands in for the package Aspire.Hosting.Testing where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Testing;

using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

internal sealed class TestingBuilder(IDistributedApplicationBuilder builder, AppHostEntryPoint entryPoint) : IDistributedApplicationTestingBuilder
{
    private DistributedApplication? _application;

    public ConfigurationManager Configuration => builder.Configuration;

    public string AppHostDirectory => builder.AppHostDirectory;

    public Assembly? AppHostAssembly => builder.AppHostAssembly;

    public IHostEnvironment Environment => builder.Environment;

    public IServiceCollection Services => builder.Services;

    public DistributedApplicationExecutionContext ExecutionContext => builder.ExecutionContext;

    public IResourceCollection Resources => builder.Resources;

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource => builder.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => builder.CreateResourceBuilder(resource);

    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        _application = await entryPoint.BuildAsync().WaitAsync(cancellationToken);

    public void Dispose()
    {
        entryPoint.Abandon();
        _application?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        entryPoint.Abandon();
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }
}
