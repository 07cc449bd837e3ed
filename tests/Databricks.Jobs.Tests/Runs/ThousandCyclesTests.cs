using System.Collections.Concurrent;
using System.Globalization;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;
using Xunit.Abstractions;

namespace Databricks.Jobs.Tests.Runs;

/// <summary>Start, wait, read the outputs, a thousand times, while 5 percent of all answers are faulty.</summary>
public sealed class ThousandCyclesTests : IDisposable
{
    private const int Cycles = 1000;
    private const int Workers = 25;
    private const int Jobs = 10;

    // Together they hit 5 of 100 answers.
    private const double ChanceOfEach = 0.0064;

    private readonly ITestOutputHelper _log;
    private readonly int _seed = Environment.TickCount & 0xFFFFF;
    private readonly LocalWorkspaceServer _workspace = LocalWorkspaceServer.Start(new() { Speed = 2000 });
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentDictionary<int, long> _runs = new();

    public ThousandCyclesTests(ITestOutputHelper log) => _log = log;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_thousand_cycles_with_faults_give_a_thousand_right_results_and_as_many_runs()
    {
        long[] jobs = await PrepareAsync();
        Fault[] faults = AddFaults();

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker, jobs))));

        int hits = faults.Sum(static fault => fault.Hits);
        IEnumerable<string> kinds = faults.Select(static one => $"{one.Kind} {one.Status}: {one.Hits}");
        _log.WriteLine($"Seed {_seed}: {hits} faults, {string.Join(", ", kinds)}.");
        Assert.True(_problems.IsEmpty, $"Seed {_seed}:\n{string.Join("\n", _problems.Take(10))}");
        Assert.All(faults, static fault => Assert.True(fault.Hits > 0));
        // At least 5 requests a cycle: 1 to start, 2 looks at the run, 2 outputs.
        Assert.True(hits > Cycles * 5 * 0.04, $"Seed {_seed}: only {hits} faults.");
        await AssertRecordAsync();
    }

    private static string ResultOf(int job) => job % 5 == 4 ? "FAILED" : "SUCCESS";

    private JobsClient Connect() => new(new JobsClientOptions
    {
        Credentials = WorkspaceCredentials.FromToken(_workspace.Address.AbsoluteUri, _workspace.Token),
        TimeProvider = new AutoAdvanceTimeProvider(),
        Environment = new FakeEnvironment(),
    });

    private async Task<long[]> PrepareAsync()
    {
        using JobsClient client = Connect();
        var jobs = new List<long>();
        for (int job = 0; job < Jobs; job++)
        {
            bool fails = ResultOf(job) == "FAILED";
            _workspace.Script($"load{job}", new TaskScript { Output = $"{job} rows" });
            _workspace.Script($"report{job}", new TaskScript
            {
                Output = fails ? null : $"report {job}",
                Error = fails ? $"No table {job}." : null,
            });
            CreateResponse created = await client.CreateAsync(CreateJob.FromJson($$$"""
                {
                  "name": "job {{{job}}}",
                  "max_concurrent_runs": 1000,
                  "parameters": [{"name": "cycle", "default": ""}],
                  "tasks": [
                    {"task_key": "load{{{job}}}", "notebook_task": {"notebook_path": "/load"}},
                    {
                      "task_key": "report{{{job}}}",
                      "depends_on": [{"task_key": "load{{{job}}}"}],
                      "notebook_task": {"notebook_path": "/report"}
                    }
                  ]
                }
                """));
            jobs.Add(created.JobId!.Value);
        }

        return [.. jobs];
    }

    private Fault[] AddFaults()
    {
        Fault[] faults =
        [
            new() { Kind = FaultKind.Reset },
            new() { Kind = FaultKind.ResponseLost },
            new() { Kind = FaultKind.TruncatedBody },
            new() { Kind = FaultKind.Delay, Delay = TimeSpan.FromMilliseconds(20) },
            new() { Status = 429, RetryAfter = "2" },
            new() { Status = 500 },
            new() { Status = 503 },
            new() { Status = 504 },
        ];
        for (int i = 0; i < faults.Length; i++)
        {
            (faults[i].Times, faults[i].Chance, faults[i].Seed) = (-1, ChanceOfEach, _seed + i);
            _workspace.AddFault(faults[i]);
        }

        return faults;
    }

    private async Task WorkAsync(int worker, long[] jobs)
    {
        // A clock of its own: on a common one the pauses of others would use up the time of a request.
        using JobsClient client = Connect();
        for (int cycle = worker; cycle < Cycles; cycle += Workers)
        {
            try
            {
                await CycleAsync(client, cycle, jobs);
            }
            catch (Exception exception)
            {
                _problems.Enqueue($"Cycle {cycle}: {exception}");
            }
        }
    }

    private async Task CycleAsync(JobsClient client, int cycle, long[] jobs)
    {
        int job = cycle % Jobs;
        long runId = await StartAsync(client, jobs[job], cycle);
        _runs[cycle] = runId;
        Run run = await WaitAsync(client, runId, job);

        Assert.Equal(runId, run.RunId);
        Assert.Equal(jobs[job], run.JobId);
        Assert.Equal(ResultOf(job), RunOutcome.Of(run).Result);
        Assert.Equal($"{cycle}", Assert.Single(run.JobParameters!).Value);
        var outputs = new List<TaskOutput>();
        await foreach (TaskOutput output in client.GetTaskOutputsAsync(runId)) outputs.Add(output);
        Assert.Equal([$"load{job}", $"report{job}"], outputs.Select(static output => output.TaskKey));
        Assert.Equal($"{job} rows", outputs[0].NotebookResult);
        Assert.Equal(ResultOf(job), outputs[1].Result);
        if (ResultOf(job) == "SUCCESS") Assert.Equal($"report {job}", outputs[1].NotebookResult);
        else Assert.Equal($"No table {job}.", outputs[1].Error);
    }

    private static async Task<long> StartAsync(JobsClient client, long jobId, int cycle)
    {
        var request = new RunNow
        {
            JobId = jobId,
            JobParameters = new() { ["cycle"] = cycle.ToString(CultureInfo.InvariantCulture) },
        };
        while (true)
        {
            try
            {
                return (await client.RunNowAsync(request)).RunId!.Value;
            }
            catch (JobsServiceException exception) when (exception.StatusCode == 500)
            {
                // The one answer that is the caller's to judge. The token that it tells leads to the same run.
                request.IdempotencyToken = exception.IdempotencyToken;
            }
        }
    }

    private static async Task<Run> WaitAsync(JobsClient client, long runId, int job)
    {
        try
        {
            return await client.WaitForRunSuccessAsync(runId);
        }
        catch (RunFailedException exception)
        {
            FailedTask failed = Assert.Single(exception.FailedTasks);
            Assert.Equal($"report{job}: FAILED: No table {job}.", failed.ToString());
            return exception.Run;
        }
    }

    private async Task AssertRecordAsync()
    {
        _workspace.ClearFaults();
        using JobsClient client = Connect();
        var recorded = new List<long>();
        await foreach (BaseRun run in client.ListRunsAsync()) recorded.Add(run.RunId!.Value);
        Assert.Equal(Cycles, recorded.Count);
        Assert.Equal(_runs.Values.Order(), recorded.Order());
    }
}
