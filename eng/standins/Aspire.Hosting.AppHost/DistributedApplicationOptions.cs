// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    public string? AssemblyName { get; set; }

    public string? ProjectDirectory { get; set; }

    public bool DisableDashboard { get; set; }

    public bool AllowUnsecuredTransport { get; set; }

    public bool EnableResourceLogging { get; set; }
}

public class DistributedApplicationExecutionContext
{
    internal DistributedApplicationExecutionContext()
    {
    }

    public bool IsRunMode { get; } = true;

    public bool IsPublishMode { get; }
}
