// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Collections.ObjectModel;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly EntryPointHook? _hook = EntryPointHook.Current;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostAssembly = _hook?.AppHostAssembly
            ?? (options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly());
        AppHostDirectory = options.ProjectDirectory ?? ProjectDirectoryOf(AppHostAssembly) ?? Directory.GetCurrentDirectory();
        var settings = new HostApplicationBuilderSettings
        {
            Args = options.Args,
            ApplicationName = AppHostAssembly?.GetName().Name,
            ContentRootPath = AppHostDirectory,
            Configuration = new ConfigurationManager(),
        };
        _hook?.Configure(options, settings, AppHostDirectory);
        _host = Host.CreateApplicationBuilder(settings);
        // The run speaks on the console by itself; in a test the test decides who listens.
        _host.Logging.ClearProviders();
        _host.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <summary>Ports are drawn anew in tests, so that two runs never meet.</summary>
    internal bool RandomizePorts => _hook is not null;

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        if (Resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because a resource with that name already exists.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        _hook?.Building(this);
        var notifications = new ResourceNotificationService();
        Services.AddSingleton(notifications);
        var host = _host.Build();
        var output = _hook is null
            ? RunOutput.ToConsole()
            : RunOutput.ToLoggers(host.Services.GetRequiredService<ILoggerFactory>(), Environment.ApplicationName);
        var run = new NativeRun(this, host.Services, notifications, output);
        var application = new DistributedApplication(host, run, notifications, _hook is not null);
        _hook?.Built(application);
        return application;
    }

    private static string? ProjectDirectoryOf(Assembly? assembly) => assembly?
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "apphostprojectpath")?.Value;

    private sealed class ResourceCollection : Collection<IResource>, IResourceCollection;

    private sealed class ResourceBuilder<T>(IDistributedApplicationBuilder builder, T resource) : IResourceBuilder<T>
        where T : IResource
    {
        public IDistributedApplicationBuilder ApplicationBuilder => builder;

        public T Resource => resource;

        public IResourceBuilder<T> WithAnnotation<TAnnotation>(
            TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
            where TAnnotation : IResourceAnnotation
        {
            if (behavior == ResourceAnnotationMutationBehavior.Replace)
            {
                foreach (var old in resource.Annotations.OfType<TAnnotation>().ToArray())
                {
                    resource.Annotations.Remove(old);
                }
            }

            resource.Annotations.Add(annotation);
            return this;
        }
    }
}
