// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using System.Text.Json;

/// <summary>What a project's Properties/launchSettings.json says about its environment and its addresses.</summary>
internal sealed record LaunchProfile(string Name, IReadOnlyList<Uri> ApplicationUrls, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="projectFolder">The folder of the project.</param>
    /// <param name="name">The profile that must exist, or null.</param>
    /// <param name="preferred">The profile to take if it exists; otherwise the first one that starts the project.</param>
    public static LaunchProfile? Read(string projectFolder, string? name = null, string? preferred = null)
    {
        var file = Path.Combine(projectFolder, "Properties", "launchSettings.json");
        if (!File.Exists(file))
        {
            return name is null
                ? null
                : throw new DistributedApplicationException($"'{file}' does not exist, so there is no launch profile '{name}'.");
        }

        using var document = JsonDocument.Parse(File.ReadAllText(file), Lenient);
        var profiles = document.RootElement.GetProperty("profiles").EnumerateObject()
            .Where(profile => profile.Value.TryGetProperty("commandName", out var command) && command.GetString() == "Project")
            .ToDictionary(profile => profile.Name, profile => profile.Value);
        if (name is not null && !profiles.ContainsKey(name))
        {
            throw new DistributedApplicationException($"'{file}' has no launch profile '{name}'.");
        }

        var chosen = name
            ?? (preferred is not null && profiles.ContainsKey(preferred) ? preferred : null)
            ?? profiles.Keys.FirstOrDefault();
        return chosen is null ? null : Parse(chosen, profiles[chosen]);
    }

    private static LaunchProfile Parse(string name, JsonElement profile)
    {
        var urls = profile.TryGetProperty("applicationUrl", out var url) ? url.GetString() ?? "" : "";
        var environment = profile.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString() ?? "")
            : [];
        return new LaunchProfile(
            name, [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => new Uri(part))], environment);
    }
}
