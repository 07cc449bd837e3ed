using Databricks.Jobs.Authentication;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Importing;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Definitions.Files;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Importing;

/// <summary>The importer against the local workspace.</summary>
public sealed class JobImporterTests : IDisposable
{
    private readonly LocalWorkspaceServer _workspace = LocalWorkspaceServer.Start();
    private readonly JobsClient _client;

    public JobImporterTests() => _client = new JobsClient(new JobsClientOptions
    {
        Credentials = WorkspaceCredentials.FromToken(_workspace.Address.AbsoluteUri, _workspace.Token),
        TimeProvider = new AutoAdvanceTimeProvider(),
    });

    private string[] Changes =>
    [
        .. _workspace.Requests.Where(static request => request.Method != "GET")
            .Select(static request => request.Path.Split('/').Last()),
    ];

    public void Dispose()
    {
        _client.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Five_hundred_unchanged_definitions_cost_only_the_list()
    {
        JobDefinition[] definitions = [.. Enumerable.Range(0, 500).Select(static i => Definition($"job {i}"))];
        await ImportAsync(definitions);
        _workspace.ClearRequests();

        IReadOnlyList<JobImportItem> items = await ImportAsync(definitions);

        Assert.All(items, static item => Assert.Equal(JobImportAction.Unchanged, item.Action));
        Assert.Equal(5, _workspace.Requests.Count);
        Assert.All(_workspace.Requests, static request => Assert.Equal("/api/2.2/jobs/list", request.Path));
    }

    // At each request, the connection breaks for good: before the request is carried out, or after it.
    [Theory]
    [InlineData(FaultKind.Reset, 1)]
    [InlineData(FaultKind.ResponseLost, 1)]
    [InlineData(FaultKind.ResponseLost, 4)]
    public async Task An_import_that_was_interrupted_is_finished_by_the_next_one(FaultKind kind, int limit)
    {
        bool wasInterrupted = true;
        for (int requests = 0; wasInterrupted; requests++)
        {
            long old = (await _client.CreateAsync(CreateJob.FromJson(Json($"old {requests}")))).JobId!.Value;
            JobDefinition[] definitions =
            [
                .. Enumerable.Range(0, 4).Select(i => Definition($"new {requests} {i}", permissions: "CAN_VIEW")),
                Definition($"old {requests}", "/other", permissions: "CAN_MANAGE"),
            ];
            var fault = new Fault { Kind = kind, Skip = requests, Times = -1 };
            _workspace.AddFault(fault);
            try
            {
                await ImportAsync(definitions, limit);
            }
            catch (JobsException)
            {
                // The list itself failed.
            }

            wasInterrupted = fault.Hits > 0;
            _workspace.ClearFaults();
            IReadOnlyList<JobImportItem> items = await ImportAsync(definitions, limit);

            Assert.All(items, static item => Assert.Equal(JobImportStatus.Succeeded, item.Status));
            Assert.Equal(old, items[4].JobId);
            _workspace.ClearRequests();
            Assert.All(
                await ImportAsync(definitions), static item => Assert.Equal(JobImportAction.Unchanged, item.Action));
            Assert.Empty(Changes);
        }

        string[] names = [.. (await ListAsync()).Select(static job => job.Settings!.Name!)];
        Assert.Equal(names.Distinct().Order(), names.Order());
    }

    [Fact]
    public async Task A_job_that_is_changed_after_it_was_compared_is_not_overwritten()
    {
        JobImportItem before = Assert.Single(await ImportAsync(Definition("a")));
        var importer = new JobImporter(_client);
        JobImportPlan plan = await importer.PlanAsync([Definition("a", "/mine")]);
        await _client.UpdateAsync(UpdateJob.FromJson(
            $$$"""{"job_id":{{{before.JobId}}},"new_settings":{"max_concurrent_runs":7}}"""));
        _workspace.ClearRequests();

        JobImportItem item = Assert.Single(await importer.ApplyAsync(plan.Items));

        var error = Assert.IsType<JobChangedException>(item.Error);
        Assert.Equal("~ max_concurrent_runs: 1 -> 7", Assert.Single(error.Differences).ToString());
        Assert.Empty(Changes);
    }

    [Fact]
    public async Task A_job_that_is_created_after_the_names_were_compared_is_not_created_twice()
    {
        var importer = new JobImporter(_client);
        JobImportPlan plan = await importer.PlanAsync([Definition("a")]);
        await ImportAsync(Definition("a"));
        _workspace.ClearRequests();

        Assert.IsType<JobChangedException>(Assert.Single(await importer.ApplyAsync(plan.Items)).Error);
        Assert.Empty(Changes);
    }

    [Fact]
    public async Task A_job_that_loses_its_tag_is_not_removed()
    {
        JobImportItem other = Assert.Single(await ImportAsync(Definition("other")));
        var importer = new JobImporter(
            _client, new JobImportOptions { PruneTags = new Dictionary<string, string?> { ["team"] = "sales" } });
        JobImportPlan plan = await importer.PlanAsync([Definition("a")]);
        Assert.Equal([JobImportAction.Create, JobImportAction.Remove], plan.Items.Select(static item => item.Action));
        await _client.ResetAsync(ResetJob.FromJson(
            $$$"""{"job_id":{{{other.JobId}}},"new_settings":{"name":"other","tasks":[]}}"""));

        IReadOnlyList<JobImportItem> items = await importer.ApplyAsync(plan.Items);

        Assert.IsType<JobChangedException>(items[1].Error);
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Jobs_that_others_run_are_created_first_and_their_IDs_are_used()
    {
        IReadOnlyList<JobDefinition> bundle = Bundle(("first", "second"), ("second", "third"), ("third", null));
        IReadOnlyList<JobImportItem> items = await ImportAsync([.. bundle]);
        Assert.All(items, static item => Assert.Equal(JobImportStatus.Succeeded, item.Status));
        Assert.Equal(items[1].JobId, await TargetAsync(items[0]));
        Assert.Equal(items[2].JobId, await TargetAsync(items[1]));

        _workspace.ClearRequests();
        Assert.All(await ImportAsync([.. bundle]), static item =>
            Assert.Equal(JobImportAction.Unchanged, item.Action));

        // A new job for one that exists.
        IReadOnlyList<JobDefinition> changed = Bundle(("first", "fourth"), ("fourth", null));
        items = await ImportAsync([.. changed]);
        Assert.Equal([JobImportAction.Update, JobImportAction.Create], items.Select(static item => item.Action));
        Assert.Equal(items[1].JobId, await TargetAsync(items[0]));
        Assert.EndsWith($"-> {items[1].JobId}", Assert.Single(items[0].Change).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_is_not_created_without_the_job_that_it_runs()
    {
        _workspace.AddFault(new Fault { Kind = FaultKind.Status, Status = 400, PathPattern = "*/create" });
        IReadOnlyList<JobImportItem> items = await ImportAsync([.. Bundle(("first", "second"), ("second", null))]);
        Assert.All(items, static item => Assert.Equal(JobImportStatus.Failed, item.Status));
        Assert.Contains("'second'", items[0].Error!.Message, StringComparison.Ordinal);
        Assert.Equal(["create"], Changes);
    }

    [Fact]
    public void Jobs_that_run_each_other_are_an_error_with_its_place()
    {
        JobImportException error = Assert.Throws<JobImportException>(() =>
            JobImporter.Check(Bundle(("first", "second"), ("second", "first"), ("third", null))));
        var problem = Assert.IsType<JobDefinitionException>(Assert.Single(error.Problems));
        Assert.Contains("first -> second -> first", problem.Problem, StringComparison.Ordinal);
        Assert.Equal(13, problem.Location.Line);
    }

    [Fact]
    public async Task Both_bundles_can_have_a_job_with_one_key()
    {
        JobDefinition[] definitions =
        [
            .. Bundle(("first", "second"), ("second", null)),
            .. DefinitionReading.Read(BundleText(("first", "second"), ("second", null)).Replace(
                "name: ", "name: other ", StringComparison.Ordinal), new() { KeepJobReferences = true }),
        ];
        IReadOnlyList<JobImportItem> items = await ImportAsync(definitions);
        Assert.Equal(items[1].JobId, await TargetAsync(items[0]));
        Assert.Equal(items[3].JobId, await TargetAsync(items[2]));
    }

    [Theory]
    [InlineData("ada@example.com", "user_name", 0)]
    [InlineData("bob@example.com", "user_name", 1)]
    [InlineData("6f3a5b1c-0000-4000-8000-123456789abc", "service_principal_name", 0)]
    public void The_identity_that_the_service_returns_beside_the_settings_is_compared(
        string runsAs,
        string field,
        int differences)
    {
        var job = ExistingJob.Of(new Job { JobId = 1, RunAsUserName = runsAs, Settings = new JobSettings() });
        string wanted = differences == 0 ? runsAs : "ada@example.com";
        var settings = JobSettings.FromJson($$$"""{"run_as":{"{{{field}}}":"{{{wanted}}}"}}""");
        Assert.Equal(differences, ImportComparison.Compare(job, JobDefinition.Of(settings)).Count);
        Assert.Empty(ImportComparison.Compare(job, JobDefinition.Of(new JobSettings())));
    }

    [Fact]
    public async Task The_throttle_limit_bounds_the_requests_in_progress()
    {
        const int Limit = 3;
        _workspace.AddFault(new Fault { Kind = FaultKind.Stall, PathPattern = "*/create", Times = -1 });
        using var stop = new CancellationTokenSource();
        JobDefinition[] definitions = [.. Enumerable.Range(0, 20).Select(static i => Definition($"job {i}"))];
        var importer = new JobImporter(_client, new JobImportOptions { ThrottleLimit = Limit });
        JobImportPlan plan = await importer.PlanAsync(definitions);
        _workspace.ClearRequests();

        Task import = importer.ApplyAsync(plan.Items, progress: null, stop.Token);
        Assert.True(SpinWait.SpinUntil(() => _workspace.Faults[0].Hits == Limit, TimeSpan.FromSeconds(30)));
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import);
        Assert.Equal(Limit, _workspace.Faults[0].Hits);
        Assert.Equal(2 * Limit, _workspace.Requests.Count);
        Assert.Empty(await ListAsync());
    }

    private Task<IReadOnlyList<JobImportItem>> ImportAsync(params JobDefinition[] definitions) =>
        ImportAsync(definitions, limit: 8);

    private async Task<IReadOnlyList<JobImportItem>> ImportAsync(JobDefinition[] definitions, int limit)
    {
        var importer = new JobImporter(_client, new JobImportOptions { ThrottleLimit = limit });
        return await importer.ApplyAsync((await importer.PlanAsync(definitions)).Items);
    }

    private async Task<List<BaseJob>> ListAsync()
    {
        var jobs = new List<BaseJob>();
        await foreach (BaseJob job in _client.ListAsync())
        {
            jobs.Add(job);
        }

        return jobs;
    }

    private async Task<long?> TargetAsync(JobImportItem item) =>
        (await _client.GetAsync(item.JobId!.Value)).Settings!.Tasks![0].RunJobTask!.JobId;

    private static JobDefinition Definition(string name, string notebook = "/a", string? permissions = null) =>
        Assert.Single(DefinitionReading.Read(Json(name, notebook, permissions)));

    private static string Json(string name, string notebook = "/a", string? permissions = null)
    {
        string access = permissions is null
            ? ""
            : $$""" "access_control_list":[{"group_name":"users","permission_level":"{{permissions}}"}],""";
        return $$$"""
            {"name":"{{{name}}}","tags":{"team":"sales"},{{{access}}}
             "tasks":[{"task_key":"a","notebook_task":{"notebook_path":"{{{notebook}}}"}}]}
            """;
    }

    private static IReadOnlyList<JobDefinition> Bundle(params (string Key, string? Runs)[] jobs) =>
        DefinitionReading.Read(BundleText(jobs), new JobDefinitionReaderOptions { KeepJobReferences = true });

    private static string BundleText(params (string Key, string? Runs)[] jobs) =>
        "bundle: {name: b}\nresources:\n  jobs:\n" + string.Concat(jobs.Select(static job => $"""
                {job.Key}:
                  name: {job.Key}
                  tasks:
                    - task_key: t
                      {(job.Runs is null
                          ? "notebook_task: {notebook_path: /a}"
                          : $"run_job_task: {{job_id: '${{resources.jobs.{job.Runs}.id}}'}}")}

            """));
}
