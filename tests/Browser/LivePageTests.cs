using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Databricks.Jobs.Browser;

public sealed class LivePageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_address_of_a_run_shows_its_report_until_the_run_has_ended()
    {
        using Scenario scenario = await Scenario.StartAsync("active");
        await using BrowserTab tab = await chromium.OpenAsync();

        // As the service returns it: the run is in the fragment, which no server receives.
        Assert.Contains("#job/", scenario.RunAddress, StringComparison.Ordinal);
        await tab.Page.GotoAsync(scenario.RunAddress);
        await tab.Page.WaitForURLAsync("**/jobs/*/runs/*");
        await Assertions.Expect(tab.Page.Locator(".state")).ToHaveTextAsync("Running");
        ILocator fold = tab.Page.Locator("details.task", new PageLocatorOptions { HasTextString = "customers" }).First;
        await fold.Locator("summary").First.ClickAsync();

        scenario.Advance(1000);

        await Assertions.Expect(tab.Page.Locator(".state")).ToHaveTextAsync("Success");
        await Assertions.Expect(tab.Page).ToHaveTitleAsync(new Regex("^Success: nightly-etl"));
        ILocator open = tab.Page.Locator("details.task[open] > summary .name");
        await Assertions.Expect(open).ToHaveTextAsync("customers");
        await Assertions.Expect(tab.Page.Locator("[data-note]")).ToHaveTextAsync("The run has ended.");
        await Assertions.Expect(tab.Page.Locator("button")).ToBeHiddenAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Updates_can_be_paused()
    {
        using Scenario scenario = await Scenario.StartAsync("active");
        await using BrowserTab tab = await chromium.OpenAsync();
        await tab.Page.GotoAsync(scenario.RunAddress);
        await tab.Page.WaitForURLAsync("**/jobs/*/runs/*");
        await tab.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause updates" }).ClickAsync();
        scenario.Advance(1000);

        await tab.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Resume updates" }).ClickAsync();

        await Assertions.Expect(tab.Page.Locator(".state")).ToHaveTextAsync("Success");
    }

    [Theory]
    [InlineData(375, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task Pages_link_to_each_other_and_can_be_read_by_everyone(int width, ColorScheme scheme)
    {
        using Scenario scenario = await Scenario.StartAsync("active");
        await using BrowserTab tab = await chromium.OpenAsync(width, scheme);
        await tab.Page.GotoAsync(scenario.Server.PageAddress.AbsoluteUri);
        await CheckAsync(tab, $"home-{width}");

        await tab.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "nightly-etl" }).First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("nightly-etl");
        await CheckAsync(tab, $"job-{width}");

        await tab.Page.Locator("tbody a").First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".state")).ToHaveTextAsync("Running");
        await CheckAsync(tab, $"live-{width}");

        await tab.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Workspace" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Local workspace");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_report_in_a_file_links_to_the_page()
    {
        using Scenario scenario = await Scenario.StartAsync("active");
        await using BrowserTab tab = await chromium.OpenAsync();
        await tab.Page.GotoAsync((await scenario.FileAsync()).AbsoluteUri);

        await tab.Page.Locator(".crumbs a").Last.ClickAsync();

        await Assertions.Expect(tab.Page.GetByRole(
            AriaRole.Button, new PageGetByRoleOptions { Name = "Pause updates" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_page_cannot_show_or_read_a_page()
    {
        using Scenario scenario = await Scenario.StartAsync("active");
        await using BrowserTab tab = await chromium.OpenAsync();
        string address = scenario.Server.PageAddress.AbsoluteUri;
        string path = Path.Combine(Screenshots.Folder, "attacker.html");
        await File.WriteAllTextAsync(path, $"<iframe src=\"{address}\"></iframe>");
        await tab.Page.GotoAsync(new Uri(path).AbsoluteUri);

        string read = await tab.Page.EvaluateAsync<string>(
            "address => fetch(address).then(response => response.text(), error => 'rejected')", address);
        string framed = await tab.Page.Frames[^1].ContentAsync();

        Assert.Equal("rejected", read);
        Assert.DoesNotContain("nightly-etl", framed, StringComparison.Ordinal);
    }

    private static async Task CheckAsync(BrowserTab tab, string name)
    {
        await tab.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Screenshots.Folder, name + ".png"),
        });
        Assert.False(await tab.OverflowsAsync());
        AxeResult axe = await tab.Page.RunAxe();
        Assert.Empty(axe.Violations.Select(one => $"{one.Id}: {one.Help}: {one.Nodes[0].Html}"));
    }
}
