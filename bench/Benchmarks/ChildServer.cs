using System.Diagnostics;
using System.Net.Http.Headers;

namespace Databricks.Jobs.Benchmarks;

/// <summary>A server in a process of its own, so that nothing of it counts as the client's.</summary>
internal sealed class ChildServer : IDisposable
{
    private readonly Process _process;

    private ChildServer(string assembly, string arguments, Func<string, string?> findAddress)
    {
        ProcessStartInfo start = new("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, assembly)}\" {arguments}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        string? address = null;

        while (address is null && _process.StandardOutput.ReadLine() is { } line)
        {
            address = findAddress(line);
        }

        Address = address ?? throw new InvalidOperationException($"{assembly} did not start.");
    }

    public string Address { get; }

    /// <summary>The static server, which always returns the same responses.</summary>
    public static ChildServer StartStatic(int runs) => new("StaticServer.dll", $"--runs {runs}", static line => line);

    /// <summary>The local workspace.</summary>
    public static ChildServer StartWorkspace(string token, int speed)
    {
        const string Mark = "DATABRICKS_HOST=";
        return new(
            "Databricks.Jobs.LocalWorkspace.dll",
            $"--token {token} --speed {speed}",
            static line => line.Contains(Mark, StringComparison.Ordinal)
                ? line[(line.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Trim()
                : null);
    }

    public HttpClient Connect(string token)
    {
        HttpClient http = new() { BaseAddress = new Uri(Address + "/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }
}
