namespace Databricks.Jobs.Authentication;

/// <summary>Runs other programs.</summary>
internal interface IProgramRunner
{
    /// <summary>Runs a program until it ends, without a shell and without input.</summary>
    /// <param name="path">The full path of the program.</param>
    /// <param name="arguments">Its arguments, each as the program receives it.</param>
    /// <param name="limit">How long it may run before it is stopped.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TimeoutException">It took too long.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    Task<ProgramResult> RunAsync(
        string path,
        IReadOnlyList<string> arguments,
        TimeSpan limit,
        CancellationToken cancellationToken);
}

/// <summary>The result of a program. Not a record, because <c>ToString</c> would show its output.</summary>
internal sealed class ProgramResult(int exitCode, string output, string errors)
{
    public int ExitCode { get; } = exitCode;

    public string Output { get; } = output;

    public string Errors { get; } = errors;
}
