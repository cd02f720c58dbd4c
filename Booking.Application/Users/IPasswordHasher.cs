namespace Booking.Application.Users;

using Booking.Domain.Common;

/// <summary>What a stored hash says about a password.</summary>
public enum PasswordVerdict
{
    /// <summary>It is the password, and the hash is as strong as today's.</summary>
    Right,

    /// <summary>It is the password, but the hash was made with weaker parameters and should be replaced.</summary>
    RightButWeak,

    /// <summary>It is another password, or there is no such user.</summary>
    Wrong,
}

/// <summary>
/// Slow on purpose. Only a few computations run at a time and only so many wait; beyond that the answer is
/// <see cref="LoginErrors.Busy"/>. Never call it inside a transaction.
/// </summary>
public interface IPasswordHasher
{
    /// <summary>Algorithm, iterations, salt and hash in one string.</summary>
    Task<Result<string>> HashAsync(string password, CancellationToken ct);

    /// <param name="storedHash">Null for an unknown user: then the answer is wrong, and takes as long as for a known one.</param>
    Task<Result<PasswordVerdict>> VerifyAsync(string password, string? storedHash, CancellationToken ct);
}
