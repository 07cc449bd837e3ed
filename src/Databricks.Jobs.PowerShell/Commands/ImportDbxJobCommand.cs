using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Importing;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Progress;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Makes the jobs of the workspace agree with definitions in files.</summary>
[Cmdlet(
    VerbsData.Import,
    "DbxJob",
    DefaultParameterSetName = PathSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Import-DbxJob.md")]
[OutputType(typeof(JobImportItem))]
public sealed partial class ImportDbxJobCommand : DbxCommandBase
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ObjectSet = "InputObject";

    private readonly ImportDisplay _display = new();
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The paths of files and folders.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ParameterSetName = PathSet,
        HelpMessage = "The paths of JSON or YAML files with definitions of jobs, or of folders with such files; "
            + "wildcards are allowed. The folder of a bundle means the bundle.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The paths of files and folders, without wildcards.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = LiteralPathSet,
        HelpMessage = "The paths of JSON or YAML files with definitions of jobs, or of folders with such files, "
            + "exactly as they are.")]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Definitions.</summary>
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ParameterSetName = ObjectSet,
        HelpMessage = "The definition of a job: text in JSON or YAML, a job, its settings, or a hashtable. From the "
            + "pipeline, files and folders are accepted too.")]
    [ValidateNotNull]
    [Alias("Settings")]
    public object? InputObject { get; set; }

    /// <summary>The target of a bundle.</summary>
    [Parameter(HelpMessage = "The target of the bundle that the file belongs to. The default is the bundle's own.")]
    [ArgumentCompleter(typeof(BundleTargetCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Target { get; set; }

    /// <summary>Values for the variables of a bundle.</summary>
    [Parameter(HelpMessage = "Values for the variables of the bundle: a hashtable of names and values.")]
    [NotNullTransformation]
    public IDictionary? Variable { get; set; }

    /// <summary>The workspace folder with the files of a bundle.</summary>
    [Parameter(
        HelpMessage = "The workspace folder that has the files of the bundle, such as /Workspace/Shared/etl. It "
            + "replaces the bundle's folder in relative paths.")]
    [ValidateNotNullOrEmpty]
    public string? FilesRoot { get; set; }

    /// <summary>Whether to send fields that are not known.</summary>
    [Parameter(HelpMessage = "Sends fields that this version does not know, with a warning for each.")]
    public SwitchParameter AllowUnknownField { get; set; }

    /// <summary>Whether to remove jobs without a definition.</summary>
    [Parameter(
        HelpMessage = "Also removes the jobs that have the tags in -Tag and no definition, with a prompt for each job "
            + "unless you specify -Force.")]
    public SwitchParameter Prune { get; set; }

    /// <summary>The tags of the jobs to remove.</summary>
    [Parameter(
        HelpMessage = "The tags of the jobs that -Prune can remove: 'key', 'key=value', or a hashtable such as "
            + "@{ team = 'sales' }. A job must have all of them.")]
    [TagTransformation]
    [ArgumentCompleter(typeof(TagCompleter))]
    [ValidateNotNullOrEmpty]
    public IDictionary? Tag { get; set; }

    /// <summary>The jobs as they were.</summary>
    [Parameter(
        HelpMessage = "The jobs as you last saw them: files or folders from Export-DbxJob, or jobs from Get-DbxJob. A "
            + "job that differs from them was changed by someone else, and is not overwritten.")]
    [ValidateNotNullOrEmpty]
    public object[]? IfUnchangedSince { get; set; }

    /// <summary>The maximum number of jobs at the same time.</summary>
    [Parameter(
        HelpMessage = "The maximum number of jobs that are read or changed at the same time, from 1 to 64. The default "
            + "is 8.")]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Whether to remove jobs without a prompt.</summary>
    [Parameter(HelpMessage = "Suppresses the confirmation prompts.")]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Prune && Tag is null)
        {
            ThrowTerminatingError(ErrorRecords.Create(
                "TagNeeded",
                ErrorCategory.InvalidArgument,
                "-Prune needs -Tag: without it, all other jobs of the workspace would be removed.",
                "Specify a tag that only the jobs in your files have, such as -Prune -Tag team=sales.",
                target: null));
        }

        if (Tag is not null && !Prune)
        {
            ThrowTerminatingError(ErrorRecords.Create(
                "PruneNeeded",
                ErrorCategory.InvalidArgument,
                "-Tag selects the jobs that -Prune removes, but -Prune is not specified.",
                "Add -Prune, or omit -Tag.",
                target: null));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path ?? [])
        {
            ReadFiles([path], literalPaths: null);
        }

        foreach (string path in LiteralPath ?? [])
        {
            ReadFiles(paths: null, [path]);
        }

        if (InputObject is not null)
        {
            ReadInput(InputObject);
        }
    }

    // At the end of the pipeline, because nothing is sent unless all definitions can be imported.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        EndText();
        IReadOnlyList<JobDefinition>? known = ReadKnown();
        if (_isUnreadable || !HasDefinitions())
        {
            return;
        }

        try
        {
            Import(known);
        }
        finally
        {
            WriteProgress(ImportDisplay.Complete());
        }
    }

    private void Import(IReadOnlyList<JobDefinition>? known)
    {
        JobImporter? importer = null;
        var progress = new PostedProgress<JobImportProgress>(this, step => WriteProgress(_display.Show(step)));
        if (!TryStart(() => JobImporter.Check(_definitions))
            || !TryCheck(() => importer = new JobImporter(Client, CreateOptions(known)), target: null)
            || !TryStart(() => _plan = Execute(token => importer!.PlanAsync(_definitions, progress, token))))
        {
            return;
        }

        JobImportItem[] items = [.. _plan!.Items.Select(Confirm)];
        // With -WhatIf, the objects say what would happen.
        IReadOnlyList<JobImportItem> results = IsWhatIf ? _plan.Items : Apply(importer!, items);
        WriteObject(results, enumerateCollection: true);
        if (JobImportException.Of(results) is { } error)
        {
            WriteError(ErrorRecords.From(error, results.First(static item => item.Error is not null).Name));
        }
    }

    private IReadOnlyList<JobImportItem> Apply(JobImporter importer, JobImportItem[] items)
    {
        var progress = new PostedProgress<JobImportProgress>(this, step => WriteProgress(_display.Show(step)));
        return Execute(token => importer.ApplyAsync(items, progress, token));
    }

    private JobImportOptions CreateOptions(IReadOnlyList<JobDefinition>? known) => new()
    {
        ThrottleLimit = ThrottleLimit,
        PruneTags = Tag is null ? null : ReadTags(Tag),
        UnchangedSince = known,
    };

    private static Dictionary<string, string?> ReadTags(IDictionary tags) => tags.ToObjectMap().ToDictionary(
        static tag => tag.Key,
        static tag => tag.Value is null ? null : LanguagePrimitives.ConvertTo<string>(tag.Value));

    // Each problem is an error of its own, with its position.
    private bool TryStart(Action start)
    {
        try
        {
            start();
            return true;
        }
        catch (JobImportException exception)
        {
            foreach (JobsException problem in exception.Problems)
            {
                ErrorRecord record = ErrorRecords.From(problem, (problem as JobDefinitionException)?.Location.File);
                record.ErrorDetails.RecommendedAction = "Nothing was sent. " + record.ErrorDetails.RecommendedAction;
                WriteError(record);
            }
        }
        catch (Exception exception) when (ErrorRecords.IsKnown(exception))
        {
            WriteError(ErrorRecords.From(exception, target: null));
        }

        return false;
    }

    private JobImportItem Confirm(JobImportItem item) => !item.IsPending || IsConfirmed(item) ? item : item.Skip();

    private bool IsConfirmed(JobImportItem item) => item.Action == JobImportAction.Remove
        ? ShouldProcess(item.Describe(), "Remove job") && MayRemove(item)
        : ShouldProcess(item.Describe(), $"{item.Action} job", () => item.Change);

    // A file that is missing by mistake must not remove a job.
    private bool MayRemove(JobImportItem item) =>
        IsWhatIf || NeedsNoQuestion
        || (!_noToAll && TryAsk(
            () => ShouldContinue(
                ScreenText.Line($"Remove {item.Describe()} from {Workspace!.Name}? No definition is for it."),
                "Remove job",
                ref _yesToAll,
                ref _noToAll),
            $"This would remove {item.Describe()}.",
            "To do so without a prompt, use -Force or -Confirm:$false. To see what would be removed, use -WhatIf.",
            item.JobId));
}
