// Stands in for the package Aspire.Hosting.Redis where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

public static class RedisBuilderExtensions
{
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port) =>
        builder.AddRedis(name, port, password: null);

    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        RedisResource? server = null;
        server = new RedisResource(name, password?.Resource ?? builder.DefaultPassword(name, () => server!));
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: RedisResource.PrimaryEndpointName, port: port, targetPort: 6379))
            .WithAnnotation(new NativeResourceAnnotation(new RedisServer(server)));
    }

    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new KeepsDataAnnotation());
}
