using System.Text.Json;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Reports;
using Databricks.Jobs.Tests.LocalWorkspace;

namespace Databricks.Jobs.Browser;

/// <summary>Runs in a local workspace on a clock that stands still, by name.</summary>
internal sealed class Scenario : IDisposable
{
    public static readonly string[] Names = ["small", "repaired", "for-each", "active", "thousand"];

    private readonly TestWorkspace _workspace = new(new LocalWorkspaceOptions { DefaultSetup = TimeSpan.Zero });
    private readonly JobsClient _client;
    private readonly string _name;
    private long _runId;

    private Scenario(string name)
    {
        _name = name;
        _client = JobsClient.Connect(
            new CredentialsRequest
            {
                Host = _workspace.Server.Address.AbsoluteUri,
                Token = _workspace.Server.Token,
                AuthType = "pat",
            },
            new JobsClientOptions { TimeProvider = _workspace.Time });
    }

    public LocalWorkspaceServer Server => _workspace.Server;

    public string RunAddress { get; private set; } = "";

    public static async Task<Scenario> StartAsync(string name)
    {
        var scenario = new Scenario(name);
        await (name switch
        {
            "small" => scenario.StartEtlAsync(earlierRuns: 0, seconds: 1000),
            "repaired" => scenario.RepairAsync(),
            "for-each" => scenario.LoopAsync(),
            "active" => scenario.StartEtlAsync(earlierRuns: 12, seconds: 400),
            "thousand" => scenario.StartThousandAsync(),
            "hostile" => scenario.StartHostileAsync(),
            _ => throw new ArgumentException(name),
        });
        JsonElement run = await scenario._workspace.RunAsync(scenario._runId);
        scenario.RunAddress = run.Text("run_page_url")!;
        return scenario;
    }

    public void Dispose()
    {
        _client.Dispose();
        _workspace.Dispose();
    }

    public void Advance(double seconds) => _workspace.Advance(seconds);

    public async Task<RunReport> ReportAsync()
    {
        RunReport report = await _client.GetRunReportAsync(_runId);
        report.RepairCommand = $"Invoke-DbxRunRepair {_runId} -Wait";
        return report;
    }

    /// <summary>The report as a file, with the address that a browser opens.</summary>
    public async Task<Uri> FileAsync()
    {
        string path = Path.Combine(Screenshots.Folder, _name + ".html");
        await File.WriteAllTextAsync(path, (await ReportAsync()).ToHtml());
        return new Uri(path);
    }

    private static string Task(string key, params string[] dependsOn) => JsonSerializer.Serialize(new
    {
        task_key = key,
        notebook_task = new { notebook_path = "/etl/" + key },
        depends_on = dependsOn.Select(one => new { task_key = one }),
    });

    private void Script(string key, double seconds, double setup = 0, double cleanup = 0) => Server.Script(
        key,
        new TaskScript
        {
            Duration = TimeSpan.FromSeconds(seconds),
            Setup = TimeSpan.FromSeconds(setup),
            Cleanup = TimeSpan.FromSeconds(cleanup),
        });

    private Task<long> CreateEtlAsync()
    {
        Script("orders", seconds: 100, setup: 20, cleanup: 10);
        Script("customers", seconds: 200, setup: 40);
        Script("clean", seconds: 100);
        Script("train", seconds: 240, setup: 30, cleanup: 30);
        Script("publish", seconds: 60);
        Script("report_to_management_every_morning", seconds: 40);
        string[] tasks =
        [
            Task("orders"), Task("customers"), Task("clean", "orders", "customers"), Task("train", "clean"),
            Task("publish", "clean"), Task("report_to_management_every_morning", "publish", "train", "orders"),
        ];
        return _workspace.CreateAsync($$"""
            {"name":"nightly-etl","tasks":[{{string.Join(",", tasks)}}],"parameters":
            [{"name":"date","default":"2026-03-02"},{"name":"api_token","default":"value-of-a-secret"}]}
            """);
    }

