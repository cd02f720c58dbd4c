namespace Booking.Infrastructure.Payments;

using Booking.Application.Payments;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

internal static class PaymentsRegistration
{
    private static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IPaymentProviders, PaymentProviders>();
        services.AddScoped<IPaymentTenants, PaymentTenants>();
        services.AddScoped<IPaymentEvents, PaymentEvents>();
        services.AddOptions<SandboxOptions>().BindConfiguration(SandboxOptions.Section)
            .Validate(
                options => !options.Enabled || (options.BaseUrl is not null && options.WebhookSecret.Length >= 16),
                "Payments:Sandbox is on and needs a BaseUrl and a WebhookSecret of at least 16 characters.")
            .ValidateOnStart();
        // Also where it is switched off, when no endpoint leads to it: the use case that plays it asks for it.
        services.AddHttpClient();
        services.AddSingleton<SandboxServer>();
        services.AddSingleton<ISandboxCheckout>(provider => provider.GetRequiredService<SandboxServer>());
        if (!configuration.GetValue<bool>($"{SandboxOptions.Section}:{nameof(SandboxOptions.Enabled)}"))
        {
            return services;
        }

        SandboxOptions sandbox = configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>()!;
        services.AddHttpClient(SandboxProvider.ProviderName, client =>
        {
            client.BaseAddress = sandbox.BaseUrl;
            client.Timeout = ProviderTimeout;
            client.DefaultRequestHeaders.Authorization = new("Bearer", sandbox.WebhookSecret);
        });
        services.AddHttpClient(SandboxServer.WebhookClient, client =>
        {
            client.BaseAddress = sandbox.BaseUrl;
            client.Timeout = ProviderTimeout;
        });
        services.AddScoped<IPaymentProvider, SandboxProvider>();
        return services;
    }
}
