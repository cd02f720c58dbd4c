namespace Booking.Architecture.Tests.Rules;

using System.Reflection;

/// <summary>Who may know whom, and that a feature has the same folder name everywhere (DESIGN: projects and folders).</summary>
public sealed class LayerTests
{
    private static readonly string[] Features =
    [
        "Tenants", "Users", "Cars", "Drivers", "Venues", "Events", "Trips", "Catalog", "Holds", "Bookings", "Payments", "Waitlist", "Tickets", "Receipts",
        "Notifications", "Places", "Attribution", "Assistant", "Reporting",
    ];

    private static readonly Dictionary<string, string[]> TechnicalFolders = new()
    {
        ["Booking.Domain"] = ["Common"],
        ["Booking.Application"] = ["Abstractions", "Behaviors"],
        ["Booking.Infrastructure"] = ["Persistence", "Messaging", "Caching"],
        ["Booking.Api"] = ["Http", "OpenApi", "Properties"],
        ["Booking.Workers"] = ["Jobs", "Commands", "Properties"],
    };

    [Fact]
    public void References_WhenRead_FollowTheLayers()
    {
        Referenced(Source.Domain).ShouldBe([], ignoreOrder: true);
        Referenced(Source.Application).ShouldBe(["Booking.Domain"], ignoreOrder: true);
        Referenced(Source.Infrastructure).ShouldBe(["Booking.Application", "Booking.Domain"], ignoreOrder: true);
        Referenced(Source.ServiceDefaults).ShouldBe([], ignoreOrder: true);
        Referenced(Source.Api).ShouldNotContain("Booking.Workers");
        Referenced(Source.Workers).ShouldNotContain("Booking.Api");
    }

    [Fact]
    public void Domain_WhenItsPackagesAreRead_KnowsOnlyNodaTime() =>
        Source.Domain.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name != "netstandard")
            .ShouldBe(["NodaTime"], ignoreOrder: true);

    [Fact]
    public void Folders_WhenListed_AreFeaturesOrTechnical()
    {
        foreach ((string project, string[] technical) in TechnicalFolders)
        {
            string[] folders = [.. Directory.GetDirectories(Path.Combine(Source.Root, project)).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj"))];
            folders.Except(Features).Except(technical).ShouldBeEmpty($"{project} has a folder that is no feature");
        }
    }

    [Fact]
    public void Endpoints_WhenTheirTypesAreRead_NeverTouchTheDatabaseContext()
    {
        foreach (string file in Source.FilesOf("Booking.Api"))
        {
            File.ReadAllText(file).ShouldNotContain("BookingDbContext", customMessage: file);
        }
    }

    [Fact]
    public void Types_WhenListed_AreSealedOrAbstract()
    {
        foreach (Assembly assembly in (Assembly[])[Source.Domain, Source.Application, Source.Infrastructure, Source.Api, Source.Workers])
        {
            Source.TypesOf(assembly).Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && type.Name != "Program").Select(type => type.FullName)
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public void References_WhenACheckIsAskedForAWrongOne_Fails() =>
        Should.Throw<ShouldAssertException>(() => Referenced(Source.Application).ShouldBe([]));

    private static IEnumerable<string> Referenced(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Booking.", StringComparison.Ordinal));
}
