// Stands in for the package OpenTelemetry.Extensions.Hosting 1.15.3 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace OpenTelemetry.Extensions.Hosting;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

internal sealed class TelemetryHostedService(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A provider listens from the moment it is built; the container flushes and disposes it.
        _ = services.GetService<MeterProvider>();
        _ = services.GetService<TracerProvider>();
        _ = services.GetService<LoggerProvider>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
