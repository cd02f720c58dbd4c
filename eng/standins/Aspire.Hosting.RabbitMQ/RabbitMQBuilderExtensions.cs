// Stands in for the package Aspire.Hosting.RabbitMQ where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

public static class RabbitMQBuilderExtensions
{
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        RabbitMQServerResource? server = null;
        server = new RabbitMQServerResource(name, userName?.Resource, password?.Resource ?? builder.DefaultPassword(name, () => server!));
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: RabbitMQServerResource.PrimaryEndpointName, port: port, targetPort: 5672))
            .WithAnnotation(new NativeResourceAnnotation(new RabbitMQServer(server)));
    }

    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder) =>
        builder.WithManagementPlugin(port: null);

    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(
        this IResourceBuilder<RabbitMQServerResource> builder, int? port) =>
        builder.WithHttpEndpoint(port: port, targetPort: 15672, name: RabbitMQServerResource.ManagementEndpointName);

    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new KeepsDataAnnotation());
}
