using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Benchmarks;

/// <summary>From typed objects to the bytes of a request.</summary>
[CategoriesColumn]
public class WriteBenchmarks
{
    private const string OneJob = "write a job";
    private const string OnePage = "write a page of runs";

    private JobSettings _settings = new();
    private ListRunsResponse _page = new();
    private JsonDocument? _settingsDocument;
    private JsonDocument? _pageDocument;

    [GlobalSetup]
    public void GetResponses()
    {
        using var server = ChildServer.StartStatic(runs: 25);
        using HttpClient http = server.Connect("bench");
        byte[] job = http.GetByteArrayAsync(new Uri("api/2.2/jobs/get", UriKind.Relative)).GetAwaiter().GetResult();
        byte[] page = http.GetByteArrayAsync(new Uri("api/2.2/jobs/runs/list", UriKind.Relative))
            .GetAwaiter().GetResult();
        _settings = ModelJson.Read<Job>(job, new ModelReadContext(strict: false)).Settings!;
        _page = ModelJson.Read<ListRunsResponse>(page, new ModelReadContext(strict: false));
        byte[] settings = _settings.ToUtf8Json();
        _settingsDocument = JsonDocument.Parse(settings);
        _pageDocument = JsonDocument.Parse(page);
        AllocationPerJsonByteColumn.Record(OneJob, settings.Length);
        AllocationPerJsonByteColumn.Record(OnePage, page.Length);
    }

    [GlobalCleanup]
    public void Forget()
    {
        _settingsDocument?.Dispose();
        _pageDocument?.Dispose();
    }

    [Benchmark(Description = "JsonDocument", Baseline = true), BenchmarkCategory(OneJob)]
    public byte[] WriteJobDocument() => Write(_settingsDocument!);

    [Benchmark(Description = "Databricks.Jobs"), BenchmarkCategory(OneJob)]
    public byte[] WriteJob() => _settings.ToUtf8Json();

    [Benchmark(Description = "JsonDocument", Baseline = true), BenchmarkCategory(OnePage)]
    public byte[] WritePageDocument() => Write(_pageDocument!);

    [Benchmark(Description = "Databricks.Jobs"), BenchmarkCategory(OnePage)]
    public byte[] WritePage() => _page.ToUtf8Json();

    private static byte[] Write(JsonDocument document)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            document.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
