// Stands in for the package Aspire.Hosting.Redis where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.ApplicationModel;

public class RedisResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";

    public RedisResource(string name, ParameterResource password) : base(name)
    {
        PrimaryEndpoint = new EndpointReference(this, PrimaryEndpointName);
        PasswordParameter = password;
    }

    public EndpointReference PrimaryEndpoint { get; }

    public ParameterResource? PasswordParameter { get; }

    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Host}:{Port},password={PasswordParameter!}");

    public ReferenceExpression UriExpression => ReferenceExpression.Create($"redis://:{PasswordParameter!:uri}@{Host}:{Port}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port}")),
        new("Password", ReferenceExpression.Create($"{PasswordParameter!}")),
        new("Uri", UriExpression),
    ];
}
