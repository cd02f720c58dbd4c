// Stands in for the package Aspire.RabbitMQ.Client 13.5.2 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Aspire.RabbitMQ.Client;

public sealed class RabbitMQClientSettings
{
    public string? ConnectionString { get; set; }

    /// <summary>Further attempts after the first one that failed, 1 s, 2 s, 4 s, … apart; 0: none.</summary>
    public int MaxConnectRetryCount { get; set; } = 5;

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    /// <summary>The connection is made when it is first asked for, not when the host starts.</summary>
    public bool DisableAutoActivation { get; set; } = true;
}
