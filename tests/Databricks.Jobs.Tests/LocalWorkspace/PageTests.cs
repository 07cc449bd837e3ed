using System.Text.RegularExpressions;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Tests.LocalWorkspace;

public sealed class PageTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_page_of_a_run_is_its_report()
    {
        (long job, long run) = await StartAsync();
        string response = await GetAsync(await PageOfAsync(run));

        Assert.StartsWith("HTTP/1.1 200 ", response, StringComparison.Ordinal);
        Assert.Contains("<h1>a &lt;job&gt;</h1>", response, StringComparison.Ordinal);
        Assert.Contains($"/jobs/{job}?o=", response, StringComparison.Ordinal);
        Assert.Contains("Timeline", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_can_run_only_its_own_script_and_is_shown_in_no_other_page()
    {
        (_, long run) = await StartAsync();
        string response = await GetAsync(await PageOfAsync(run));

        Assert.Matches(
            @"Content-Security-Policy: default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; "
            + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n",
            response);
        Assert.Contains("X-Content-Type-Options: nosniff\r\n", response, StringComparison.Ordinal);
        Assert.Contains("X-Frame-Options: DENY\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Referrer-Policy: no-referrer\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Cross-Origin-Opener-Policy: same-origin\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Cross-Origin-Resource-Policy: same-origin\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow", response, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_page_has_a_script_only_while_its_run_is_active()
    {
        (_, long run) = await StartAsync();
        string page = await PageOfAsync(run);
        string active = await GetAsync(page);
        _workspace.Advance(100);
        string ended = await GetAsync(page);

        Assert.Contains("<script>", active, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", ended, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?key=")]
    [InlineData("?o=1004815162342&key=00000000000000000000000000000000")]
    [InlineData("?key=TOKEN")]
    public async Task Without_its_key_a_page_shows_nothing_of_the_workspace(string query)
    {
        (long job, long run) = await StartAsync();
        query = query.Replace("TOKEN", _workspace.Server.Token, StringComparison.Ordinal);

        foreach (string path in new[] { $"/jobs/{job}", $"/jobs/{job}/runs/{run}" })
        {
            string response = await GetAsync(path + query);
            Assert.StartsWith("HTTP/1.1 403 ", response, StringComparison.Ordinal);
            Assert.DoesNotContain("a &lt;job&gt;", response, StringComparison.Ordinal);
            Assert.Contains("run_page_url", response, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_key_of_the_pages_is_no_token()
    {
        string key = KeyOf(_workspace.Server.PageAddress);
        foreach (string path in new[] { "/api/2.2/jobs/list", "/local/requests", "/api/2.2/jobs/list?key=" + key })
        {
            string response = await ExchangeAsync($"GET {path} HTTP/1.1", $"Authorization: Bearer {key}");
            Assert.StartsWith("HTTP/1.1 403 ", response, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Pages_can_only_be_read(string method)
    {
        (_, long run) = await StartAsync();
        string response = await ExchangeAsync($"{method} {await PageOfAsync(run)} HTTP/1.1", "Content-Length: 0");
        Assert.StartsWith("HTTP/1.1 401 ", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host: attacker.example", 403)]
    [InlineData("Host: localhost|Origin: https://attacker.example", 403)]
    [InlineData("Host: localhost|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors|Sec-Fetch-Dest: image", 403)]
    [InlineData("Host: localhost|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: cors|Sec-Fetch-Dest: empty", 403)]
    [InlineData("Host: localhost|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: iframe", 403)]
    [InlineData("Host: localhost|Sec-Fetch-Site: same-site|Sec-Fetch-Mode: cors|Sec-Fetch-Dest: empty", 403)]
    [InlineData("Host: localhost|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document", 200)]
    [InlineData("Host: localhost|Sec-Fetch-Site: same-origin|Sec-Fetch-Mode: cors|Sec-Fetch-Dest: empty", 200)]
    [InlineData("Host: 127.0.0.1:80|Sec-Fetch-Site: none|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document", 200)]
    public async Task Other_pages_can_only_link_to_a_page(string headers, int status)
    {
        (_, long run) = await StartAsync();
        string response = await RawConnection.ExchangeAsync(
            _workspace.Server,
            $"GET {await PageOfAsync(run)} HTTP/1.1\r\n{headers.Replace("|", "\r\n", StringComparison.Ordinal)}\r\n"
            + "Connection: close\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_in_another_page_cannot_reach_anything_but_pages()
    {
        string response = await ExchangeAsync(
            "GET /api/2.2/jobs/list HTTP/1.1",
            $"Authorization: Bearer {_workspace.Server.Token}|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate"
            + "|Sec-Fetch-Dest: document");
        Assert.StartsWith("HTTP/1.1 403 ", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_page_lists_jobs_and_runs()
    {
        (long job, long run) = await StartAsync();
        string response = await GetAsync(_workspace.Server.PageAddress.PathAndQuery);

        Assert.Matches($"/jobs/{job}\\?o=[0-9]+&amp;key=[0-9a-f]{{32}}\">a &lt;job&gt;</a>", response);
        Assert.Matches($"/jobs/{job}/runs/{run}\\?o=[0-9]+&amp;key=[0-9a-f]{{32}}\">Run {run}</a>", response);
    }

    [Fact]
    public async Task The_page_of_a_job_has_its_tasks_and_runs()
    {
        (long job, long run) = await StartAsync();
        string response = await GetAsync($"/jobs/{job}{_workspace.Server.PageAddress.Query}");

        Assert.Contains("notebook_task /load", response, StringComparison.Ordinal);
        Assert.Contains($"Run {run}", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_task_is_its_place_in_the_page_of_the_run()
    {
        (long job, long run) = await StartAsync();
        var task = (await _workspace.RunAsync(run)).Task("second");
        string address = RunUrl.Of(new RunTask { RunPageUrl = task.Text("run_page_url") })!;
        string response = await GetAsync(new Uri(address).PathAndQuery);

        Assert.StartsWith("HTTP/1.1 302 ", response, StringComparison.Ordinal);
        Assert.Matches($"Location: /jobs/{job}/runs/{run}\\?o=[0-9]+&key=[0-9a-f]{{32}}#task-2\r\n", response);
    }

    [Theory]
    [InlineData("/jobs/1")]
    [InlineData("/jobs/1/runs/2")]
    [InlineData("/jobs/x")]
    [InlineData("/jobs/1/runs/99999999999999999999")]
    [InlineData("/jobs/../local/requests")]
    public async Task Other_addresses_are_not_found(string path) => Assert.StartsWith(
        "HTTP/1.1 404 ", await GetAsync(path + _workspace.Server.PageAddress.Query), StringComparison.Ordinal);

    [Fact]
    public async Task Requests_for_pages_are_not_recorded_and_use_up_no_faults()
    {
        _workspace.Server.AddFault(new Fault { Kind = FaultKind.Status, Status = 500 });
        string response = await GetAsync(_workspace.Server.PageAddress.PathAndQuery);

        Assert.StartsWith("HTTP/1.1 200 ", response, StringComparison.Ordinal);
        Assert.Empty(_workspace.Server.Requests);
        Assert.Equal(0, Assert.Single(_workspace.Server.Faults).Hits);
    }

    [Fact]
    public async Task A_key_opens_only_the_workspace_of_its_token()
    {
        using var workspace = new TestWorkspace(new LocalWorkspaceOptions { WorkspacePerToken = true });
        await workspace.CreateAsync("""{"name":"mine"}""");
        Uri mine = workspace.Server.PageAddress;
        workspace.Client.DefaultRequestHeaders.Authorization = new("Bearer", "another");
        await workspace.CreateAsync("""{"name":"theirs"}""");

        string response = await RawConnection.ExchangeAsync(
            workspace.Server, $"GET {mine.PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Contains("mine", response, StringComparison.Ordinal);
        Assert.DoesNotContain("theirs", response, StringComparison.Ordinal);
    }

    private static string KeyOf(Uri page) => Regex.Match(page.Query, "key=([0-9a-f]{32})").Groups[1].Value;

    private async Task<(long Job, long Run)> StartAsync()
    {
        long job = await _workspace.CreateAsync("""
            {"name":"a <job>","tasks":[{"task_key":"first","notebook_task":{"notebook_path":"/load"}},
             {"task_key":"second","depends_on":[{"task_key":"first"}],"notebook_task":{"notebook_path":"/b"}}]}
            """);
        return (job, await _workspace.RunNowAsync(job));
    }

    private async Task<string> PageOfAsync(long run) => new Uri(RunUrl.Of(new Run
    {
        RunPageUrl = (await _workspace.RunAsync(run)).Text("run_page_url"),
    })!).PathAndQuery;

    private Task<string> GetAsync(string target) => ExchangeAsync($"GET {target} HTTP/1.1", "Sec-Fetch-Site: none");

    private Task<string> ExchangeAsync(string line, string headers) => RawConnection.ExchangeAsync(
        _workspace.Server,
        $"{line}\r\nHost: localhost\r\n{headers.Replace("|", "\r\n", StringComparison.Ordinal)}\r\n"
        + "Connection: close\r\n\r\n");
}
