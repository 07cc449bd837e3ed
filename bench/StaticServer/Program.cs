using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StaticServer;

// A workspace that always returns the same responses, as fast as loopback allows: the server for the benchmarks.
// Prints its address as the first line, and ends with its standard input, so that it never outlives who started it.

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 1;
}

IReadOnlyList<TcpListener> listeners;

try
{
    listeners = Server.Listen(options.Port);
}
catch (SocketException exception)
{
    Console.Error.WriteLine(exception.SocketErrorCode == SocketError.AddressAlreadyInUse
        ? $"Port {options.Port} is in use: leave --port out to get a free one."
        : $"Can't listen on port {options.Port}: {exception.Message}");
    return 1;
}

Server server = new(options);
int port = ((IPEndPoint)listeners[0].LocalEndpoint).Port;
Task running = server.RunAsync(listeners);

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{options.Runs} runs, {server.ListBytes / 1e6:0.0} MB, {options.Latency.TotalMilliseconds} ms latency"));

await Task.WhenAny(running, Task.Run(() => { while (Console.In.ReadLine() is not null) { } })).ConfigureAwait(false);
return 0;
