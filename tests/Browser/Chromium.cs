using Microsoft.Playwright;

namespace Databricks.Jobs.Browser;

/// <summary>One browser for all tests: the Chromium of the system.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // The test command looks for these names too, and says what to install if there is none.
    private static readonly string[] s_names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = FindProgram(),
            // The sandbox does not start for root, as in a container.
            ChromiumSandbox = Environment.UserName != "root",
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a tab that records what goes wrong in it.</summary>
    public async Task<BrowserTab> OpenAsync(int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new BrowserTab(context, await context.NewPageAsync());
    }

    private static string FindProgram()
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return s_names
            .SelectMany(name => folders.SelectMany(folder => new[]
            {
                Path.Combine(folder, name), Path.Combine(folder, name + ".exe"),
            }))
            .FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                "There is no Chromium on the PATH. Install it, on Debian with: apt-get install chromium");
    }
}

/// <summary>A tab, with the errors that its page reported.</summary>
public sealed class BrowserTab : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public BrowserTab(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Errors.Add(message.Text);
        };
        page.PageError += (_, error) => Errors.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            Errors.Add("dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    public List<string> Errors { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>Whether any part of the page is wider than its window.</summary>
    public Task<bool> OverflowsAsync() => Page.EvaluateAsync<bool>(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
