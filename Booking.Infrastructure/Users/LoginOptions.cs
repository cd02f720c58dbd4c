namespace Booking.Infrastructure.Users;

/// <summary>Section <c>Auth:Login</c>. Attempts are counted per minute.</summary>
internal sealed class LoginOptions
{
    public const string Section = "Auth:Login";

    /// <summary>Of one account from one network (IPv4 /24, IPv6 /48).</summary>
    public int AttemptsPerAccount { get; init; } = 10;

    /// <summary>Of one account from all networks together.</summary>
    public int AttemptsPerAccountEverywhere { get; init; } = 100;

    /// <summary>Of all accounts from one address (IPv4 address, IPv6 /64).</summary>
    public int AttemptsPerAddress { get; init; } = 60;

    /// <summary>How many password computations may wait behind the running ones before callers are turned away.</summary>
    public int MaxQueuedHashes { get; init; } = 100;
}
