namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>The key in the addresses of pages. It allows reading pages and nothing else, and only while the server
/// runs.</summary>
internal sealed class PageKey
{
    public string Text { get; } = RandomText.Create();

    /// <summary>Whether a request has this key.</summary>
    public bool Opens(ApiRequest request) => RandomText.AreEqual(request.Text(PagePaths.Key) ?? "", Text);
}
