using System.Text.RegularExpressions;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Finds the operation for a method and a path.</summary>
internal sealed class Router<TContext>
{
    private static readonly Regex s_versionPrefix = new("^/api/[0-9.]+", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, Func<TContext, ApiRequest, ApiResponse>> _exact = new(StringComparer.Ordinal);
    private readonly List<RouteWithId> _withId = [];

    public void Add(string method, string path, Func<TContext, ApiRequest, ApiResponse> handler) =>
        _exact.Add($"{method} {path}", handler);

    /// <summary>Adds an operation of the Jobs API under both versions.</summary>
    public void AddJobs(string method, string path, Func<TContext, ApiRequest, ApiResponse> handler)
    {
        Add(method, "/api/2.1/jobs" + path, handler);
        Add(method, "/api/2.2/jobs" + path, handler);
    }

    /// <summary>Adds an operation with an ID in its path, marked as <c>{id}</c>.</summary>
    public void AddWithId(string method, string path, Func<TContext, ApiRequest, string, ApiResponse> handler)
    {
        string pattern = $"^{path.Replace("{id}", "(?<id>[^/]+)")}$";
        _withId.Add(new RouteWithId(method, new Regex(pattern, RegexOptions.CultureInvariant), handler));
    }

    public ApiResponse Route(TContext context, ApiRequest request)
    {
        string path = request.Path.Length > 1 ? request.Path.TrimEnd('/') : request.Path;
        if (_exact.TryGetValue($"{request.Method} {path}", out Func<TContext, ApiRequest, ApiResponse>? handler))
        {
            return handler(context, request);
        }

        foreach (RouteWithId route in _withId)
        {
            if (route.Method != request.Method || route.Path.Match(path) is not { Success: true } match) continue;
            return route.Handler(context, request, Uri.UnescapeDataString(match.Groups["id"].Value));
        }

        string name = s_versionPrefix.Replace(path, "");
        throw new ApiException(404, "ENDPOINT_NOT_FOUND", $"No API found for '{request.Method} {name}'");
    }

    private sealed record RouteWithId(
        string Method,
        Regex Path,
        Func<TContext, ApiRequest, string, ApiResponse> Handler);
}
