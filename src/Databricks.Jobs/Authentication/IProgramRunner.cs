namespace Databricks.Jobs.Authentication;

/// <summary>Runs other programs.</summary>
internal interface IProgramRunner
{
    /// <summary>Runs a program to its end, without a shell and without input.</summary>
    /// <param name="path">The full path of the program.</param>
    /// <param name="arguments">Its arguments, each as the program is to see it.</param>
    /// <param name="limit">How long it may take; then it is ended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TimeoutException">It took too long.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    Task<ProgramResult> RunAsync(
        string path,
        IReadOnlyList<string> arguments,
        TimeSpan limit,
        CancellationToken cancellationToken);
}

/// <summary>What a program did. No record, which would show what was written.</summary>
internal sealed class ProgramResult(int exitCode, string output, string errors)
{
    public int ExitCode { get; } = exitCode;

    public string Output { get; } = output;

    public string Errors { get; } = errors;
}
