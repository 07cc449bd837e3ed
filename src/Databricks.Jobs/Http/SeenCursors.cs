namespace Databricks.Jobs.Http;

/// <summary>The marks of the pages seen so far. One that comes back would make a list without end.</summary>
internal sealed class SeenCursors(string operation)
{
    private readonly HashSet<PageCursor> _seen = [];

    /// <exception cref="JobsException">This page was asked for before.</exception>
    public PageCursor Add(PageCursor cursor)
    {
        if (_seen.Add(cursor)) return cursor;
        throw new JobsException(
            $"The pages of {operation} go round in circles: the service named one as the next that was read before.",
            "Repeat the request; if it lasts, it is an error of the service.");
    }
}
