namespace Booking.Architecture.Tests.Packages;

using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

/// <summary>
/// A temporary tree with the repository's build files, one application, one package that has a stand-in, one that exists in two
/// versions, and a folder as the feed. Nothing of it touches the machine's packages or the network.
/// </summary>
internal sealed class FeedMiniature : IDisposable
{
    public const string Versioned = "Miniature.Versioned";

    private const string Library = "Miniature.Library";
    private const string Sdk = "Aspire.AppHost.Sdk";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(75);

    private readonly string _root = Directory.CreateTempSubdirectory("booking-feed-").FullName;

    public FeedMiniature()
    {
        foreach (var file in Directory.EnumerateFiles(Repository, "Directory.*"))
            Write($"tree/{Path.GetFileName(file)}", File.ReadAllText(file));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository, "eng", "feed"), "*", SearchOption.AllDirectories))
            Write(Path.Combine("tree", Path.GetRelativePath(Repository, file)), File.ReadAllText(file));

        var update = XDocument.Load(Path.Combine(Repository, "Directory.Packages.props"))
            .Descendants("PackageVersion").Single(e => e.Attribute("Update") is not null);
        Write("tree/Directory.Packages.props", $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <AspireVersion>1.0.0</AspireVersion>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="{Library}" Version="1.0.0" />
                <PackageVersion Include="{Versioned}" Version="2.0.0" VersionOnPartialFeed="1.0.0" />
                {update}
              </ItemGroup>
            </Project>
            """);
        WriteLibrary($"tree/eng/standins/{Library}", "stand-in");
        WriteApplication("App");
        WriteApplication("Other");
        Write("tree/Miniature.sln", """
            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Other", "Other/Other.csproj", "{3A1C7A52-0E5B-4B0C-9E53-52B5C3B8A001}"
            EndProject
            Global
            	GlobalSection(SolutionConfigurationPlatforms) = preSolution
            		Debug|Any CPU = Debug|Any CPU
            	EndGlobalSection
            	GlobalSection(ProjectConfigurationPlatforms) = postSolution
            		{3A1C7A52-0E5B-4B0C-9E53-52B5C3B8A001}.Debug|Any CPU.ActiveCfg = Debug|Any CPU
            		{3A1C7A52-0E5B-4B0C-9E53-52B5C3B8A001}.Debug|Any CPU.Build.0 = Debug|Any CPU
            	EndGlobalSection
            EndGlobal
            """);
        Directory.CreateDirectory(Feed);
        UseFeed(Feed);
    }

    /// <summary>What the probe wrote; null if it wrote nothing.</summary>
    public string? Answer
    {
        get
        {
            var file = Path.Combine(Tree, "artifacts", "feed.props");
            return File.Exists(file) ? XDocument.Load(file).Descendants("PackageFeed").Single().Value : null;
        }
    }

    public IReadOnlyList<string> Leftovers
    {
        get
        {
            var artifacts = new DirectoryInfo(Path.Combine(Tree, "artifacts"));
            return artifacts.Exists ? [.. artifacts.EnumerateFileSystemInfos().Select(e => e.Name).Where(n => n != "feed.props")] : [];
        }
    }

    private static string Repository { get; } = FindRepository();

    private string Tree => Path.Combine(_root, "tree");

    private string Feed => Path.Combine(_root, "feed");

    public void UseFeed(string source) => Write("tree/nuget.config", $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="miniature" value="{source}" allowInsecureConnections="true" />
          </packageSources>
        </configuration>
        """);

    public async Task PublishLibraryAsync()
    {
        WriteLibrary("library", "package");
        Write("library/nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        var pack = await DotnetAsync("pack", Path.Combine(_root, "library"), "-o", Feed);
        pack.ExitCode.ShouldBe(0, pack.Output);
    }

    /// <summary>A package that tells the project that references it which version it is.</summary>
    public void PublishPropsPackage(string id, string version) =>
        Publish(id, version, ($"build/{id}.props", $"<Project><PropertyGroup><MiniatureVersioned>{version}</MiniatureVersioned></PropertyGroup></Project>"));

    public void PublishSdk() =>
        Publish(
            Sdk,
            "1.0.0",
            ("Sdk/Sdk.props", "<Project><PropertyGroup><MiniatureSdk>package</MiniatureSdk></PropertyGroup></Project>"),
            ("Sdk/Sdk.targets", "<Project />"));

    public async Task<DotnetRun> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = Tree,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host runs inside an MSBuild of its own, whose settings are not for this one.
        foreach (var name in start.Environment.Keys.Where(IsBuildSetting).ToList())
            start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_root, "packages");
        start.Environment["NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new DotnetRun(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {Limit.TotalSeconds} s.");
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static bool IsBuildSetting(string name) =>
        name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name.Equals("PackageFeed", StringComparison.OrdinalIgnoreCase);

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "eng", "feed", "Feed.targets")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }

    private void WriteApplication(string name)
    {
        Write($"tree/{name}/{name}.csproj", $"""
            <Project>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <Import Project="Sdk.props" Sdk="{Sdk}" Version="1.0.0" Condition="'$(PackageFeed)' == 'full'" />
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <MiniatureSdk Condition="'$(MiniatureSdk)' == ''">none</MiniatureSdk>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{Library}" />
                <PackageReference Include="{Versioned}" />
                <AssemblyMetadata Include="line" Value="versioned=$(MiniatureVersioned) sdk=$(MiniatureSdk)" />
              </ItemGroup>
              <Import Project="Sdk.targets" Sdk="{Sdk}" Version="1.0.0" Condition="'$(PackageFeed)' == 'full'" />
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
            </Project>
            """);
        Write($"tree/{name}/Program.cs", """
            using System.Reflection;

            var line = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyMetadataAttribute>()!.Value;
            Console.WriteLine($"library={Miniature.Origin.Text} {line}");
            """);
    }

    private void WriteLibrary(string folder, string text)
    {
        Write($"{folder}/{Library}.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        Write($"{folder}/Origin.cs", $$"""
            namespace Miniature;

            public static class Origin
            {
                public static string Text => "{{text}}";
            }
            """);
    }

    private void Publish(string id, string version, params (string Path, string Text)[] files)
    {
        using var package = ZipFile.Open(Path.Combine(Feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        WriteEntry($"{id}.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{version}</version>
                <authors>miniature</authors>
                <description>miniature</description>
              </metadata>
            </package>
            """);
        foreach (var (path, text) in files)
            WriteEntry(path, text);

        void WriteEntry(string path, string text)
        {
            using var writer = new StreamWriter(package.CreateEntry(path).Open());
            writer.Write(text);
        }
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}

internal sealed record DotnetRun(int ExitCode, string Output)
{
    public void ShouldBe(int exitCode, string lastLine)
    {
        ExitCode.ShouldBe(exitCode, Output);
        Output.TrimEnd().Split('\n')[^1].Trim().ShouldBe(lastLine, Output);
    }
}
