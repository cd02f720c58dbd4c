namespace Booking.Domain.Users;

using Booking.Domain.Common;

public static class UserErrors
{
    public static readonly Error InvalidCredentials = new("invalid_credentials", "The mail address or the password is wrong.", ErrorKind.Unauthenticated);

    public static readonly Error InvalidRefreshToken = new("invalid_refresh_token", "The refresh token is unknown, spent, revoked or too old; log in again.", ErrorKind.Unauthenticated);

    public static readonly Error EmailTaken = Error.Conflict("email_taken", "There is a user with this mail address already.");

    public static readonly Error NotSignedIn = new("not_authenticated", "This call needs an access token.", ErrorKind.Unauthenticated);

    public static readonly Error Forbidden = new("forbidden", "The signed-in user may not do this.", ErrorKind.Forbidden);
}
