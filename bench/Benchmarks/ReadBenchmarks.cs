using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Benchmarks;

/// <summary>Reads typed objects from the bytes of a response: a run of four tasks, and a page of 25 of them.</summary>
[CategoriesColumn]
public class ReadBenchmarks
{
    private const string OneRun = "read a run";
    private const string OnePage = "read a page";

    // A list shares one context over its pages, and so the strings that come again.
    private readonly ModelReadContext _context = new(strict: false);
    private byte[] _run = [];
    private byte[] _page = [];

    [GlobalSetup]
    public void GetResponses()
    {
        using var server = ChildServer.StartStatic(runs: 25);
        using HttpClient http = server.Connect("bench");
        _run = http.GetByteArrayAsync(new Uri("api/2.2/jobs/runs/get", UriKind.Relative)).GetAwaiter().GetResult();
        _page = http.GetByteArrayAsync(new Uri("api/2.2/jobs/runs/list", UriKind.Relative)).GetAwaiter().GetResult();
        AllocationPerJsonByteColumn.Record(OneRun, _run.Length);
        AllocationPerJsonByteColumn.Record(OnePage, _page.Length);
    }

    [Benchmark(Description = "Utf8JsonReader, tokens only", Baseline = true), BenchmarkCategory(OneRun)]
    public int ScanRun() => TokenScan.Count(_run);

    [Benchmark(Description = "JsonDocument"), BenchmarkCategory(OneRun)]
    public JsonValueKind ParseRun() => TokenScan.Parse(_run);

    [Benchmark(Description = "Databricks.Jobs"), BenchmarkCategory(OneRun)]
    public object ReadRun() => ModelJson.Read<Run>(_run, new ModelReadContext(strict: false));

    [Benchmark(Description = "Utf8JsonReader, tokens only", Baseline = true), BenchmarkCategory(OnePage)]
    public int ScanPage() => TokenScan.Count(_page);

    [Benchmark(Description = "JsonDocument"), BenchmarkCategory(OnePage)]
    public JsonValueKind ParsePage() => TokenScan.Parse(_page);

    [Benchmark(Description = "Databricks.Jobs"), BenchmarkCategory(OnePage)]
    public object ReadPage() => ModelJson.Read<ListRunsResponse>(_page, _context);
}
