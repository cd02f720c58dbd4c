namespace Booking.Contract.Tests;

using System.Net;
using Booking.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ScalarTests(BookingApp app)
{
    private readonly RunningSystem _system = new(app);

    [Fact]
    public async Task Page_WhenOpenedInABrowser_ShowsAnOperationAndStaysOnTheApi()
    {
        var document = await _system.DocumentAsync();
        var operation = new DocumentRules(document).Operations.First(candidate => candidate is { Path: "/api/v1/holds", Method: "post" });
        var tag = (string)operation.Node["tags"]![0]!;
        var summary = (string)operation.Node["summary"]!;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        List<string> complaints = [];
        List<string> requests = [];
        page.Console += (_, message) => Note(message.Type is "error", complaints, message.Text);
        page.PageError += (_, error) => Note(true, complaints, error);
        page.Request += (_, request) => Note(request.Url.StartsWith("http", StringComparison.Ordinal), requests, request.Url);

        await page.GotoAsync(new Uri(_system.Origin, "/scalar").ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = (string)document["info"]!["title"]!, Level = 1 })).ToBeVisibleAsync(Patience());
        var sidebar = page.GetByRole(AriaRole.Complementary);
        var entry = sidebar.GetByRole(AriaRole.Link, new() { Name = $"{summary} HTTP Method: POST", Exact = true });
        await Assertions.Expect(sidebar.GetByRole(AriaRole.Link, new() { Name = tag, Exact = true })).ToBeVisibleAsync(Patience());
        if (!await entry.IsVisibleAsync())
        {
            await sidebar.GetByRole(AriaRole.Button, new() { Name = $"Open Group - {tag}", Exact = true }).ClickAsync();
        }

        await entry.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = summary, Exact = true }).First).ToBeInViewportAsync(new() { Timeout = 20_000 });
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        (await page.GetByRole(AriaRole.Button, new() { Name = $"Test Request (post {operation.Path})" }).CountAsync()).ShouldBe(1);
        Snapshot(complaints).ShouldBeEmpty();
        Snapshot(requests).ShouldContain(new Uri(_system.Origin, "/openapi/v1.json").ToString());
        Snapshot(requests).Where(url => !url.StartsWith(_system.Origin.ToString(), StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Prefix_WhenOpenedWithoutSlash_LeadsToThePage()
    {
        using SocketsHttpHandler handler = new() { AllowAutoRedirect = false };
        using HttpClient client = new(handler) { BaseAddress = _system.Origin, Timeout = TimeSpan.FromSeconds(30) };

        using var response = await client.GetAsync(new Uri("/scalar", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location.ShouldNotBeNull().OriginalString.ShouldEndWith("scalar/");
    }

    [Fact]
    public async Task Bundle_WhenTheBrowserHasIt_IsNotSentAgain()
    {
        var bundle = new Uri(_system.Origin, "/scalar/scalar.js");
        using var first = await _system.Http.GetAsync(bundle);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);

        using HttpRequestMessage again = new(HttpMethod.Get, bundle);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag.ShouldNotBeNull());
        using var second = await _system.Http.SendAsync(again);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    private static LocatorAssertionsToBeVisibleOptions Patience() => new() { Timeout = 30_000 };

    private static void Note(bool counts, List<string> lines, string line)
    {
        if (counts)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }

    private static string[] Snapshot(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }
}
