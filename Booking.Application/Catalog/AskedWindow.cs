namespace Booking.Application.Catalog;

using Booking.Domain.Common;

/// <summary>A stretch of time that availability is asked for, before it is known whose clock it is meant in.</summary>
internal static class AskedWindow
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <param name="from">Null begins now.</param>
    /// <param name="to">Null ends <paramref name="usual"/> after the start.</param>
    public static Result<TimeRange> Resolve(WallTime? from, WallTime? to, TimeSpan usual, string timeZone, DateTimeOffset now)
    {
        Result<DateTimeOffset> start = from?.Resolve(timeZone, "/from") ?? now;
        if (start.IsFailure)
        {
            return start.Error;
        }

        Result<DateTimeOffset> end = to?.Resolve(timeZone, "/to") ?? start.Value + usual;
        if (end.IsFailure)
        {
            return end.Error;
        }

        TimeRange window = new(start.Value, end.Value);
        if (window.IsEmpty)
        {
            return Invalid("/to", "The end must be after the start.");
        }

        return window.Duration > Longest ? Invalid("/to", $"At most {Longest.TotalDays:0} days can be asked for at once.") : window;
    }

    public static Error Invalid(string pointer, string message) => Error.Invalid("validation_failed", "The request is not of the stated form.") with
    {
        Fields = new Dictionary<string, string[]> { [pointer] = [message] },
    };
}
