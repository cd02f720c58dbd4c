namespace Booking.Infrastructure.Reporting;

using Booking.Application.Reporting;
using Microsoft.Extensions.DependencyInjection;

internal static class ReportingRegistration
{
    public static IServiceCollection AddReporting(this IServiceCollection services)
    {
        services.AddOptions<ReportingOptions>().BindConfiguration(ReportingOptions.Section)
            .Validate(options => options.Interval > TimeSpan.Zero, "Reporting: the interval must be positive.")
            .ValidateOnStart();
        services.AddScoped<IReportBook, ReportBook>();
        services.AddScoped<IReports, Reports>();
        services.AddSingleton<WaitingReports>();
        return services;
    }
}
