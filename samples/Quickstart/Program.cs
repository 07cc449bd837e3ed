using Databricks.Jobs;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Quickstart;

// The main workflow: define a job, start it, watch it fail, find out why, and repair it. The sample needs no workspace:
// it starts a local one, in which an hour passes in a minute and tasks are scripted.
try
{
    await RunAsync();
    return 0;
}
catch (Exception problem) when (problem is JobsException or LocalWorkspaceException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static async Task RunAsync()
{
    Step("Start a local workspace, at 60 times the normal speed");
    using LocalWorkspaceServer workspace = LocalWorkspaceServer.Start(new() { Speed = 60 });
    NightlyEtl.Script(workspace);
    using var client = new JobsClient(new()
    {
        Credentials = WorkspaceCredentials.FromToken(workspace.Address.AbsoluteUri, workspace.Token),
    });
    Console.WriteLine($"{client.Host} as {await client.GetCurrentUserNameAsync()}");

    Step("Create a job with five tasks");
    CreateJob definition = NightlyEtl.Definition();
    JobValidator.Validate(definition);
    CreateResponse created = await client.CreateAsync(definition);
    await foreach (BaseJob job in client.ListAsync())
    {
        Console.WriteLine(job);
    }

    Step("Start the job with parameters, and wait");
    RunNowResponse started = await client.RunNowAsync(new()
    {
        JobId = created.JobId,
        JobParameters = new() { ["date"] = "2026-11-20" },
    });
    long runId = started.RunId!.Value;
    var progress = new ProgressLine();
    try
    {
        await client.WaitForRunSuccessAsync(runId, progress: progress);
    }
    catch (RunFailedException failure)
    {
        Console.WriteLine(failure.Problem);
    }

    Step("Show the output of each task, and why one task failed");
    await ShowOutputsAsync(client, runId);

    Step("The cause is fixed: rerun the failed task and the tasks that depend on it");
    RepairRunResponse repair = await client.RepairRunAsync(runId);
    await client.WaitForRunSuccessAsync(runId, new() { RepairId = repair.RepairId }, progress);
    await ShowOutputsAsync(client, runId);

    Step("Show the repair history");
    Run run = await client.GetRunAsync(runId, includeHistory: true);
    foreach (RepairHistoryItem item in run.RepairHistory ?? [])
    {
        Console.WriteLine($"{item.Type,-9} {RunOutcome.Of(item),-8} {item.StartTime:u} - {item.EndTime:u}");
    }
}

static async Task ShowOutputsAsync(JobsClient client, long runId)
{
    await foreach (TaskOutput output in client.GetTaskOutputsAsync(runId))
    {
        string text = output.Error ?? output.NotebookResult ?? output.Logs?.TrimEnd().Split('\n')[^1] ?? "";
        Console.WriteLine($"{output.TaskKey,-17} {output.Result,-16} {text}");
        if (output.ErrorTrace is { } trace)
        {
            Console.WriteLine(trace);
        }
    }
}

static void Step(string text) => Console.WriteLine($"\n# {text}");
