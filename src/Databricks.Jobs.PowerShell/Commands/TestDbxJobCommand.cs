using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Checks definitions of jobs. Sends no request.</summary>
[Cmdlet(
    VerbsDiagnostic.Test,
    "DbxJob",
    DefaultParameterSetName = PathSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Test-DbxJob.md")]
[OutputType(typeof(JobFinding), typeof(bool))]
public sealed partial class TestDbxJobCommand : LocalCommandBase
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ObjectSet = "InputObject";

    // A fix can reveal another mistake, such as the value of a misspelled field.
    private const int MaxFixRounds = 5;

    private readonly List<JobFinding> _findings = [];
    private readonly JobRuleOptions _options = new();
    private readonly TextLines _lines = new();
    private string? _lastTextFile;
    private bool _isUnreadable;

    /// <summary>The paths of files.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ParameterSetName = PathSet,
        HelpMessage = "The paths of JSON or YAML files with definitions of jobs; wildcards are allowed.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The paths of files, without wildcards.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = LiteralPathSet,
        HelpMessage = "The paths of JSON or YAML files with definitions of jobs, exactly as they are.")]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Definitions.</summary>
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ParameterSetName = ObjectSet,
        HelpMessage = "The definition of a job: a job, its settings, a hashtable, or text in JSON or YAML. From the "
            + "pipeline, files are accepted too.")]
    [ValidateNotNull]
    [Alias("Settings")]
    public object? InputObject { get; set; }

    /// <summary>The rules to check.</summary>
    [Parameter(HelpMessage = "The names of the rules to check; wildcards are allowed. The default is all rules.")]
    [ArgumentCompleter(typeof(JobRuleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Rule { get; set; }

    /// <summary>The rules to leave out.</summary>
    [Parameter(HelpMessage = "The names of the rules to leave out; wildcards are allowed.")]
    [ArgumentCompleter(typeof(JobRuleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? ExcludeRule { get; set; }

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

    /// <summary>Whether unknown fields and values are accepted.</summary>
    [Parameter(HelpMessage = "Accepts fields and values that this version does not know.")]
    public SwitchParameter AllowUnknownField { get; set; }

    /// <summary>Whether to correct the files.</summary>
    [Parameter(HelpMessage = "Applies the safe fixes to the files, and returns the findings that remain.")]
    public SwitchParameter Fix { get; set; }

    /// <summary>The path of a SARIF file.</summary>
    [Parameter(
        HelpMessage = "The path of a file that gets the findings as SARIF 2.1.0, for GitHub, Azure DevOps and "
            + "editors.")]
    [ValidateNotNullOrEmpty]
    public string? Sarif { get; set; }

    /// <summary>Whether to return only whether there are errors.</summary>
    [Parameter(HelpMessage = "Returns $false if there are errors, and $true otherwise, instead of the findings.")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Func<string, bool>[] included = ToPatterns(Rule, nameof(Rule));
        Func<string, bool>[] excluded = ToPatterns(ExcludeRule, nameof(ExcludeRule));
        _options.AllowUnknown = AllowUnknownField;
        _options.Filter = rule => (Rule is null || included.Any(test => test(rule)))
            && !excluded.Any(test => test(rule));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? input = InputObject.Unwrap();
        if (input is not string)
        {
            EndText();
        }

        switch (input)
        {
            case null:
                foreach (string path in Path ?? [])
                {
                    TestFiles([path], literalPaths: null);
                }

                foreach (string path in LiteralPath ?? [])
                {
                    TestFiles(paths: null, [path]);
                }

                break;
            case FileSystemInfo file:
                TestFiles(paths: null, [file.FullName]);
                break;
            case string text:
                TestText(text);
                break;
            case { } definition:
                TestObject(definition);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        EndText();
        if (Sarif is not null)
        {
            WriteSarif();
            if (!Quiet)
            {
                // Not earlier, because the pipeline can end with the first finding.
                WriteObject(_findings, enumerateCollection: true);
            }
        }

        if (Quiet)
        {
            WriteObject(
                !_isUnreadable && !_findings.Exists(static finding => finding.Severity == FindingSeverity.Error));
        }
    }

    private void TestFiles(string[]? paths, string[]? literalPaths)
    {
        string[] files = [.. FindFiles(paths, literalPaths)];
        // What cannot be read is not valid.
        _isUnreadable |= files.Length == 0;
        foreach (string file in files)
        {
            TestFile(file);
        }
    }

    private void TestFile(string file)
    {
        if (TryReadFile(
            file,
            () => JobRules.CheckFile(file, CreateReaderOptions(), _options),
            out IReadOnlyList<JobFinding> findings))
        {
            Report(Fix ? ApplyFixes(file, findings) : findings);
        }
        else
        {
            _isUnreadable = true;
        }
    }

    private void TestText(string text)
    {
        var given = PipedText.Of(InputObject!);
        if (given.File is { } path)
        {
            // Get-Content adds the path of the file to each line.
            if (path != _lastTextFile)
            {
                _lastTextFile = path;
                TestFiles(paths: null, [path]);
            }
        }
        else if (!_lines.IsOpen && JsonInputReader.IsComplete(text))
        {
            ReportText(text);
        }
        else
        {
            _lines.Add(given);
            ReportTexts();
        }
    }

    private void EndText()
    {
        _lines.End();
        ReportTexts();
    }

    private void ReportTexts()
    {
        while (_lines.Take() is { } text)
        {
            ReportText(text.Text);
        }
    }

    private void ReportText(string text) => Report(JobRules.CheckText(text, CreateReaderOptions(), _options));

    private void TestObject(object definition)
    {
        if (definition is BaseJob { Settings.Tasks: null } listed)
        {
            WriteError(ErrorRecords.Create(
                "IncompleteJob",
                ErrorCategory.InvalidArgument,
                $"Job {listed.JobId} is from a list and has no tasks, so it cannot be tested.",
                "Get the complete job first: Get-DbxJob | Get-DbxJob | Test-DbxJob.",
                listed.JobId));
            return;
        }

        var options = new JobRuleOptions
        {
            Filter = _options.Filter,
            // What the service sent, the service knows.
            AllowUnknown = AllowUnknownField || definition is Job or BaseJob,
        };
        var reading = new InputOptions { AllowUnknownField = true };
        try
        {
            var settings = (JobSettings)ModelInputReader.Read(typeof(JobSettings), definition, path: "", reading);
            Report(JobRules.Check(settings, options));
        }
        catch (ModelBindingException exception)
        {
            Report(JobRules.Unreadable(exception, options));
        }
    }
}
