namespace Booking.Api.Tests.Http;

using Booking.Testing;
using Xunit;

/// <summary>
/// A second system with limits low enough to be reached, whose API believes it is in production and which sends its traces to the
/// tests. Its requests are made by users of their own: anonymous ones share one address and so one limit.
/// </summary>
public sealed class LimitedApp : BookingApp, IDisposable
{
    public const int RequestsPerMinute = 20;
    public const int LiveHolds = 3;
    public const int LoginAttempts = 5;

    private readonly OtlpReceiver _traces = new();

    internal OtlpReceiver Traces => _traces;

    /// <summary>Not the one of development, which production refuses.</summary>
    internal string SigningKey { get; } = $"only-for-one-run-{Guid.NewGuid():N}";

    protected override IEnumerable<string> Arguments =>
    [
        $"--Parameters:auth-signing-key={SigningKey}",
        $"--Parameters:ticket-signing-key={WorkersProcess.NewTicketKey()}",
        "--Booking:Env:api:ASPNETCORE_ENVIRONMENT=Production",
        "--Booking:Env:api:DOTNET_ENVIRONMENT=Production",
        "--Booking:Env:api:Payments__Sandbox__Enabled=true",
        $"--Booking:Env:api:RateLimits__Sale={RequestsPerMinute}",
        $"--Booking:Env:api:Holds__MaxLivePerCustomer={LiveHolds}",
        $"--Booking:Env:api:Auth__Login__AttemptsPerAccount={LoginAttempts}",
        "--Booking:Env:api:Auth__Login__AttemptsPerAddress=1000",
        .. Telemetry("api"),
        .. Telemetry("workers"),
    ];

    public void Dispose() => _traces.Dispose();

    private IEnumerable<string> Telemetry(string resource) => _traces.Settings.Select(setting => $"--Booking:Env:{resource}:{setting.Key}={setting.Value}");
}

/// <summary>Begins when the tests of the first system are over: two systems at once are more than a small machine carries.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LimitedCollection : ICollectionFixture<LimitedApp>
{
    public const string Name = "limited";
}
