using System.Diagnostics;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Importing;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Importing;

/// <summary>An import of 200 jobs in a process of its own, which is killed at 20 different requests. Each run continues
/// where the one before it ended.</summary>
public sealed class KilledImportTests : IDisposable
{
    private const int Kills = 20;

    private static readonly string[] s_names = [.. Enumerable.Range(1, 200).Select(static i => $"job {i:000}")];

    private readonly LocalWorkspaceFixture _fixture = new();
    private readonly string _file = Path.GetTempFileName();

    public KilledImportTests() => File.WriteAllText(
        _file,
        $"[{string.Join(",", s_names.Select(static name => $$"""{"name":"{{name}}","tasks":[]}"""))}]");

    public void Dispose()
    {
        _fixture.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task Ends_with_the_same_jobs_each_once()
    {
        int made = 0;
        for (int point = 1; point <= Kills; point++)
        {
            await ImportAndKillAsync(point);
            List<string> names = await ListAsync();
            Assert.Equal(names.Count, names.Distinct().Count());
            made = names.Count;
        }

        Assert.InRange(made, Kills, s_names.Length - 1);
        IReadOnlyList<JobDefinition> definitions = await new JobDefinitionReader().ReadFileAsync(_file);
        var importer = new JobImporter(_fixture.Client);
        Assert.Null(JobImportException.Of(await importer.ApplyAsync((await importer.PlanAsync(definitions)).Items)));
        Assert.Equal(s_names, (await ListAsync()).Order(StringComparer.Ordinal));
        Assert.All((await importer.PlanAsync(definitions)).Items, static item =>
            Assert.Equal(JobImportAction.Unchanged, item.Action));
    }

    private async Task ImportAndKillAsync(int point)
    {
        // The server stops responding: before it carries a request out, or in the response to one that it carried out.
        var fault = new Fault
        {
            Kind = point % 2 == 0 ? FaultKind.Stall : FaultKind.SlowBody,
            Skip = 2 * point,
            Times = -1,
            Delay = TimeSpan.FromHours(1),
        };
        _fixture.Workspace.AddFault(fault);
        using Process process = Start();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Assert.True(SpinWait.SpinUntil(() => fault.Hits > 0 || process.HasExited, TimeSpan.FromMinutes(1)));
        Assert.False(process.HasExited, process.HasExited ? await errors : "");
        process.Kill();
        await process.WaitForExitAsync();
        _fixture.Workspace.ClearFaults();
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(ImportProgram).Assembly.Location);
        start.ArgumentList.Add(_fixture.Workspace.Address.AbsoluteUri);
        start.ArgumentList.Add(_file);
        start.Environment[ImportProgram.TokenVariable] = _fixture.Workspace.Token;
        return Process.Start(start)!;
    }

    private async Task<List<string>> ListAsync()
    {
        var names = new List<string>();
        await foreach (BaseJob job in _fixture.Client.ListAsync(new ListJobsOptions { Limit = 100 }))
        {
            names.Add(job.Settings!.Name!);
        }

        return names;
    }
}
