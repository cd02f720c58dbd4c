// Stands in for the package OpenTelemetry.Extensions.Hosting 1.15.3 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Microsoft.Extensions.DependencyInjection;

using Microsoft.Extensions.Hosting;

using OpenTelemetry;
using OpenTelemetry.Extensions.Hosting;

public static class OpenTelemetryServicesExtensions
{
    /// <summary>May be called any number of times; the signals of all calls are started once, with the host.</summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        // First in the list, so that the spans of other hosted services' start are not lost.
        if (!services.Any(d => d.ServiceType == typeof(IHostedService) && d.ImplementationType == typeof(TelemetryHostedService)))
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());

        return new OpenTelemetryBuilder(services);
    }
}
