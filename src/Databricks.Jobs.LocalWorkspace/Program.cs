#if !NETSTANDARD2_0
namespace Databricks.Jobs.LocalWorkspace;

/// <summary>The local workspace as a stand-alone program.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            await Console.Out.WriteLineAsync(CommandLine.Help).ConfigureAwait(false);
            return 0;
        }

        try
        {
            await RunAsync(CommandLine.Parse(args)).ConfigureAwait(false);
            return 0;
        }
        catch (LocalWorkspaceException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task RunAsync(LocalWorkspaceOptions options)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stopped.TrySetResult();
        };
        var server = LocalWorkspaceServer.Start(options);
        await using (server.ConfigureAwait(false))
        {
            await Console.Out.WriteLineAsync(CommandLine.Greeting(server)).ConfigureAwait(false);
            await stopped.Task.ConfigureAwait(false);
        }
    }
}
#endif
