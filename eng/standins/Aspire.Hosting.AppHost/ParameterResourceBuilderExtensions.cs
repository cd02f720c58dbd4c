// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => Configured(builder, name) ?? throw Missing(name), secret));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false,
        bool secret = false) =>
        publishValueAsDefault && secret
            ? throw new ArgumentException("A parameter cannot be both secret and published as a default value.", nameof(secret))
            : builder.AddResource(new ParameterResource(name, _ => valueGetter(), secret));

    /// <summary>The password of a server: configured, or generated and then kept beside the server's data for as long as that lives.</summary>
    internal static ParameterResource DefaultPassword(this IDistributedApplicationBuilder builder, string serverName, Func<IResource> server)
    {
        var name = $"{serverName}-password";
        return new ParameterResource(
            name, _ => Configured(builder, name) ?? DataFolders.Of(builder).Secret(server(), name, Generate), secret: true);
    }

    private static string Generate() =>
        RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 22);

    private static string? Configured(IDistributedApplicationBuilder builder, string name) =>
        builder.Configuration[$"Parameters:{name}"] ?? builder.Configuration[$"Parameters:{name.Replace('-', '_')}"];

    private static DistributedApplicationException Missing(string name) => new(
        $"Parameter resource could not be used because configuration key 'Parameters:{name}' is missing and the Parameter has no default value.");
}
