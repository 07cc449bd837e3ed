using System.Net.Sockets;
using System.Text;

namespace Databricks.Jobs.Tests.Servers;

/// <summary>What the test server does with a request.</summary>
internal sealed record StubResponse(int Status, byte[] Body, params (string Name, string Value)[] Headers)
{
    /// <summary>How much of the answer goes out before the connection is closed; null for all of it.</summary>
    public int? CutAfterBytes { get; init; }

    /// <summary>Whether the connection is reset before anything goes out.</summary>
    public bool Reset { get; init; }

    /// <summary>What has to be done before the answer goes out.</summary>
    public Task? After { get; init; }

    /// <summary>The end of the answer that goes out only when this is done.</summary>
    public Task? SecondHalfAfter { get; init; }

    /// <summary>Writes the answer in the place of the server, byte by byte if need be; then the connection is closed.
    /// </summary>
    public Func<TcpClient, Stream, Task>? Raw { get; init; }

    public static StubResponse Json(string json, int status = 200) =>
        new(status, Encoding.UTF8.GetBytes(json), ("Content-Type", "application/json"));

    public static StubResponse Error(int status, string code, string message) =>
        Json($$"""{"error_code":"{{code}}","message":"{{message}}"}""", status);

    public static StubResponse Text(int status, string text, string type = "text/plain") =>
        new(status, Encoding.UTF8.GetBytes(text), ("Content-Type", type));

    public static StubResponse Written(Func<TcpClient, Stream, Task> raw) => new(0, []) { Raw = raw };

    public static StubResponse Broken() => new(0, []) { Reset = true };

    public StubResponse With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };
}

/// <summary>What the test server received.</summary>
internal sealed record ReceivedRequest(string Method, string Target, Dictionary<string, string> Headers, byte[] Body)
{
    public string Path => Target.Split('?')[0];

    public string Text => Encoding.UTF8.GetString(Body);

    public string? Query(string name) => Target
        .Split('?', '&')
        .Skip(1)
        .Select(static pair => pair.Split('='))
        .Where(pair => pair[0] == name)
        .Select(static pair => Uri.UnescapeDataString(pair[1]))
        .FirstOrDefault();
}
