using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Databricks.Jobs.Browser;

public sealed class ReportPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    // A tenth of a pixel in a chart of 1,000.
    private const double Precision = 0.0001;

    public static TheoryData<string, int, ColorScheme> Pages
    {
        get
        {
            var pages = new TheoryData<string, int, ColorScheme>();
            foreach (string name in Scenario.Names)
            {
                pages.Add(name, 375, ColorScheme.Dark);
                pages.Add(name, 1440, ColorScheme.Light);
                // Axe takes up to a minute for a thousand tasks.
                if (name == "thousand") continue;
                pages.Add(name, 375, ColorScheme.Light);
                pages.Add(name, 1440, ColorScheme.Dark);
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_report_fits_its_window_and_can_be_read_by_everyone(
        string name, int width, ColorScheme scheme)
    {
        using Scenario scenario = await Scenario.StartAsync(name);
        await using BrowserTab tab = await chromium.OpenAsync(width, scheme);
        Uri file = await scenario.FileAsync();

        await tab.Page.GotoAsync(file.AbsoluteUri);
        await tab.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Screenshots.Folder, $"{name}-{width}-{scheme}.png".ToLowerInvariant()),
            FullPage = name != "thousand",
        });

        Assert.False(await tab.OverflowsAsync());
        AxeResult axe = await tab.Page.RunAxe(OptionsFor(name));
        Assert.Empty(axe.Violations.Select(one => $"{one.Id}: {one.Help}: {one.Nodes[0].Html}"));
        Assert.Empty(tab.Errors);
        Assert.Equal([file.AbsoluteUri], tab.Requests.Where(one => !one.StartsWith("data:", StringComparison.Ordinal)));
    }

    // The contrast of a thousand tasks takes minutes, and they have the colors of the other pages.
    private static AxeRunOptions OptionsFor(string name) => new()
    {
        Rules = name == "thousand" ? new() { ["color-contrast"] = new RuleOptions { Enabled = false } } : [],
    };

    // orders: setup 0-20, execution 20-120, cleanup 120-130. customers: setup 0-40, execution 40-240. clean: 240-340.
    // train: setup 340-370, execution 370-610, cleanup 610-640. publish: 340-400. report: 640-680.
    [Theory]
    [InlineData("orders", "s", 0, 20)]
    [InlineData("orders", "e", 20, 120)]
    [InlineData("orders", "c", 120, 130)]
    [InlineData("customers", "e", 40, 240)]
    [InlineData("clean", "e", 240, 340)]
    [InlineData("train", "s", 340, 370)]
    [InlineData("train", "e", 370, 610)]
    [InlineData("train", "c", 610, 640)]
    [InlineData("publish", "e", 340, 400)]
    [InlineData("report_to_management_every_morning", "e", 640, 680)]
    public async Task A_bar_is_where_its_times_are(string task, string kind, double start, double end)
    {
        using Scenario scenario = await Scenario.StartAsync("small");
        await using BrowserTab tab = await chromium.OpenAsync();
        await tab.Page.GotoAsync((await scenario.FileAsync()).AbsoluteUri);

        ILocator plot = tab.Page.Locator("svg.plot");
        ILocator bar = plot.Locator($"g:has(title:text-matches(\"^{task}\")) rect.{kind}");
        double[] box = await bar.EvaluateAsync<double[]>("""
            bar => {
              const plot = bar.closest('svg').getBoundingClientRect();
              const x = bar.x.baseVal.value, width = bar.width.baseVal.value;
              return [x / plot.width, (x + width) / plot.width];
            }
            """);

        Assert.Equal(start / 680, box[0], Precision);
        Assert.Equal(end / 680, box[1], Precision);
    }

    [Fact]
    public async Task The_name_and_the_bar_of_a_task_are_in_one_row()
    {
        using Scenario scenario = await Scenario.StartAsync("small");
        await using BrowserTab tab = await chromium.OpenAsync();
        await tab.Page.GotoAsync((await scenario.FileAsync()).AbsoluteUri);

        double[] distances = await tab.Page.EvaluateAsync<double[]>("""
            () => [...document.querySelectorAll('.names li')].map((name, i) => {
              const bar = document.querySelectorAll('.plot g')[i].querySelector('.e').getBoundingClientRect();
              const box = name.getBoundingClientRect();
              return Math.abs(box.top + box.height / 2 - bar.top - bar.height / 2);
            })
            """);

        Assert.Equal(6, distances.Length);
        Assert.All(distances, distance => Assert.InRange(distance, 0, 1));
    }

    [Fact]
    public async Task A_link_to_a_task_opens_its_details()
    {
        using Scenario scenario = await Scenario.StartAsync("small");
        await using BrowserTab tab = await chromium.OpenAsync();
        await tab.Page.GotoAsync((await scenario.FileAsync()).AbsoluteUri);

        await tab.Page.Locator(".names a", new PageLocatorOptions { HasTextString = "publish" }).ClickAsync();

        await Assertions.Expect(tab.Page.Locator("details.task[open] .name")).ToHaveTextAsync("publish");
    }

    [Fact]
    public async Task Hostile_text_stays_text()
    {
        using Scenario scenario = await Scenario.StartAsync("hostile");
        await using BrowserTab tab = await chromium.OpenAsync(375);
        Uri file = await scenario.FileAsync();
        await tab.Page.GotoAsync(file.AbsoluteUri);

        Assert.Empty(tab.Errors);
        Assert.Equal(0, await tab.Page.Locator("img, script, iframe, object, embed, base, form").CountAsync());
        Assert.Equal(0, await tab.Page.EvaluateAsync<int>("""
            [...document.querySelectorAll('*')].filter(one => [...one.attributes].some(attribute =>
              attribute.name.startsWith('on') || /^\s*javascript:/i.test(attribute.value))).length
            """));
        Assert.False(await tab.OverflowsAsync());
        Assert.Contains("<script>alert(1)</script>", await tab.Page.TitleAsync(), StringComparison.Ordinal);
        string html = await File.ReadAllTextAsync(file.LocalPath);
        Assert.DoesNotMatch("##vso|##\\[|::error|[\u001b\u202e\u2066\0]", html);
        Assert.InRange(html.Length, 0, 500_000);
    }

    [Fact]
    public async Task Svg_with_hostile_text_stays_an_image()
    {
        using Scenario scenario = await Scenario.StartAsync("hostile");
        await using BrowserTab tab = await chromium.OpenAsync();
        string path = Path.Combine(Screenshots.Folder, "hostile.svg");
        string svg = (await scenario.ReportAsync()).ToSvg();
        await File.WriteAllTextAsync(path, svg);

        // A browser shows an error in place of XML that is not well-formed.
        await tab.Page.GotoAsync(new Uri(path).AbsoluteUri);

        Assert.Empty(tab.Errors);
        Assert.Equal("svg", await tab.Page.EvaluateAsync<string>("document.documentElement.tagName"));
        Assert.Equal(0, await tab.Page.Locator("script, a, image, foreignObject, parsererror").CountAsync());
        Assert.DoesNotMatch("##vso|##\\[|::error|[\u001b\u202e\u2066\0]", svg);
    }

    [Fact]
    public async Task Prints_to_pdf()
    {
        using Scenario scenario = await Scenario.StartAsync("repaired");
        await using BrowserTab tab = await chromium.OpenAsync(scheme: ColorScheme.Dark);
        await tab.Page.GotoAsync((await scenario.FileAsync()).AbsoluteUri);

        byte[] pdf = await tab.Page.PdfAsync(new PagePdfOptions
        {
            Path = Path.Combine(Screenshots.Folder, "repaired.pdf"),
            Format = "A4",
            PrintBackground = true,
        });
        await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.Equal("%PDF"u8.ToArray(), pdf.Take(4));
        Assert.Equal("rgb(255, 255, 255)", await tab.Page.EvaluateAsync<string>(
            "getComputedStyle(document.body).backgroundColor"));
        Assert.False(await tab.OverflowsAsync());
    }

    [Fact]
    public async Task A_thousand_tasks_stay_small()
    {
        using Scenario scenario = await Scenario.StartAsync("thousand");
        string html = (await scenario.ReportAsync()).ToHtml();
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 100_000, 2_000_000);
    }
}
