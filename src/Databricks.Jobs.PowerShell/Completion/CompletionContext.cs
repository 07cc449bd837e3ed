using System.Collections;
using System.Diagnostics;
using System.Management.Automation.Language;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>The line that the user is writing.</summary>
internal sealed class CompletionContext(
    string command,
    string parameter,
    string word,
    CommandAst? ast,
    IDictionary bound)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(250);
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>The command.</summary>
    public string Command { get; } = command;

    /// <summary>The parameter whose value is written.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>What the user has written of the value so far, without quotes.</summary>
    public string Word { get; } = word;

    /// <summary>The command with all around it, where PowerShell tells.</summary>
    public CommandAst? Ast { get; } = ast;

    /// <summary>How long the user may still be kept waiting.</summary>
    public TimeSpan TimeLeft => MaxWait > _watch.Elapsed ? MaxWait - _watch.Elapsed : TimeSpan.Zero;

    /// <summary>What the service of this line's connection said lately; null where nothing is connected.</summary>
    public CompletionCache? Cache => Workspace is { } workspace ? CompletionCache.Of(workspace) : null;

    /// <summary>The value of another parameter of the line; null if it has none that can be told without running
    /// anything.</summary>
    public object? Bound(string name) => bound[name];

    // Credentials that nobody has used yet are left alone: to look for them may take a while.
    private DbxWorkspace? Workspace => Bound("Workspace").GetBaseObject() as DbxWorkspace
        ?? ConnectionStore.Current
        ?? ConnectionStore.Ambient;
}
