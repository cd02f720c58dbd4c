// Stands in for the package Aspire.Hosting.Testing where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Testing;

using Aspire.Hosting.ApplicationModel;

public static class DistributedApplicationHostingTestingExtensions
{
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        Resource(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' does not expose a connection string.", nameof(resourceName));

    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var resource = Resource(app, resourceName) as IResourceWithEndpoints
            ?? throw new ArgumentException($"Resource '{resourceName}' has no endpoints.", nameof(resourceName));
        var names = resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.Name).ToList();
        var name = endpointName
            ?? names.Find(name => name == "https")
            ?? names.Find(name => name == "http")
            ?? throw new ArgumentException($"Resource '{resourceName}' has neither an https nor an http endpoint.", nameof(resourceName));
        return new Uri(new EndpointReference(resource, name).Url);
    }

    private static IResource Resource(DistributedApplication app, string name) =>
        app.NativeRun.Resources.FirstOrDefault(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"Resource '{name}' not found.", nameof(name));
}
