namespace Booking.Infrastructure.Messaging;

using Microsoft.Extensions.Logging;
using Npgsql;

/// <summary>Hears <see cref="OutboxSignal"/>. Without it the relay polls.</summary>
public sealed class OutboxListener(NpgsqlDataSource database, TimeProvider clock, ILogger<OutboxListener> logger)
{
    /// <param name="heard">Called for every notification, and after each (re)connection, as some may have been missed.</param>
    public async Task RunAsync(Action heard, CancellationToken ct)
    {
        Backoff backoff = new(clock);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await database.OpenConnectionAsync(ct);
                connection.Notification += (_, _) => heard();
                await using (NpgsqlCommand listen = new($"LISTEN {OutboxSignal.Channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(ct);
                }

                backoff.Reset();
                heard();
                while (true)
                {
                    await connection.WaitAsync(ct);
                }
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or TimeoutException or IOException)
            {
                logger.NotListening(e);
                await backoff.PauseAsync(backoff.Next(), ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
