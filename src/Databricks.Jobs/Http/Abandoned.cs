namespace Databricks.Jobs.Http;

/// <summary>Work that was begun and that nobody wants any more, nor the reason why it failed.</summary>
internal static class Abandoned
{
    public static async Task EndAsync(Task work)
    {
        await Task.WhenAny(work).ConfigureAwait(false);
        _ = work.Exception;
    }
}
