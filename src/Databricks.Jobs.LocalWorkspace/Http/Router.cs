using System.Text.RegularExpressions;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Finds the operation for a method and a path.</summary>
internal sealed class Router<TContext>
{
    private static readonly Regex VersionPrefix = new("^/api/[0-9.]+", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, Func<TContext, Call, Answer>> _exact = new(StringComparer.Ordinal);
    private readonly List<(string Method, Regex Path, Func<TContext, Call, string, Answer> Handler)> _withId = [];

    public void Add(string method, string path, Func<TContext, Call, Answer> handler) =>
        _exact.Add($"{method} {path}", handler);

    /// <summary>An operation of the Jobs API, which is the same under both versions.</summary>
    public void AddJobs(string method, string path, Func<TContext, Call, Answer> handler)
    {
        Add(method, "/api/2.1/jobs" + path, handler);
        Add(method, "/api/2.2/jobs" + path, handler);
    }

    /// <summary>An operation whose path holds an id at the place of <c>{id}</c>.</summary>
    public void AddWithId(string method, string path, Func<TContext, Call, string, Answer> handler)
    {
        var pattern = $"^{path.Replace("{id}", "(?<id>[^/]+)")}$";
        _withId.Add((method, new Regex(pattern, RegexOptions.CultureInvariant), handler));
    }

    public Answer Route(TContext context, Call call)
    {
        var path = call.Path.Length > 1 ? call.Path.TrimEnd('/') : call.Path;
        if (_exact.TryGetValue($"{call.Method} {path}", out var handler)) return handler(context, call);
        foreach (var route in _withId)
        {
            if (route.Method != call.Method || route.Path.Match(path) is not { Success: true } match) continue;
            return route.Handler(context, call, Uri.UnescapeDataString(match.Groups["id"].Value));
        }

        var name = VersionPrefix.Replace(path, "");
        throw new ApiException(404, "ENDPOINT_NOT_FOUND", $"No API found for '{call.Method} {name}'");
    }
}
