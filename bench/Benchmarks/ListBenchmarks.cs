using BenchmarkDotNet.Attributes;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Models;
using RawLoop;

namespace Databricks.Jobs.Benchmarks;

/// <summary>1,000 runs of four tasks in 40 pages from the static server, to typed objects.</summary>
[CategoriesColumn]
public class ListBenchmarks
{
    private const string OneList = "list 1,000 runs";
    private const int Runs = 1000;
    private const string Token = "bench";

    private ChildServer? _server;
    private JobsClient? _client;

    [GlobalSetup]
    public void Connect()
    {
        _server = ChildServer.StartStatic(Runs);
        _client = new JobsClient(new()
        {
            Credentials = WorkspaceCredentials.FromToken(_server.Address, Token),
        });
        AllocationPerJsonByteColumn.Record(OneList, RawClient.CountBytes(_server.Address, Token));
    }

    [GlobalCleanup]
    public void Disconnect()
    {
        _client?.Dispose();
        _server?.Dispose();
    }

    [Benchmark(Description = "fetch and scan, no objects", Baseline = true), BenchmarkCategory(OneList)]
    public int Scan() => Checked(RawClient.CountRuns(_server!.Address, Token));

    [Benchmark(Description = "Databricks.Jobs"), BenchmarkCategory(OneList)]
    public async Task<int> ListAsync()
    {
        int runs = 0;
        ListRunsOptions options = new() { ExpandTasks = true };

        await foreach (IReadOnlyList<BaseRun> page in _client!.ListRunPagesAsync(options))
        {
            runs += page.Count;
        }

        return Checked(runs);
    }

    private static int Checked(int runs) =>
        runs == Runs ? runs : throw new InvalidOperationException($"{runs} runs came instead of {Runs}.");
}
