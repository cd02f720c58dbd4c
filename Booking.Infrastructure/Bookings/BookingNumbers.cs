namespace Booking.Infrastructure.Bookings;

using System.Collections.Concurrent;
using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using Npgsql;

/// <summary>Fetches numbers in blocks, on its own connection: a booking that waits or fails holds up no other.</summary>
internal sealed class BookingNumbers(NpgsqlDataSource database) : IBookingNumbers, IDisposable
{
    private const int Block = 50;

    private readonly ConcurrentQueue<long> _numbers = new();
    private readonly SemaphoreSlim _fetching = new(1, 1);

    public async Task<string> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            if (_numbers.TryDequeue(out long number))
            {
                return BookingNumber.From(number);
            }

            await FetchAsync(ct);
        }
    }

    public void Dispose() => _fetching.Dispose();

    private async Task FetchAsync(CancellationToken ct)
    {
        await _fetching.WaitAsync(ct);
        try
        {
            if (!_numbers.IsEmpty)
            {
                return;
            }

            await using NpgsqlCommand command = database.CreateCommand("SELECT nextval('booking_numbers') FROM generate_series(1, $1)");
            command.Parameters.AddWithValue(Block);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                _numbers.Enqueue(reader.GetInt64(0));
            }
        }
        finally
        {
            _fetching.Release();
        }
    }
}
