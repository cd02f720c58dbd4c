namespace Booking.Infrastructure.Users;

using System.Globalization;
using System.Security.Cryptography;
using Booking.Application.Users;
using Booking.Domain.Common;

/// <summary>
/// PBKDF2-HMAC-SHA512, stored as <c>pbkdf2-sha512$iterations$salt$hash</c> with salt and hash in base64.
/// As many computations as processors run at a time, each on a thread of the pool.
/// </summary>
internal sealed class Pbkdf2PasswordHasher(LoginOptions options) : IPasswordHasher, IDisposable
{
    /// <summary>OWASP Password Storage Cheat Sheet, for SHA-512.</summary>
    public const int Iterations = 220_000;

    private const string Algorithm = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int HashBytes = 64;

    // What is stored is trusted, but a slip of a migration must not turn one login into minutes of work.
    private const int MaxIterations = 10 * Iterations;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Stands for the hash of a user who does not exist; no password is behind it.</summary>
    private static readonly Stored Nobody = new(Iterations, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));

    private readonly SemaphoreSlim _slots = new(Environment.ProcessorCount);
    private int _waiting;

    public Task<Result<string>> HashAsync(string password, CancellationToken ct) => InSlotAsync(
        () =>
        {
            byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
            return new Stored(Iterations, salt, Derive(password, salt, Iterations, HashBytes)).ToString();
        },
        ct);

    public Task<Result<PasswordVerdict>> VerifyAsync(string password, string? storedHash, CancellationToken ct)
    {
        Stored stored = Stored.Parse(storedHash) ?? Nobody;
        return InSlotAsync(
            () =>
            {
                bool isRight = CryptographicOperations.FixedTimeEquals(stored.Hash, Derive(password, stored.Salt, stored.Iterations, stored.Hash.Length));
                if (!isRight || stored == Nobody)
                {
                    return PasswordVerdict.Wrong;
                }

                bool isWeak = stored.Iterations < Iterations || stored.Salt.Length < SaltBytes || stored.Hash.Length < HashBytes;
                return isWeak ? PasswordVerdict.RightButWeak : PasswordVerdict.Right;
            },
            ct);
    }

    public void Dispose() => _slots.Dispose();

    private async Task<Result<T>> InSlotAsync<T>(Func<T> compute, CancellationToken ct)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > options.MaxQueuedHashes + Environment.ProcessorCount || !await _slots.WaitAsync(Patience, ct))
            {
                return LoginErrors.Busy;
            }

            try
            {
                return await Task.Run(compute, ct);
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static byte[] Derive(string password, byte[] salt, int iterations, int length) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, length);

    private sealed record Stored(int Iterations, byte[] Salt, byte[] Hash)
    {
        /// <returns>Null for no hash, and for one that this class did not write: it matches no password.</returns>
        public static Stored? Parse(string? text)
        {
            if (text?.Split('$') is not [Algorithm, string iterations, string salt, string hash]
                || !int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                || count is < 1 or > MaxIterations)
            {
                return null;
            }

            byte[] saltBytes = new byte[salt.Length];
            byte[] hashBytes = new byte[hash.Length];
            return Convert.TryFromBase64String(salt, saltBytes, out int saltLength) && saltLength > 0
                && Convert.TryFromBase64String(hash, hashBytes, out int hashLength) && hashLength is > 0 and <= HashBytes
                ? new Stored(count, saltBytes[..saltLength], hashBytes[..hashLength])
                : null;
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Algorithm}${Iterations}${Convert.ToBase64String(Salt)}${Convert.ToBase64String(Hash)}");
    }
}
