using System.Collections;
using System.Diagnostics;
using System.Management.Automation.Language;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>The line that the user is typing.</summary>
internal sealed class CompletionContext(
    string command,
    string parameter,
    string word,
    CommandAst? ast,
    IDictionary bound)
{
    private static readonly TimeSpan s_maxWait = TimeSpan.FromMilliseconds(250);
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>The command.</summary>
    public string Command { get; } = command;

    /// <summary>The parameter whose value is completed.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>The typed part of the value, without quotes.</summary>
    public string Word { get; } = word;

    /// <summary>The command in its pipeline, if PowerShell provides it.</summary>
    public CommandAst? Ast { get; } = ast;

    /// <summary>The remaining time to wait for the service.</summary>
    public TimeSpan TimeLeft => s_maxWait > _watch.Elapsed ? s_maxWait - _watch.Elapsed : TimeSpan.Zero;

    /// <summary>The cached responses of the connection that the line uses; null if none is connected.</summary>
    public CompletionCache? Cache => Workspace is { } workspace ? CompletionCache.Of(workspace) : null;

    /// <summary>Whether the command gets input from the pipeline.</summary>
    public bool IsPiped => Ast?.Parent is PipelineAst pipeline && pipeline.PipelineElements.IndexOf(Ast) > 0;

    /// <summary>Whether the line has the name or an alias of the completed parameter, or the start of one. Otherwise,
    /// the value stands at a position.</summary>
    public bool IsNamed(params string[] aliases) => Ast?.CommandElements.OfType<CommandParameterAst>().Any(given =>
        aliases.Append(Parameter).Any(name =>
            name.StartsWith(given.ParameterName, StringComparison.OrdinalIgnoreCase))) == true;

    /// <summary>Whether the line has a value of another parameter, by name or position. The word that is completed is
    /// not one.</summary>
    public bool HasValueOf(string parameter) => Ast is not null
        && StaticParameterBinder.BindCommand(Ast, resolve: true).BoundParameters
            .TryGetValue(parameter, out ParameterBindingResult? given)
        && !(Word.Length > 0 && Items(given.Value).Any(item => QuotedWord.Read(item.Extent.Text).Text == Word));

    /// <summary>The value of another parameter of the line; null if it is not known without running code.</summary>
    public object? Bound(string name) => bound[name];

    private static Ast[] Items(Ast value) => value is ArrayLiteralAst array ? [.. array.Elements] : [value];

    // Unused credentials are not resolved here, because that can take time.
    private DbxWorkspace? Workspace => Bound("Workspace").GetBaseObject() switch
    {
        DbxWorkspace given => given,
        string name => WorkspaceLookup.FindOpen(name),
        _ => ConnectionStore.Current ?? ConnectionStore.Ambient,
    };
}
