// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Reflection;
using Microsoft.Extensions.Hosting;

/// <summary>Lets the testing package take part while it runs an AppHost's own entry point on a thread of its own.</summary>
internal abstract class EntryPointHook
{
    private static readonly AsyncLocal<EntryPointHook?> Ambient = new();

    public static EntryPointHook? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public abstract Assembly AppHostAssembly { get; }

    public abstract void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings, string appHostDirectory);

    /// <summary>Called at the begin of Build; returns when the test wants it to go on.</summary>
    public abstract void Building(IDistributedApplicationBuilder builder);

    public abstract void Built(DistributedApplication application);
}
