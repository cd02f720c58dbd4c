namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Users;

internal static class DemoUsers
{
    /// <summary>Who logs in as <c>customer@demo.test</c>.</summary>
    public static readonly Guid Ada = SeedIds.Of(DemoData.Demo, "user", 1);

    /// <summary>Who logs in as <c>customer2@demo.test</c>.</summary>
    public static readonly Guid Bruno = SeedIds.Of(DemoData.Demo, "user", 2);

    public static readonly Guid Admin = SeedIds.Of(DemoData.Demo, "user", 5);

    /// <summary>The user who logs in as the first provider.</summary>
    public static readonly Guid Provider = SeedIds.Of(DemoData.Demo, "user", 4);

    private static readonly string[] DriverNames =
    [
        "Jonas Weber", "Minh Trần", "Anna Fischer", "Lukas Wagner", "Linh Nguyễn", "Sophie Becker", "Paul Hoffmann", "Mia Schäfer", "Tuấn Lê", "Emil Koch",
        "Clara Richter", "Felix Klein", "Hoa Phạm", "Leon Wolf", "Emma Schröder", "Noah Neumann", "Lan Đặng", "Ben Schwarz", "Lea Zimmermann", "Khoa Võ",
    ];

    /// <summary>The users who drive, beginning with the one who logs in as <c>driver@demo.test</c>.</summary>
    public static IEnumerable<(Guid Id, string Name)> Drivers =>
        DriverNames.Select((name, i) => (SeedIds.Of(DemoData.Demo, "user", 100 + i), name)).Prepend((SeedIds.Of(DemoData.Demo, "user", 3), "Dora Demo"));

    public static IEnumerable<User> All(SeedDay day, string passwordHash)
    {
        yield return User(1, "customer@demo.test", "Ada Demo", "+4915112345601", Roles.Customer);
        yield return User(2, "customer2@demo.test", "Bruno Demo", "+4915112345602", Roles.Customer);
        yield return User(3, "driver@demo.test", "Dora Demo", "+4915112345603", Roles.Driver);
        yield return User(4, "provider@demo.test", "Petra Demo", "+4915112345604", Roles.Provider);
        yield return User(5, "admin@demo.test", "Alex Demo", "+4915112345605", Roles.Admin);
        yield return User(6, "operator@demo.test", "Oskar Demo", "+4915112345606", Roles.Operator);
        for (int i = 0; i < DriverNames.Length; i++)
        {
            yield return User(100 + i, FormattableString.Invariant($"driver{i + 2:00}@demo.test"), DriverNames[i], FormattableString.Invariant($"+49151123457{i:00}"), Roles.Driver);
        }

        User User(int number, string email, string name, string phone, string role) =>
            Domain.Users.User.Register(SeedIds.Of(DemoData.Demo, "user", number), DemoData.DemoTenantId, email, name, phone, passwordHash, [role], day.Now);
    }
}
