using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Client;

/// <summary>The client against the local workspace, both going by clocks that need no waiting.</summary>
public sealed class LocalWorkspaceTests : IDisposable
{
    private readonly LocalWorkspaceServer _workspace = LocalWorkspaceServer.Start(new() { Speed = 1000 });
    private readonly JobsClient _client;

    public LocalWorkspaceTests() => _client = new JobsClient(new JobsClientOptions
    {
        Credentials = WorkspaceCredentials.FromToken(_workspace.Address.AbsoluteUri, _workspace.Token),
        TimeProvider = new AutoAdvanceTimeProvider(),
    });

    public void Dispose()
    {
        _client.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task A_failed_run_is_repaired_and_then_succeeds()
    {
        _workspace.Script("load", new TaskScript { Error = "No such table.", FailTimes = 1, Output = "42 rows" });
        long jobId = (await _client.CreateAsync(TwoTasks())).JobId!.Value;
        long runId = (await _client.RunNowAsync(new RunNow { JobId = jobId })).RunId!.Value;

        var failure = await Assert.ThrowsAsync<RunFailedException>(() => _client.WaitForRunSuccessAsync(runId));
        Assert.Equal("load", Assert.Single(failure.FailedTasks).TaskKey);
        Assert.Contains("No such table.", failure.Message, StringComparison.Ordinal);
        TaskOutput[] failed = await OutputsAsync(runId);
        Assert.Equal(["FAILED", "UPSTREAM_FAILED"], failed.Select(static output => output.Result));

        for (int repairs = 0; repairs < 2; repairs++)
        {
            RepairRun? which = repairs == 0 ? null : new RepairRun { RerunTasks = ["report"] };
            RepairRunResponse repair = await _client.RepairRunAsync(runId, which);
            await _client.WaitForRunSuccessAsync(runId, new RunWaitOptions { RepairId = repair.RepairId });
        }

        TaskOutput[] outputs = await OutputsAsync(runId);
        Assert.Equal(["load", "report"], outputs.Select(static output => output.TaskKey));
        Assert.Equal(["SUCCESS", "SUCCESS"], outputs.Select(static output => output.Result));
        Assert.Equal("42 rows", outputs[0].NotebookResult);
    }

    [Fact]
    public async Task A_job_of_more_than_a_hundred_tasks_is_read_whole()
    {
        var job = new CreateJob
        {
            Name = "many",
            Tasks = [.. Enumerable.Range(0, 250).Select(static id => Notebook($"t{id}"))]
        };
        long jobId = (await _client.CreateAsync(job)).JobId!.Value;

        Job read = await _client.GetAsync(jobId);
        long runId = (await _client.RunNowAsync(new RunNow { JobId = jobId })).RunId!.Value;
        Run run = await _client.WaitForRunSuccessAsync(runId);

        Assert.Equal(250, read.Settings!.Tasks!.Count);
        Assert.Equal(250, run.Tasks!.Select(static task => task.TaskKey).Distinct().Count());
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_not_found() =>
        await Assert.ThrowsAnyAsync<JobsServiceException>(() => _client.GetAsync(123456789));

    private static CreateJob TwoTasks() => new()
    {
        Name = "two",
        Tasks =
        [
            Notebook("load"),
            new Jobs.Models.Task
            {
                TaskKey = "report",
                DependsOn = [new TaskDependency { TaskKey = "load" }],
                NotebookTask = new NotebookTask { NotebookPath = "/report" },
            },
        ],
    };

    private static Jobs.Models.Task Notebook(string key) =>
        new() { TaskKey = key, NotebookTask = new NotebookTask { NotebookPath = "/" + key } };

    private async Task<TaskOutput[]> OutputsAsync(long runId)
    {
        List<TaskOutput> outputs = [];
        await foreach (TaskOutput output in _client.GetTaskOutputsAsync(runId)) outputs.Add(output);
        return [.. outputs];
    }
}
