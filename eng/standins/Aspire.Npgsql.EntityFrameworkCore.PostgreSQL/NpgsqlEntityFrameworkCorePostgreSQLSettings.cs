// Stands in for the package Aspire.Npgsql.EntityFrameworkCore.PostgreSQL 13.5.2 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

public sealed class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    public string? ConnectionString { get; set; }

    /// <summary>Retrying is on unless this is set; own transactions then go through the context's execution strategy.</summary>
    public bool DisableRetry { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    public bool DisableMetrics { get; set; }

    /// <summary>In seconds; the provider's default unless set.</summary>
    public int? CommandTimeout { get; set; }
}
