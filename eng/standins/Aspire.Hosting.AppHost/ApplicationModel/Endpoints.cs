// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.ApplicationModel;

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

[DebuggerDisplay("{Name}: {UriScheme}, {Port}")]
public class EndpointAnnotation : IResourceAnnotation
{
    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null,
        int? port = null, int? targetPort = null, bool? isExternal = null, bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? (protocol == ProtocolType.Udp ? "udp" : "tcp");
        Transport = transport ?? "tcp";
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    public string UriScheme { get; set; }

    public string Transport { get; set; }

    public int? Port { get; set; }

    public int? TargetPort { get; set; }

    public bool IsExternal { get; set; }

    public bool IsProxied { get; set; }

    /// <summary>The name of the environment variable that tells a project its port, or null.</summary>
    internal string? PortVariable { get; set; }

    /// <summary>The port on which the endpoint is reached in this run; null before the run begins.</summary>
    internal int? AllocatedPort { get; set; }
}

public enum EndpointProperty
{
    Url,
    Host,
    IPV4Host,
    Port,
    Scheme,
    TargetPort,
    HostAndPort,
    TlsEnabled,
}

public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IManifestExpressionProvider, IValueProvider
{
    public IResourceWithEndpoints Resource { get; } = owner;

    public string EndpointName { get; } = endpointName;

    public EndpointAnnotation EndpointAnnotation => Find()
        ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not defined for the resource `{Resource.Name}`.");

    public bool Exists => Find() is not null;

    public bool IsAllocated => Find()?.AllocatedPort is not null;

    public int Port => EndpointAnnotation.AllocatedPort
        ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not allocated for the resource `{Resource.Name}`.");

    public string Host { get; } = "localhost";

    public string Scheme => EndpointAnnotation.UriScheme;

    public string Url => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{Port}");

    public string ValueExpression => $"{{{Resource.Name}.bindings.{EndpointName}.url}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    private EndpointAnnotation? Find() => Resource.Annotations.OfType<EndpointAnnotation>()
        .SingleOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));
}

public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    : IManifestExpressionProvider, IValueProvider
{
    public EndpointReference Endpoint { get; } = endpointReference;

    public EndpointProperty Property { get; } = property;

    public string ValueExpression => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{Property}}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Property switch
    {
        EndpointProperty.Url => Endpoint.Url,
        EndpointProperty.Host => Endpoint.Host,
        EndpointProperty.IPV4Host => "127.0.0.1",
        EndpointProperty.Port or EndpointProperty.TargetPort => Endpoint.Port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.Scheme => Endpoint.Scheme,
        EndpointProperty.HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{Endpoint.Host}:{Endpoint.Port}"),
        EndpointProperty.TlsEnabled => Endpoint.Scheme == "https" ? bool.TrueString : bool.FalseString,
        _ => throw new InvalidOperationException($"The property '{Property}' is not known."),
    });
}
