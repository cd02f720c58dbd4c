namespace Booking.AppHost;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>A folder that is removed when the run ends.</summary>
internal sealed class TemporaryFolder(string path) : IHostedService
{
    public static string For(IServiceCollection services)
    {
        var path = Directory.CreateTempSubdirectory("booking-storage-").FullName;
        services.AddHostedService(_ => new TemporaryFolder(path));
        return path;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return Task.CompletedTask;
    }
}
