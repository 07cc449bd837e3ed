namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Waiting on a given clock, on both targets.</summary>
internal static class Wait
{
    public static Task For(TimeSpan delay, TimeProvider provider, CancellationToken cancellation) =>
#if NETSTANDARD2_0
        provider.Delay(delay, cancellation);
#else
        Task.Delay(delay, provider, cancellation);
#endif
}
