namespace Booking.Infrastructure.Messaging;

using System.Threading.Channels;
using Npgsql;

/// <summary>
/// Tells the relay that something was committed. The notification goes out after the commit and on a connection of its own:
/// NOTIFY inside the business transaction would take a lock that serialises the commits of the whole database.
/// A lost notification costs the relay's polling interval, nothing else.
/// </summary>
public sealed class OutboxSignal : IAsyncDisposable
{
    public const string Channel = "outbox";

    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _clock;
    private readonly Channel<bool> _raised = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<Task> _sending;

    public OutboxSignal(NpgsqlDataSource database, TimeProvider clock)
    {
        (_database, _clock) = (database, clock);
        _sending = new(() => Task.Run(SendAllAsync));
    }

    /// <summary>Never blocks and never fails. Signals that come within 20 ms of each other become one notification.</summary>
    public void Raise()
    {
        _ = _sending.Value;
        _raised.Writer.TryWrite(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_sending.IsValueCreated)
        {
            await _sending.Value.WaitAsync(StopLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stopping.Dispose();
    }

    private async Task SendAllAsync()
    {
        CancellationToken ct = _stopping.Token;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await _database.OpenConnectionAsync(ct);
                while (true)
                {
                    await _raised.Reader.ReadAsync(ct);
                    await using NpgsqlCommand notify = new($"NOTIFY {Channel}", connection);
                    await notify.ExecuteNonQueryAsync(ct);
                    await Task.Delay(Spacing, _clock, ct);
                }
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or TimeoutException or IOException)
            {
                await Task.Delay(PauseAfterError, _clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
