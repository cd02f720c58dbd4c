// Stands in for the package Aspire.StackExchange.Redis 13.5.2 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Aspire.StackExchange.Redis;

public sealed class StackExchangeRedisSettings
{
    public string? ConnectionString { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    /// <summary>The multiplexer connects when it is first asked for, not when the host starts.</summary>
    public bool DisableAutoActivation { get; set; } = true;
}
