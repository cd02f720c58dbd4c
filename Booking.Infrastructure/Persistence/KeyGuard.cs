namespace Booking.Infrastructure.Persistence;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

/// <summary>Keys that a host does without at no time.</summary>
internal interface IHostKeys<TSelf>
    where TSelf : IHostKeys<TSelf>
{
    /// <exception cref="InvalidOperationException">They are missing or unsafe; says which, never their text.</exception>
    static abstract TSelf From(IConfiguration configuration, IHostEnvironment environment);
}

/// <summary>Stops a host with unsafe keys before any other part of it starts, rather than at their first use.</summary>
internal sealed class KeyGuard<TKeys>(IConfiguration configuration, IHostEnvironment environment) : IHostedLifecycleService
    where TKeys : IHostKeys<TKeys>
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        TKeys.From(configuration, environment);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
