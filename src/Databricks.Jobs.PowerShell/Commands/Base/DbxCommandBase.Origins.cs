using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <content>The workspaces that objects come from: an ID of one workspace can be that of another job in another
/// workspace.</content>
public abstract partial class DbxCommandBase
{
    /// <summary>Whether the command only accepts objects of the workspace that it uses: commands that change
    /// something.</summary>
    private protected virtual bool NeedsOwnObjects => Attribute is { SupportsShouldProcess: true };

    /// <summary>Writes an object to the pipeline, and remembers which workspace it came from.</summary>
    internal new void WriteObject(object? item)
    {
        RememberOrigin(item);
        base.WriteObject(item);
    }

    /// <summary>Writes an object, or each object of a list, and remembers which workspace it came from.</summary>
    internal new void WriteObject(object? item, bool enumerateCollection)
    {
        if (!enumerateCollection || LanguagePrimitives.GetEnumerable(item) is not { } items)
        {
            WriteObject(item);
            return;
        }

        foreach (object one in items)
        {
            WriteObject(one);
        }
    }

    /// <summary>The runs of a parameter, without those of another workspace, which become non-terminating errors.
    /// </summary>
    private protected IEnumerable<RunReference> FindRuns(long[] runIds)
    {
        object?[] sources = RunSource.Of(runIds);
        return runIds
            .Select((id, index) => new RunReference(id, sources[index]))
            .Where(run => IsFromThisWorkspace(run.Source, $"{run}", run.Id));
    }

    /// <summary>A run with its name, which is requested if the user is going to see it and it is not known.</summary>
    private protected RunReference Named(RunReference run) => run.Source is null && ShowsEach
        && TryGet(token => Client.GetRunAsync(run.Id, cancellationToken: token)) is { } found
            ? run with { Source = found }
            : run;

    // Null for any error: it would also be that of the change, which reports it.
    private T? TryGet<T>(Func<CancellationToken, Task<T>> get)
        where T : class
    {
        try
        {
            return Execute(get);
        }
        catch (Exception exception) when (ErrorRecords.IsKnown(exception))
        {
            return null;
        }
    }

    /// <summary>Checks that an object comes from the workspace of this command; otherwise writes an error. Objects that
    /// were created in another way, such as from JSON, pass.</summary>
    /// <param name="source">The object; null if there is only an ID.</param>
    /// <param name="description">The object, at the start of a sentence.</param>
    /// <param name="target">The target object of the error.</param>
    private protected bool IsFromThisWorkspace(object? source, string description, object target)
    {
        if (!NeedsOwnObjects || WorkspaceOrigin.Of(source) is not { } origin)
        {
            return true;
        }

        if (!TryCheck(() => Workspace ??= AmbientConnection.Get(), target))
        {
            return false;
        }

        if (origin.IsSameWorkspace(Workspace!))
        {
            return true;
        }

        WriteError(ErrorRecords.Create(
            "OtherWorkspace",
            ErrorCategory.InvalidArgument,
            $"{description} is in {origin.Name}, but this command uses {Workspace!.Name}. Nothing was sent.",
            $"To use it where it is, add -Workspace {origin.Argument}, or run Select-DbxWorkspace {origin.Argument} "
                + $"first. To change an object in {Workspace.Name}, get it from there.",
            target));
        return false;
    }

    /// <summary>The client of the workspace that an object comes from; otherwise, that of this command.</summary>
    private protected JobsClient ClientOf(object? source) => (WorkspaceOrigin.Of(source)?.Client) ?? Client;

    private void RememberOrigin(object? item)
    {
        object? value = item.GetBaseObject();
        if (Workspace is not null && value is not (null or string or ValueType or DbxWorkspace))
        {
            WorkspaceOrigin.Remember(value, Workspace);
        }
    }
}
