namespace Booking.Application.Tests.Payments;

using Booking.Api;
using Booking.Infrastructure;
using Booking.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

public sealed class SandboxSwitchTests
{
    private const string Checkout = "/api/v1/sandbox/payments/{id:guid}/succeed";
    private const string Provider = "/sandbox-provider/v1/payments";

    /// <summary>In Development the host looks when it is built whether every service can be made.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Build_InDevelopment_MapsTheSandboxWhereItIsOn(bool isOn)
    {
        await using WebApplication app = Compose(isOn);

        string?[] routes = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText)];
        routes.ShouldContain("/api/v1/bookings/{id:guid}/payments");
        routes.Contains(Checkout).ShouldBe(isOn);
        routes.Contains(Provider).ShouldBe(isOn);
    }

    /// <summary>The API as its host composes it.</summary>
    private static WebApplication Compose(bool sandbox)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:bookingdb"] = "Host=127.0.0.1;Port=1;Database=booking",
            ["ConnectionStrings:cache"] = "127.0.0.1:1,abortConnect=false",
            ["ConnectionStrings:messaging"] = "amqp://127.0.0.1:1",
            ["Storage:Folder"] = Path.GetTempPath(),
            ["Payments:Sandbox:Enabled"] = $"{sandbox}",
            ["Payments:Sandbox:BaseUrl"] = "http://127.0.0.1:1",
            ["Payments:Sandbox:WebhookSecret"] = "only-for-this-test",
        });
        builder.AddServiceDefaults();
        builder.Services.AddApplication();
        builder.AddInfrastructure();
        builder.AddApi();
        WebApplication app = builder.Build();
        app.MapApi();
        return app;
    }
}
