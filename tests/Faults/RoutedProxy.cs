using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;

namespace Databricks.Jobs.Faults;

/// <summary>The proxy of this process: only for the hosts that a test adds.</summary>
internal sealed class RoutedProxy : IWebProxy
{
    private static readonly RoutedProxy s_instance = new();

    private readonly ConcurrentDictionary<string, Uri> _routes = new(StringComparer.OrdinalIgnoreCase);

    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination) => _routes.GetValueOrDefault(destination.Host);

    public bool IsBypassed(Uri host) => !_routes.ContainsKey(host.Host);

    public static void Route(string host, string proxy) => s_instance._routes[host] = new Uri(proxy);

    // Before the first client is created, which reads it once.
    [ModuleInitializer]
    internal static void Install() => HttpClient.DefaultProxy = s_instance;
}
