using System.Collections.Concurrent;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Databricks.Jobs.Benchmarks;

/// <summary>The bytes allocated for each byte of JSON that an operation works on.</summary>
internal sealed class AllocationPerJsonByteColumn : IColumn
{
    private static readonly ConcurrentDictionary<string, long> s_jsonBytes = new();

    public string Id => nameof(AllocationPerJsonByteColumn);

    public string ColumnName => "Allocated/JSON";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Metric;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Bytes allocated for each byte of JSON";

    /// <summary>Benchmarks run in this process, so their setup can tell here how much JSON an operation has.</summary>
    public static void Record(string category, long jsonBytes) => s_jsonBytes[category] = jsonBytes;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        string category = benchmarkCase.Descriptor.Categories[0];
        return s_jsonBytes.TryGetValue(category, out long jsonBytes)
            && summary[benchmarkCase]?.GcStats.GetBytesAllocatedPerOperation(benchmarkCase) is { } allocated
                ? (allocated / (double)jsonBytes).ToString("0.00", CultureInfo.InvariantCulture)
                : "?";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
