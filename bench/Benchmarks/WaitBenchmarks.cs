using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Benchmarks;

/// <summary>Polls 200 runs of the local workspace once, all of which have ended: the cost of a wait without its delays.
/// </summary>
[CategoriesColumn]
public class WaitBenchmarks
{
    private const string Wait = "wait for 200 runs";
    private const int Runs = 200;
    private const string Token = "bench";

    private readonly long[] _ids = new long[Runs];
    private ChildServer? _server;
    private JobsClient? _client;
    private HttpClient? _http;

    [GlobalSetup]
    public async Task StartRunsAsync()
    {
        _server = ChildServer.StartWorkspace(Token, speed: 10_000);
        _http = _server.Connect(Token);
        _client = new JobsClient(new()
        {
            Credentials = WorkspaceCredentials.FromToken(_server.Address, Token),
        });

        for (int i = 0; i < Runs; i++)
        {
            SubmitRunResponse started = await _client.SubmitAsync(new()
            {
                Tasks = [new() { TaskKey = "task", NotebookTask = new() { NotebookPath = "/Bench/task" } }],
            });
            _ids[i] = started.RunId!.Value;
        }

        await _client.WaitForRunAsync(_ids[^1]);
        AllocationPerJsonByteColumn.Record(Wait, await GetEachAsync());
    }

    [GlobalCleanup]
    public void Disconnect()
    {
        _http?.Dispose();
        _client?.Dispose();
        _server?.Dispose();
    }

    [Benchmark(Description = "HttpClient and JsonDocument, one by one", Baseline = true), BenchmarkCategory(Wait)]
    public async Task<long> GetEachAsync()
    {
        long bytes = 0;

        foreach (long id in _ids)
        {
            string path = "api/2.2/jobs/runs/get?run_id=" + id.ToString(CultureInfo.InvariantCulture);
            byte[] body = await _http!.GetByteArrayAsync(new Uri(path, UriKind.Relative));
            using var document = JsonDocument.Parse(body);

            if (document.RootElement.GetProperty("state").GetProperty("result_state").GetString() != "SUCCESS")
            {
                throw new InvalidOperationException($"Run {id} has not succeeded.");
            }

            bytes += body.Length;
        }

        return bytes;
    }

    [Benchmark(Description = "Databricks.Jobs, WaitForRunsAsync"), BenchmarkCategory(Wait)]
    public async Task<int> WaitForManyAsync()
    {
        int right = 0;

        await foreach (RunWaitResult result in _client!.WaitForRunsAsync(_ids))
        {
            right += RunOutcome.Of(result.Run!).IsSuccess ? 1 : 0;
        }

        return right == Runs ? right : throw new InvalidOperationException($"{right} runs of {Runs} were right.");
    }
}
