using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that takes the settings of a job in one object or file, and in parameters that override single
/// settings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobSettingsCommandBase : JobOverrideCommandBase, IInputOptionsSource
{
    private string[]? _literalPathOfCommandLine;
    private JobDefinition? _definition;
    private PipedText? _text;

    /// <summary>All settings in one object. The tasks and clusters of a job from a list are requested.</summary>
    public abstract JobSettings? Settings { get; set; }

    /// <summary>The paths of files with the settings.</summary>
    [Parameter(
        HelpMessage = "The paths of JSON or YAML files with the settings; wildcards are allowed. Other parameters "
            + "override the settings in the files.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The paths of files with the settings, without wildcards.</summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The paths of JSON or YAML files with the settings, exactly as they are, such as the files that "
            + "Get-ChildItem returns.")]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

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

    /// <summary>Whether to convert settings in the format of API 2.0.</summary>
    [Parameter(HelpMessage = "Converts settings in the single-task format of API 2.0 to a job with one task.")]
    public SwitchParameter ConvertSingleTask { get; set; }

    private readonly JsonLines _lines = new(nameof(Settings), typeof(JobSettings));

    /// <summary>Whether the record is text that continues in the next record, or text that was processed.</summary>
    private protected bool IsPartOfText()
    {
        bool isPart = _lines.Take(this, Settings, value => Settings = value);
        ProcessTexts();
        return isPart;
    }

    /// <summary>Reads the settings from text in YAML, if they are such text.</summary>
    private protected void UseText() => _text = Settings is null ? null : JsonLines.YamlOf(Settings);

    /// <summary>Processes the last text, or writes the error for JSON text that ended too early.</summary>
    private protected void EndText()
    {
        _lines.Flush(this);
        ProcessTexts();
    }

    /// <summary>Sends the settings of the current record.</summary>
    private protected abstract void ProcessSettings();

    private void ProcessTexts()
    {
        while ((_text = _lines.TakeYaml(this)) is not null)
        {
            if (this.TryBindInput())
            {
                ProcessSettings();
            }
        }
    }

    /// <summary>What is sent, or a part of it: settings that differ from the file are not in the file.</summary>
    private protected JobsModel? Sent { get; set; }

    /// <summary>Whether the command sends permissions with the settings.</summary>
    private protected virtual bool AcceptsPermissions => false;

    InputOptions IInputOptionsSource.CreateInputOptions() => new()
    {
        AllowUnknownField = AllowUnknownField,
        ConvertSingleTask = ConvertSingleTask,
    };

    /// <inheritdoc/>
    private protected override JobsException Explain(JobsException exception) =>
        _definition?.Explain(exception, Sent) ?? exception;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Parameters from the pipeline are not bound yet.
        _literalPathOfCommandLine = LiteralPath;
        base.BeginProcessing();
    }

    /// <summary>Combines the settings from all parameters; a failure becomes an error.</summary>
    private protected bool TryReadSettings(out JobSettings settings)
    {
        settings = new JobSettings();
        GivenSettings[] given = [.. FindSettings()];
        switch (given.Length)
        {
            case 0:
                return false;
            case 1:
                return TryComplete(given[0], out settings);
        }

        WriteError(ErrorRecords.Create(
            "SeveralDefinitions",
            ErrorCategory.InvalidArgument,
            $"{given.Length} definitions of jobs were read, and the command needs one.",
            "Specify a file with one definition.",
            given[1].Source));
        return false;
    }

    /// <summary>Combines the settings of each definition with those of the other parameters; a failure becomes an
    /// error.</summary>
    private protected IEnumerable<JobSettings> ReadEachSettings()
    {
        foreach (GivenSettings given in FindSettings())
        {
            if (TryComplete(given, out JobSettings settings))
            {
                yield return settings;
            }
        }
    }

    private IEnumerable<GivenSettings> FindSettings()
    {
        if (_text is { } text)
        {
            return ReadDefinitions(reader => reader.ReadText(text.Text, text.File), text.File ?? "Settings");
        }

        // A string from Get-Content has the path of its file as a property.
        string[]? literalPath = Settings is null ? LiteralPath : _literalPathOfCommandLine;
        if (Path is null && literalPath is null)
        {
            return [new GivenSettings(Settings, Settings?.Name, Definition: null)];
        }

        return TryChooseSource(Settings is not null, Path ?? literalPath)
            ? FindFiles(Path, literalPath).SelectMany(ReadFile)
            : [];
    }

    private IEnumerable<GivenSettings> ReadFile(string file) =>
        ReadDefinitions(reader => reader.ReadFile(file), file);

    private IEnumerable<GivenSettings> ReadDefinitions(
        Func<JobDefinitionReader, IReadOnlyList<JobDefinition>> read,
        string source)
    {
        JobDefinitionReaderOptions options = CreateReaderOptions(Target, Variable, FilesRoot);
        options.AllowUnknownFields = AllowUnknownField;
        options.ConvertSingleTask = ConvertSingleTask;
        options.UserNameSource = FindUserName;
        var reader = new JobDefinitionReader(options);
        if (!TryReadFile(source, () => read(reader), out IReadOnlyList<JobDefinition> definitions))
        {
            return [];
        }

        WarnAboutUnknownFields(source, definitions.SelectMany(static definition => definition.UnknownFields));
        return definitions.Select(
            definition => new GivenSettings(PermissionFields.SettingsOf(definition), source, definition));
    }

    private bool TryComplete(GivenSettings source, out JobSettings settings)
    {
        settings = new JobSettings();
        _definition = source.Definition;
        JobSettings? given = source.Settings;
        if (given is not null && JobOrigin.Of(given) is BaseJob listed
            && !TryExecute(token => ClientOf(listed).GetJobSettingsAsync(listed, token), listed.JobId, out given))
        {
            return false;
        }

        if (!AcceptsPermissions && given is not null && PermissionFields.AreIn(given))
        {
            WriteError(ErrorRecords.Create(
                "InvalidSettings",
                ErrorCategory.InvalidArgument,
                $"{PlaceOf(JobSettingsReader.AccessControlList)}The settings have "
                    + $"{JobSettingsReader.AccessControlList}, "
                    + "which only New-DbxJob sends.",
                "Remove it, and use Set-DbxJobPermission or Grant-DbxJobPermission for the permissions.",
                source.Source));
            return false;
        }

        JobSettings? read = null;
        bool isRead = TryCheck(() => read = ApplyOverrides(given ?? new JobSettings()), source.Source);
        settings = read ?? settings;
        Sent = settings;
        return isRead;
    }

    // The start of a message about a setting in a file.
    private string PlaceOf(string path) => _definition is null ? "" : $"{_definition.Locate(path)}: ";

    /// <summary>Checks that the settings have tasks, are those of a job, or ask for a job without tasks with an empty
    /// list. Otherwise, tasks are most likely missing by mistake, and an error is written.</summary>
    private protected bool HasTasks(JobSettings settings, string problem, string advice, object? target)
    {
        if (settings.Tasks is not null || (Settings is not null && JobOrigin.Of(Settings) is not null))
        {
            return true;
        }

        WriteError(ErrorRecords.Create(
            "NoTasks", ErrorCategory.InvalidArgument, PlaceOf("") + problem, advice, target));
        return false;
    }

    /// <param name="Settings">The settings; null if only other parameters have settings.</param>
    /// <param name="Source">The file or the name of the job, as the target of errors.</param>
    /// <param name="Definition">The definition in a file; null for other settings.</param>
    private sealed record GivenSettings(JobSettings? Settings, string? Source, JobDefinition? Definition);
}
