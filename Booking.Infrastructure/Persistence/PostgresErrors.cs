namespace Booking.Infrastructure.Persistence;

using Microsoft.EntityFrameworkCore;
using Npgsql;

/// <summary>The SQLSTATEs that mean something to us.</summary>
internal static class PostgresErrors
{
    public static bool IsTaken(PostgresException e) => e.SqlState is
        PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation;

    public static bool IsLockTimeout(PostgresException e) => e.SqlState == PostgresErrorCodes.LockNotAvailable;

    /// <summary>The connection is gone, or the server is going.</summary>
    public static bool IsBreak(PostgresException e) => e.SqlState.StartsWith("57P", StringComparison.Ordinal) || e.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Somebody else was in the way and the whole transaction can be run again.</summary>
    public static bool IsWorthRepeating(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => true,
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsWorthRepeating(inner),
        InvalidOperationException { InnerException: { } inner } => IsWorthRepeating(inner),
        _ => false,
    };
}
