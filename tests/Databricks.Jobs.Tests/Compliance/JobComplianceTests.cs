using Databricks.Jobs.Compliance;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Compliance;

public sealed class JobComplianceTests : IDisposable
{
    private readonly LocalWorkspaceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_job_tells_what_it_breaks_and_which_job_it_is()
    {
        long job = await CreateAsync();

        JobCompliance compliance = await _fixture.Client.GetJobComplianceAsync(job);

        Assert.Equal(job, compliance.JobId);
        Assert.False(compliance.IsCompliant);
        Assert.Equal("Too many.", compliance.Violations!["main.new_cluster.num_workers"]);
    }

    [Fact]
    public async Task Members_that_nobody_knows_are_kept()
    {
        using var fixture = new ClientFixture();
        fixture.Server.Then(StubResponse.Json("""{"is_compliant":true,"brand_new":1}"""));

        JobCompliance compliance = await fixture.Client.GetJobComplianceAsync(7);

        Assert.Equal("""{"job_id":7,"is_compliant":true,"brand_new":1}""", compliance.ToJson());
    }

    [Fact]
    public async Task A_repair_can_be_asked_for_before_it_is_made()
    {
        long job = await CreateAsync();

        JobComplianceRepair requested = await _fixture.Client.RepairJobComplianceAsync(job, validateOnly: true);
        Assert.False((await _fixture.Client.GetJobComplianceAsync(job)).IsCompliant);
        JobComplianceRepair made = await _fixture.Client.RepairJobComplianceAsync(job);
        JobComplianceRepair again = await _fixture.Client.RepairJobComplianceAsync(job);

        Assert.Equal($"job {job}: 1 change, not made", requested.ToString());
        Assert.Equal("main.new_cluster.num_workers: 8 -> 4", Assert.Single(requested.Changes).ToString());
        Assert.Equal($"job {job}: 1 change, made", made.ToString());
        Assert.Equal(4, made.Settings!.JobClusters![0].NewCluster!.NumWorkers);
        Assert.Equal($"job {job}: no changes", again.ToString());
        Assert.False(again.IsApplied);
        Assert.True((await _fixture.Client.GetJobComplianceAsync(job)).IsCompliant);
    }

    private Task<long> CreateAsync()
    {
        _fixture.Workspace.AddViolation(new PolicyViolation
        {
            PolicyId = "p",
            Field = "main.new_cluster.num_workers",
            Message = "Too many.",
            RequiredValue = "4",
        });
        return _fixture.CreateAsync("""
            {"name":"etl","tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/a"}}],
             "job_clusters":[{"job_cluster_key":"main",
              "new_cluster":{"spark_version":"15","num_workers":8,"policy_id":"p"}}]}
            """);
    }
}
