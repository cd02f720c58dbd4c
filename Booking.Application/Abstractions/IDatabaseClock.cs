namespace Booking.Application.Abstractions;

/// <summary>The clock that decides about holds: the database's, shared by all hosts.</summary>
public interface IDatabaseClock
{
    Task<DateTimeOffset> NowAsync(CancellationToken ct);
}
