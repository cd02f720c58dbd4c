// Stands in for the package Aspire.Hosting.PostgreSQL where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

public static class PostgresBuilderExtensions
{
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        PostgresServerResource? server = null;
        server = new PostgresServerResource(name, userName?.Resource, password?.Resource ?? builder.DefaultPassword(name, () => server!));
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: PostgresServerResource.PrimaryEndpointName, port: port, targetPort: 5432))
            .WithAnnotation(new NativeResourceAnnotation(new PostgresServer(server)));
    }

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        return builder.ApplicationBuilder.AddResource(database)
            .WithAnnotation(new NativeResourceAnnotation(new PostgresDatabase(database)));
    }

    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new KeepsDataAnnotation());
}
