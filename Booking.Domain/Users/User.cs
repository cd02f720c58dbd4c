namespace Booking.Domain.Users;

using Booking.Domain.Common;

/// <summary>A person of one tenant. The same mail address may be a user of several tenants.</summary>
public sealed class User : AggregateRoot
{
    public const int EmailMaxLength = 254;
    public const int NameMaxLength = 200;

    private readonly List<string> _roles = [];

    private User()
    {
    }

    /// <summary>Lower case; unique within the tenant.</summary>
    public string Email { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>E.164, or null.</summary>
    public string? Phone { get; private set; }

    /// <summary>Algorithm, iterations, salt and hash in one string; see the password hasher.</summary>
    public string PasswordHash { get; private set; } = "";

    /// <summary>A subset of <see cref="Users.Roles.All"/>.</summary>
    public IReadOnlyList<string> Roles => _roles;

    public DateTimeOffset CreatedAt { get; private init; }

    public static User Register(Guid id, Guid tenantId, string email, string name, string? phone, string passwordHash, IEnumerable<string> roles, DateTimeOffset now)
    {
        User user = new()
        {
            Id = id,
            TenantId = tenantId,
            Email = Normalise(email),
            Name = name.Trim(),
            Phone = phone,
            PasswordHash = passwordHash,
            CreatedAt = now,
        };
        user._roles.AddRange(roles);
        return user;
    }

    /// <summary>Mail addresses are compared without regard to case or surrounding blanks.</summary>
    public static string Normalise(string email) => email.Trim().ToLowerInvariant();

    /// <summary>Stores a hash made with today's parameters after a login proved the password.</summary>
    public void Rehash(string passwordHash) => PasswordHash = passwordHash;
}
