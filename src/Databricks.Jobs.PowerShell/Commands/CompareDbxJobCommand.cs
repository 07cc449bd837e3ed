using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Compares definitions of jobs: jobs, files, settings and runs.</summary>
[Cmdlet(VerbsData.Compare, "DbxJob", HelpUri = Help.Base + "Compare-DbxJob.md")]
[OutputType(typeof(JobDifference), typeof(bool))]
public sealed partial class CompareDbxJobCommand : DbxCommandBase
{
    private const string WhatFits =
        "the ID or the name of a job, a job, a run, the path of a file, or settings";

    private JobsClient? _differenceClient;
    private string? _lastTextFile;

    /// <summary>What to compare.</summary>
    [Parameter(
        Position = 0,
        HelpMessage = "The definition to compare with: the ID or the name of a job, a job, a run, the path of a file, "
            + "or settings.")]
    [ArgumentCompleter(typeof(JobIdOrNameCompleter))]
    [ValidateNotNullOrEmpty]
    public object? ReferenceObject { get; set; }

    /// <summary>What to compare it with.</summary>
    [Parameter(
        Position = 1,
        HelpMessage = "The definition to compare. By default, the job of the same name or, for a run, its job.")]
    [ArgumentCompleter(typeof(JobIdOrNameCompleter))]
    [ValidateNotNullOrEmpty]
    public object? DifferenceObject { get; set; }

    /// <summary>A definition from the pipeline.</summary>
    [Parameter(
        ValueFromPipeline = true,
        HelpMessage = "A definition from the pipeline. It is the reference object, or the difference object if you "
            + "specify a reference object.")]
    public object? InputObject { get; set; }

    /// <summary>The workspace of the difference object.</summary>
    [Parameter(
        HelpMessage = "The workspace of the difference object, if it is not the workspace of the reference object.")]
    [ValidateNotNull]
    [WorkspaceTransformation]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public DbxWorkspace? DifferenceWorkspace { get; set; }

    /// <summary>The target of a bundle.</summary>
    [Parameter(HelpMessage = "The target of the bundle that a file belongs to. The default is the bundle's own.")]
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

    /// <summary>Whether to compare permissions.</summary>
    [Parameter(HelpMessage = "Also compares the permissions on the jobs. Inherited permissions are not compared.")]
    public SwitchParameter IncludePermission { get; set; }

    /// <summary>Whether to return only whether the definitions are equal.</summary>
    [Parameter(HelpMessage = "Returns $true if there are no differences, and $false if there are.")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? input = InputObject;
        if (IsNextLine(ref input))
        {
            return;
        }

        object? reference = ReferenceObject ?? input;
        object? difference = DifferenceObject ?? (ReferenceObject is null ? null : input);
        bool areThree = ReferenceObject is not null && DifferenceObject is not null && InputObject is not null;
        if (reference is null || areThree)
        {
            WriteError(ErrorRecords.Create(
                "CompareTwo",
                ErrorCategory.InvalidArgument,
                reference is null
                    ? "There is nothing to compare."
                    : "Three definitions are specified: two as arguments and one from the pipeline.",
                "Specify two definitions, such as Compare-DbxJob nightly ./nightly.json.",
                reference));
            return;
        }

        foreach (ComparedJob left in Resolve(reference, () => Client))
        {
            foreach (ComparedJob right in difference is null ? Counterpart(left) : Matching(left, difference))
            {
                Compare(left, right);
            }
        }
    }

    // Get-Content adds the path of the file to each line.
    private bool IsNextLine(ref object? input)
    {
        if (input.GetBaseObject() is not string || PipedText.Of(input!).File is not { } path)
        {
            return false;
        }

        bool isSame = path == _lastTextFile;
        _lastTextFile = path;
        input = new FileInfo(GetUnresolvedProviderPathFromPSPath(path));
        return isSame;
    }

    private void Compare(ComparedJob left, ComparedJob right)
    {
        Run? run = left.Run ?? right.Run;
        if (run is not null)
        {
            WriteVerbose($"A run does not record these settings, so they are not compared: "
                + $"{string.Join(", ", RunDefinition.NotRecorded)}.");
        }

        bool withPermissions = IncludePermission
            && PermissionFields.AreIn(left.Settings)
            && PermissionFields.AreIn(right.Settings);
        IReadOnlyList<JobDifference> found = JobComparer.Compare(
            Restricted(left, run, withPermissions),
            Restricted(right, run, withPermissions),
            new JobComparisonOptions { LeftFromService = left.IsStored, RightFromService = right.IsStored });
        if (Quiet)
        {
            WriteObject(found.Count == 0);
        }
        else
        {
            WriteObject(found, enumerateCollection: true);
        }
    }

    // A file without permissions leaves those of the job as they are.
    private static JobSettings Restricted(ComparedJob job, Run? run, bool withPermissions)
    {
        JobSettings settings = run is null || job.Run is not null
            ? job.Settings
            : RunDefinition.Restrict(job.Settings, run);
        return withPermissions ? settings : PermissionFields.Remove(settings);
    }
}
