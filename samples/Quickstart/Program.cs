using Databricks.Jobs;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Quickstart;

// From nothing to the main job: define a job, start it, watch it fail, learn why, repair it. Needs no workspace: a
// local one is started, in which an hour passes in a minute and tasks do what they are told.
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
    Step("A workspace to play with, sixty times as fast as life");
    using LocalWorkspaceServer workspace = LocalWorkspaceServer.Start(new() { Speed = 60 });
    NightlyEtl.Script(workspace);
    using var client = new JobsClient(new()
    {
        Credentials = WorkspaceCredentials.FromToken(workspace.Address.AbsoluteUri, workspace.Token),
    });
    Console.WriteLine($"{client.Host} as {await client.GetCurrentUserNameAsync()}");

    Step("A job of five tasks");
    CreateJob definition = NightlyEtl.Definition();
    JobValidator.Validate(definition);
    CreateResponse created = await client.CreateAsync(definition);
    await foreach (BaseJob job in client.ListAsync())
    {
        Console.WriteLine(job);
    }

    Step("Start it with parameters, and wait");
    RunNowResponse started = await client.RunNowAsync(new()
    {
        JobId = created.JobId,
        JobParameters = new() { ["date"] = "2026-11-20" },
    });
    long runId = started.RunId!.Value;
    var waiter = new RunWaiter(client);
    var progress = new ProgressLine();
    try
    {
        await waiter.WaitForSuccessAsync(runId, progress: progress);
    }
    catch (RunFailedException failure)
    {
        Console.WriteLine(failure.Problem);
    }

    Step("What each task left behind, and why one failed");
    await ShowOutputsAsync(client, runId);

    Step("The cause is gone: run the failed task again, and what depends on it");
    RepairRunResponse repair = await new RunRepair(client).RepairAsync(
        runId,
        new() { JobParameters = new() { ["date"] = "2026-11-20" } });
    await waiter.WaitForSuccessAsync(runId, new() { RepairId = repair.RepairId }, progress);
    await ShowOutputsAsync(client, runId);

    Step("Its history");
    Run run = await client.GetRunAsync(runId, includeHistory: true);
    foreach (RepairHistoryItem item in run.RepairHistory ?? [])
    {
        Console.WriteLine($"{item.Type,-9} {RunOutcome.Of(item),-8} {item.StartTime:u} - {item.EndTime:u}");
    }
}

static async Task ShowOutputsAsync(JobsClient client, long runId)
{
    await foreach (TaskOutput output in new RunOutputs(client).ReadAllAsync(runId))
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
