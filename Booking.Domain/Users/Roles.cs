namespace Booking.Domain.Users;

/// <summary>What a user may be. A user can have several roles.</summary>
public static class Roles
{
    /// <summary>Buys.</summary>
    public const string Customer = "customer";

    /// <summary>Drives the cars of a tenant.</summary>
    public const string Driver = "driver";

    /// <summary>Offers services, halls or cars of a tenant.</summary>
    public const string Provider = "provider";

    /// <summary>Runs a tenant.</summary>
    public const string Admin = "admin";

    /// <summary>Runs the platform.</summary>
    public const string Operator = "operator";

    public static readonly IReadOnlyList<string> All = [Customer, Driver, Provider, Admin, Operator];
}
