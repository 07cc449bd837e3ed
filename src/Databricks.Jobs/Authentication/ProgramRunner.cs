using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Databricks.Jobs.Authentication;

/// <summary>Runs programs of this machine.</summary>
internal sealed class ProgramRunner : IProgramRunner
{
    public static ProgramRunner Instance { get; } = new();

    public async Task<ProgramResult> RunAsync(
        string path,
        IReadOnlyList<string> arguments,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var process = new Process { StartInfo = Describe(path, arguments), EnableRaisingEvents = true };
        process.Exited += (_, _) => ended.TrySetResult(true);
        process.Start();
        process.StandardInput.Close();
#if NET
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
#else
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
#endif
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit);
        try
        {
            Task<bool> all = Task.WhenAll(output, errors, ended.Task).ContinueWith(
                static done => done.IsCompleted,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            await all.WaitOrCancelAsync(timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"It did not end within {limit.TotalSeconds:0} s.");
        }

        return new ProgramResult(
            process.ExitCode,
            await output.ConfigureAwait(false),
            await errors.ConfigureAwait(false));
    }

    /// <summary>Joins arguments into one command line, which Windows programs split again.</summary>
    internal static string Quote(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    private static string Quote(string argument)
    {
        if (argument.Length > 0 && argument.All(static letter => letter > ' ' && letter != '"')) return argument;
        var text = new StringBuilder("\"");
        int slashes = 0;
        foreach (char letter in argument)
        {
            if (letter == '"') text.Append('\\', slashes + 1);
            slashes = letter == '\\' ? slashes + 1 : 0;
            text.Append(letter);
        }

        return text.Append('\\', slashes).Append('"').ToString();
    }

    private static ProcessStartInfo Describe(string path, IReadOnlyList<string> arguments)
    {
        var info = new ProcessStartInfo(path)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
#if NET
        foreach (string argument in arguments) info.ArgumentList.Add(argument);
#else
        info.Arguments = Quote(arguments);
#endif
        return info;
    }

    private static void Kill(Process process)
    {
        try
        {
#if NET
            process.Kill(entireProcessTree: true);
#else
            process.Kill();
#endif
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // The process has just ended.
        }
    }
}
