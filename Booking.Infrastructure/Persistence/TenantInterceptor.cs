namespace Booking.Infrastructure.Persistence;

using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

/// <summary>
/// Sets the tenant for every query outside a unit of work: <c>set_config(…, true)</c> travels in the query's own round trip and
/// ends with its implicit transaction, so a pooled connection never keeps a tenant. Inside a unit of work the tenant is set already.
/// </summary>
internal sealed class TenantInterceptor : DbCommandInterceptor
{
    private const string SetTenant = "SELECT set_config('app.tenant_id', @app_tenant, true);\n";

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.Transaction is null && eventData.Context is BookingDbContext context)
        {
            command.CommandText = SetTenant + command.CommandText;
            command.Parameters.Add(new NpgsqlParameter<string>("app_tenant", context.TenantId.ToString()));
        }

        return ValueTask.FromResult(result);
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(SetTenant, StringComparison.Ordinal))
        {
            await result.NextResultAsync(cancellationToken);
        }

        return result;
    }
}
