namespace Booking.Contract.Tests;

using System.Security.Cryptography;
using Xunit;

/// <summary>The npm tools of npm/package.json, installed once per lock file under artifacts/npm.</summary>
public sealed class NpmTools : IAsyncLifetime
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(2);

    private string _folder = "";

    /// <summary>Where the packages are installed.</summary>
    internal string Folder => _folder;

    internal static string Sources => Repository.PathOf("tests", "Booking.Contract.Tests", "npm");

    public async Task InitializeAsync()
    {
        var lockFile = Path.Combine(Sources, "package-lock.json");
        var version = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(lockFile)))[..12];
        _folder = Repository.PathOf("artifacts", "npm", "contract", version);
        var complete = Path.Combine(_folder, "complete");
        if (File.Exists(complete))
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        File.Copy(lockFile, Path.Combine(_folder, "package-lock.json"), overwrite: true);
        File.Copy(Path.Combine(Sources, "package.json"), Path.Combine(_folder, "package.json"), overwrite: true);
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var install = await Tool.RunAsync(npm, _folder, InstallLimit, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (install.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed ({install.ExitCode}):\n{install.Output}");
        }

        await File.WriteAllTextAsync(complete, "");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal Task<ToolResult> RunAsync(string script, string folder, params string[] arguments) =>
        Tool.RunAsync("node", folder, RunLimit, [Path.Combine(_folder, "node_modules", script), .. arguments]);
}