    private async Task StartEtlAsync(int earlierRuns, double seconds)
    {
        long job = await CreateEtlAsync();
        for (int run = 0; run < earlierRuns; run++)
        {
            Script("train", seconds: 150 + (run * 53 % 190), setup: 30, cleanup: 30);
            await _workspace.RunNowAsync(job);
            Advance(86_400);
        }

        Script("train", seconds: 240, setup: 30, cleanup: 30);
        _runId = await _workspace.RunNowAsync(job);
        Advance(seconds);
    }

    private async Task RepairAsync()
    {
        long job = await CreateEtlAsync();
        Server.Script("train", new TaskScript
        {
            FailTimes = 1,
            Duration = TimeSpan.FromSeconds(90),
            Error = "MlflowException: Metric 'loss' is NaN",
            ErrorTrace = "Traceback (most recent call last):\n  File \"train.py\", line 17, in fit\n"
                + "    raise MlflowException()\nMlflowException: Metric 'loss' is NaN after 2 epochs",
        });
        _runId = await _workspace.RunNowAsync(job);
        Advance(7200);
        await _workspace.JobsAsync("runs/repair", $$"""{"run_id":{{_runId}},"rerun_all_failed_tasks":true}""");
        Advance(7200);
        Server.Script("report_to_management_every_morning", new TaskScript { Error = "The printer is on fire" });
        await _workspace.JobsAsync("runs/repair", $$"""
            {"run_id":{{_runId}},"rerun_tasks":["report_to_management_every_morning"],
             "latest_repair_id":{{(await RepairsAsync()).Last()}}}
            """);
        Advance(7200);
    }

    private async Task<IEnumerable<string>> RepairsAsync() =>
        (await _workspace.RunAsync(_runId, "&include_history=true")).At("repair_history").EnumerateArray()
            .Where(one => one.Has("id")).Select(one => one.Text("id")!);

    private async Task LoopAsync()
    {
        Server.Script("load_iteration", new TaskScript
        {
            FailTimes = 1,
            Duration = TimeSpan.FromSeconds(30),
            Error = "The table is locked",
        });
        _runId = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync($$$$"""
            {{{{Task("list")}}}},
            {"task_key":"load","depends_on":[{"task_key":"list"}],
             "for_each_task":{"inputs":"[\"de\",\"fr\",\"it\",\"es\"]","concurrency":2,
             "task":{"task_key":"load_iteration",
             "notebook_task":{"notebook_path":"/load","base_parameters":{"country":"{{input}}"} } } } },
            {{{{Task("done", "load")}}}}
            """));
        Advance(1000);
    }

    private async Task StartThousandAsync()
    {
        Server.Script("*", new TaskScript { Duration = TimeSpan.FromSeconds(30), Output = new string('x', 400) });
        Server.Script("load_*7", new TaskScript { Error = "The source is not available", ErrorTrace = Trace(50) });
        IEnumerable<string> tasks = Enumerable.Range(0, 600).Select(i => Task($"load_{i:000}", "begin"))
            .Concat(Enumerable.Range(0, 398).Select(i => Task($"check_{i:000}", $"load_{i:000}", $"load_{i + 1:000}")));
        _runId = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(
            $"{Task("begin")},{string.Join(",", tasks)},{Task("end", "load_000")}"));
        Advance(1000);
    }

    private async Task StartHostileAsync()
    {
        Server.Script("evil", new TaskScript
        {
            Error = Hostile.Text,
            ErrorTrace = Hostile.Text + new string('A', 1_000_000),
        });
        Server.Script("good", new TaskScript { Output = Hostile.Text });
        _runId = await _workspace.RunNowAsync(await _workspace.CreateAsync(JsonSerializer.Serialize(new
        {
            name = Hostile.Text,
            parameters = new[] { new { name = "p", @default = Hostile.Text } },
            tasks = new object[]
            {
                new { task_key = "evil", notebook_task = new { notebook_path = "/" + Hostile.Text } },
                new { task_key = "good", notebook_task = new { notebook_path = "/x" } },
            },
        })));
        Advance(1000);
    }

    private static string Trace(int frames) => "java.io.IOException: The source is closed" + string.Concat(
        Enumerable.Range(0, frames).Select(i => $"\n\tat com.example.Source.read(Source.java:{i})"));
}
