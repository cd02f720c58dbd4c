namespace Booking.Api.Http;

using Microsoft.Extensions.Diagnostics.HealthChecks;

/// <summary>The checks of all dependencies, run at most every few seconds however many ask.</summary>
internal sealed class SystemHealth(HealthCheckService checks, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1);
    private (HealthReport Report, long At)? _last;

    public async Task<HealthReport> ReadAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_last is { } last && clock.GetElapsedTime(last.At) < Lifetime)
            {
                return last.Report;
            }

            // Each check has a limit; one caller who leaves must not spoil it for those who wait.
            HealthReport report = await checks.CheckHealthAsync(CancellationToken.None);
            _last = (report, clock.GetTimestamp());
            return report;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
