namespace Booking.Architecture.Tests.Rules;

using System.Reflection;
using System.Runtime.CompilerServices;

/// <summary>The product's assemblies and source files.</summary>
internal static class Source
{
    public static readonly Assembly Domain = typeof(Booking.Domain.Holds.Hold).Assembly;
    public static readonly Assembly Application = typeof(Booking.Application.DependencyInjection).Assembly;
    public static readonly Assembly Infrastructure = typeof(Booking.Infrastructure.DependencyInjection).Assembly;
    public static readonly Assembly Api = Assembly.Load("Booking.Api");
    public static readonly Assembly Workers = Assembly.Load("Booking.Workers");
    public static readonly Assembly ServiceDefaults = typeof(Booking.ServiceDefaults.ServiceDefaults).Assembly;

    public static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public static IEnumerable<Type> TypesOf(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.FullName!.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("Booking", StringComparison.Ordinal) == true);

    /// <summary>Source files of the named projects, without build output.</summary>
    public static IEnumerable<string> FilesOf(params string[] projects) => projects
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
