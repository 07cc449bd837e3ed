namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>The paths of the pages for people: <c>/?key=K</c>, <c>/jobs/J</c> and <c>/jobs/J/runs/R</c>.</summary>
internal static class PagePaths
{
    /// <summary>The part of the query with the key of the pages.</summary>
    public const string Key = "key";

    /// <summary>Whether a request is for a page.</summary>
    public static bool Contain(string method, string path, string query) => method == "GET"
        && (path.StartsWith("/jobs/", StringComparison.Ordinal) || (path == "/" && query.Contains(Key + "=")));

    /// <summary>Whether a browser opens the address of a page in a window. It does so for links in other pages too,
    /// such as reports in files. They need the key, and cannot read or frame the page.</summary>
    public static bool IsOpened(RequestHead head) => Contain(head.Method, head.Path, head.Query)
        && head.Header("Origin") is null
        && head.Header("Sec-Fetch-Mode") == "navigate"
        && head.Header("Sec-Fetch-Dest") == "document";
}
