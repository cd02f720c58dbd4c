// Stands in for the package Aspire.Hosting.Testing where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Testing;

public static class DistributedApplicationTestingBuilder
{
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => AppHostEntryPoint.RunAsync(typeof(TEntryPoint).Assembly, [], cancellationToken);

    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => AppHostEntryPoint.RunAsync(typeof(TEntryPoint).Assembly, args, cancellationToken);

    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint, string[] args, CancellationToken cancellationToken = default) =>
        AppHostEntryPoint.RunAsync(entryPoint.Assembly, args, cancellationToken);
}
