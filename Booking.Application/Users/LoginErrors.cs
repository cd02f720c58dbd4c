namespace Booking.Application.Users;

using Booking.Domain.Common;

public static class LoginErrors
{
    public static readonly Error Busy = new("server_busy", "Too many logins are under way; try again in a moment.", ErrorKind.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static Error TooManyAttempts(TimeSpan retryAfter) => new("too_many_attempts", "Too many attempts to log in; wait and try again.", ErrorKind.TooMany)
    {
        RetryAfter = retryAfter,
    };
}
