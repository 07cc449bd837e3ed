namespace Databricks.Jobs.Tests.Runs;

/// <summary>Calls back on the thread of the report, unlike the progress of the framework.</summary>
internal sealed class CallbackProgress<T>(Action<T> action) : IProgress<T>
{
    public void Report(T value) => action(value);
}
