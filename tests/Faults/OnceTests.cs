using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;
using LocalFault = Databricks.Jobs.LocalWorkspace.Fault;

namespace Databricks.Jobs.Faults;

/// <summary>What a workspace contains in the end, by its own record and not by that of the client.</summary>
public sealed class OnceTests : IDisposable
{
    private static readonly LocalFault[] s_faults =
    [
        new() { Kind = FaultKind.Status, Status = 429 },
        new() { Kind = FaultKind.Status, Status = 500 },
        new() { Kind = FaultKind.Status, Status = 502 },
        new() { Kind = FaultKind.Status, Status = 503 },
        new() { Kind = FaultKind.Status, Status = 504 },
        new() { Kind = FaultKind.Reset },
        new() { Kind = FaultKind.ResponseLost },
        new() { Kind = FaultKind.TruncatedBody },
        new() { Kind = FaultKind.RawBody, Body = "<html></html>" },
    ];

    private readonly LocalWorkspaceServer _workspace = LocalWorkspaceServer.Start();
    private readonly JobsClient _client;

    public OnceTests() => _client = new JobsClient(new JobsClientOptions
    {
        Credentials = WorkspaceCredentials.FromToken(_workspace.Address.AbsoluteUri, _workspace.Token),
        TimeProvider = new AutoAdvanceTimeProvider(),
    });

    public static TheoryData<int> Faults => new(Enumerable.Range(0, s_faults.Length));

    public void Dispose()
    {
        _client.Dispose();
        _workspace.Dispose();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_run_is_started_once_and_is_known_or_not_at_all(int index)
    {
        long jobId = (await _client.CreateAsync(new CreateJob { Name = "nightly" })).JobId!.Value;
        Strike(index, "*/run-now");

        long? runId = null;
        try
        {
            runId = (await _client.RunNowAsync(new RunNow { JobId = jobId })).RunId;
        }
        catch (JobsRequestException exception)
        {
            Assert.NotNull(exception.IdempotencyToken);
        }

        List<long?> runs = [];
        await foreach (BaseRun run in _client.ListRunsAsync()) runs.Add(run.RunId);
        Assert.Equal(runId is null ? [] : [runId], runs);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_job_is_created_once_or_the_error_explains_what_to_do(int index)
    {
        Strike(index, "*/jobs/create");

        long? jobId = null;
        JobsRequestException? error = null;
        try
        {
            jobId = (await _client.CreateAsync(new CreateJob { Name = "nightly" })).JobId;
        }
        catch (JobsRequestException exception)
        {
            error = exception;
        }

        List<long?> jobs = [];
        await foreach (BaseJob job in _client.ListAsync()) jobs.Add(job.JobId);
        if (error is null)
        {
            Assert.Equal([jobId], jobs);
            return;
        }

        // It may exist although the response was lost. Then the error warns of that.
        Assert.InRange(jobs.Count, 0, 1);
        if (jobs.Count == 1)
            Assert.Contains("Check before you send it again", error.RecommendedAction, StringComparison.Ordinal);
    }

    // A new fault for each test, because it counts what it hits.
    private void Strike(int index, string path)
    {
        LocalFault fault = s_faults[index];
        _workspace.AddFault(new LocalFault
        {
            Kind = fault.Kind,
            Status = fault.Status,
            Body = fault.Body,
            PathPattern = path,
        });
    }
}
