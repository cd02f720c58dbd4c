// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }

    string AppHostDirectory { get; }

    Assembly? AppHostAssembly { get; }

    IHostEnvironment Environment { get; }

    IServiceCollection Services { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    IResourceCollection Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource) where T : IResource;

    IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource;

    DistributedApplication Build();
}

public interface IProjectMetadata : IResourceAnnotation
{
    string ProjectPath { get; }

    bool SuppressBuild => false;
}
