namespace Booking.Contract.Tests;

using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class GeneratedClientTests(BookingApp app, NpmTools tools) : IClassFixture<NpmTools>
{
    private readonly RunningSystem _system = new(app);

    [Fact]
    public async Task Lint_WhenTheLiveDocumentIsChecked_FindsNoError()
    {
        var folder = await WorkFolderAsync("lint");

        var lint = await tools.RunAsync("@redocly/cli/bin/cli.js", folder, "lint", "openapi.json", "--config", "redocly.yaml", "--format", "stylish");

        lint.ExitCode.ShouldBe(0, lint.Output);
    }

    [Fact]
    public async Task GeneratedTypes_WhenTheCoreExchangeUsesThem_CompileStrictly()
    {
        var folder = await WorkFolderAsync("client");

        var generate = await tools.RunAsync("openapi-typescript/bin/cli.js", folder, "openapi.json", "--output", "booking-api.ts");
        generate.ExitCode.ShouldBe(0, generate.Output);
        var compile = await tools.RunAsync("typescript/bin/tsc", folder, "--project", "tsconfig.json", "--strict", "--noEmit");

        compile.ExitCode.ShouldBe(0, compile.Output);
    }

    private async Task<string> WorkFolderAsync(string name)
    {
        var folder = Repository.PathOf("artifacts", "openapi", name);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "openapi.json"), await _system.DocumentTextAsync());
        foreach (var source in (string[])[Path.Combine(NpmTools.Sources, "demo.ts"), Path.Combine(NpmTools.Sources, "tsconfig.json"), Path.Combine(NpmTools.Sources, "..", "redocly.yaml")])
        {
            File.Copy(source, Path.Combine(folder, Path.GetFileName(source)), overwrite: true);
        }

        return folder;
    }
}
