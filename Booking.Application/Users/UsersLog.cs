namespace Booking.Application.Users;

using Microsoft.Extensions.Logging;

internal static partial class UsersLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "A spent refresh token of user {UserId} was used again; its family {FamilyId} is revoked")]
    public static partial void RefreshTokenReused(this ILogger logger, Guid userId, Guid familyId);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "A login was refused: wrong password or unknown user")]
    public static partial void LoginRefused(this ILogger logger);
}
