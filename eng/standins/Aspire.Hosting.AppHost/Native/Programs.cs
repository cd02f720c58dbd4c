// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

/// <summary>Finds the machine's programs: on PATH, then in the folders where the distributions keep them.</summary>
internal static class Programs
{
    public static string? Find(RequiredProgram program) =>
        Folders(program).Select(folder => Path.Combine(folder, program.Name)).FirstOrDefault(File.Exists);

    public static string Require(RequiredProgram program) =>
        Find(program) ?? throw new DistributedApplicationException(MissingText([program]));

    public static string? Find(string name) => Find(new RequiredProgram(name, ""));

    public static string MissingText(IEnumerable<RequiredProgram> missing) => string.Join(
        Environment.NewLine,
        missing.Select(program => $"The program '{program.Name}' was not found on this machine. Install it: {program.InstallHint}"));

    private static IEnumerable<string> Folders(RequiredProgram program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(folder => program.Folders.Length == 0 || !IsWrapper(folder, program))
            .Concat(program.Folders.SelectMany(Expand));

    // Debian's rabbitmq-server on PATH insists on a user of its own and on the system's folders: the original beside it does not.
    private static bool IsWrapper(string folder, RequiredProgram program) =>
        program.Name == "rabbitmq-server" && File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server") && folder != "/usr/lib/rabbitmq/bin";

    private static IEnumerable<string> Expand(string folder)
    {
        var star = folder.IndexOf("/*/", StringComparison.Ordinal);
        if (star < 0)
        {
            return [folder];
        }

        var parent = folder[..star];
        return Directory.Exists(parent)
            ? Directory.GetDirectories(parent).OrderByDescending(VersionOf).Select(version => Path.Combine(version, folder[(star + 3)..]))
            : [];
    }

    private static Version VersionOf(string folder)
    {
        var name = Path.GetFileName(folder);
        return Version.TryParse(name.Contains('.', StringComparison.Ordinal) ? name : name + ".0", out var version) ? version : new Version();
    }
}
