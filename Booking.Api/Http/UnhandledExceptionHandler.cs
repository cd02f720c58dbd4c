namespace Booking.Api.Http;

using System.Text.Json;
using Booking.Domain.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

/// <summary>Turns what was thrown into a problem answer that tells nothing about our insides.</summary>
internal sealed partial class UnhandledExceptionHandler(ILogger<UnhandledExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (IsDatabaseAway(exception))
        {
            LogDatabaseAway(logger, exception);
            httpContext.Response.Headers.RetryAfter = "1";
            await StatusCodeProblems.WriteAsync(httpContext, StatusCodes.Status503ServiceUnavailable);
            return true;
        }

        switch (exception)
        {
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                return true;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType } bad:
                await StatusCodeProblems.WriteAsync(httpContext, bad.StatusCode);
                return true;
            case BadHttpRequestException bad:
                await new Problem(Malformed(bad)).ExecuteAsync(httpContext);
                return true;
            case NotSupportedException { Source: "System.Text.Json" }:
                // A polymorphic object without its discriminator; nothing that we answer with throws this.
                await new Problem(Error.Invalid("malformed_request", "The request cannot be read: an object does not say of which kind it is.")).ExecuteAsync(httpContext);
                return true;
            default:
                LogUnhandled(logger, exception);
                await StatusCodeProblems.WriteAsync(httpContext, StatusCodes.Status500InternalServerError);
                return true;
        }
    }

    private static Error Malformed(BadHttpRequestException bad)
    {
        Error error = Error.Invalid("malformed_request", "The request cannot be read.");
        if (bad.InnerException is not JsonException json)
        {
            return error;
        }

        string place = json.Path is { Length: > 1 } path ? "/" + path[1..].TrimStart('.').Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).TrimStart('/') : "";
        return error with { Fields = new Dictionary<string, string[]> { [place] = ["This is not of the stated form: a wrong type, an unknown or missing member, or a bad value."] } };
    }

    private static bool IsDatabaseAway(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is NpgsqlException { IsTransient: true } or RetryLimitExceededException or TimeoutException
                or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.LockNotAvailable })
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not answer.")]
    private static partial void LogDatabaseAway(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception.")]
    private static partial void LogUnhandled(ILogger logger, Exception exception);
}
