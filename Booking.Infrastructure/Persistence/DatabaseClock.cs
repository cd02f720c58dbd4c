namespace Booking.Infrastructure.Persistence;

using Booking.Application.Abstractions;
using Npgsql;

/// <summary>The database's clock where no transaction tells it: measured against the host's monotonic clock and measured anew after a few seconds; in whole microseconds, as it is stored.</summary>
internal sealed class DatabaseClock(NpgsqlDataSource database, TimeProvider clock) : IDatabaseClock
{
    private static readonly TimeSpan MeasuredFor = TimeSpan.FromSeconds(5);

    private Measurement? _last;

    public async Task<DateTimeOffset> NowAsync(CancellationToken ct)
    {
        if (_last is { } last && clock.GetElapsedTime(last.Timestamp) is var elapsed && elapsed < MeasuredFor)
        {
            return last.At + TimeSpan.FromMicroseconds(Math.Floor(elapsed.TotalMicroseconds));
        }

        await using NpgsqlCommand command = database.CreateCommand("SELECT clock_timestamp()");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        Measurement measured = new(reader.GetFieldValue<DateTimeOffset>(0), clock.GetTimestamp());
        _last = measured;
        return measured.At;
    }

    private sealed record Measurement(DateTimeOffset At, long Timestamp);
}
