namespace Databricks.Jobs.Http;

/// <summary>The cursors of the pages read so far. A cursor that repeats would make the list endless.</summary>
internal sealed class SeenCursors(string operation)
{
    private readonly HashSet<PageCursor> _seen = [];

    /// <exception cref="JobsException">This page was requested before.</exception>
    public PageCursor Add(PageCursor cursor)
    {
        if (_seen.Add(cursor)) return cursor;
        throw new JobsException(
            $"The pages of {operation} loop: the service returned the token of a page that has been read before.",
            "Retry the request. If the error persists, report it to the support of the service.");
    }
}
