// Stands in for the package Aspire.Hosting.RabbitMQ where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.ApplicationModel;

public class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";
    internal const string ManagementEndpointName = "management";
    private const string DefaultUserName = "guest";

    public RabbitMQServerResource(string name, ParameterResource? userName, ParameterResource password) : base(name)
    {
        PrimaryEndpoint = new EndpointReference(this, PrimaryEndpointName);
        ManagementEndpoint = new EndpointReference(this, ManagementEndpointName);
        UserNameParameter = userName;
        PasswordParameter = password;
    }

    public EndpointReference PrimaryEndpoint { get; }

    public EndpointReference ManagementEndpoint { get; }

    public ParameterResource? UserNameParameter { get; }

    public ParameterResource PasswordParameter { get; }

    public ReferenceExpression UserNameReference => UserNameParameter is null
        ? ReferenceExpression.Create($"{DefaultUserName}")
        : ReferenceExpression.Create($"{UserNameParameter}");

    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    public ReferenceExpression ConnectionStringExpression => UriExpression;

    public ReferenceExpression UriExpression =>
        ReferenceExpression.Create($"amqp://{UserNameReference:uri}:{PasswordParameter:uri}@{Host}:{Port}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port}")),
        new("Username", UserNameReference),
        new("Password", ReferenceExpression.Create($"{PasswordParameter}")),
        new("Uri", UriExpression),
    ];
}
