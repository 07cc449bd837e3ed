using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Importing;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Reading the definitions.</content>
public sealed partial class ImportDbxJobCommand
{
    private readonly List<JobDefinition> _definitions = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly TextLines _lines = new();
    private bool _hasInput;
    private bool _isUnreadable;
    private JobImportPlan? _plan;
    private JobDefinitionReader? _reader;

    private JobDefinitionReader Reader => _reader ??= CreateReader();

    private JobDefinitionReader CreateReader()
    {
        JobDefinitionReaderOptions options = CreateReaderOptions(Target, Variable, FilesRoot);
        options.AllowUnknownFields = AllowUnknownField;
        options.KeepJobReferences = true;
        options.UserNameSource = FindUserName;
        return new JobDefinitionReader(options);
    }

    private void ReadInput(object input)
    {
        _hasInput = true;
        object? value = input.Unwrap();
        if (value is not string)
        {
            EndText();
        }

        switch (value)
        {
            case FileSystemInfo file:
                ReadFiles(paths: null, [file.FullName]);
                break;
            case string:
                ReadText(input);
                break;
            case { } definition when ToDefinition(definition) is { } read:
                _definitions.Add(read);
                break;
            default:
                _isUnreadable = true;
                break;
        }
    }

    private void ReadFiles(string[]? paths, string[]? literalPaths) =>
        Add(FindDefinitionFiles(paths, literalPaths, _files));

    // Files that several paths match are read once.
    private IEnumerable<string> FindDefinitionFiles(string[]? paths, string[]? literalPaths, HashSet<string> known)
    {
        string[] found = [.. FindFiles(paths, literalPaths)];
        _isUnreadable |= found.Length == 0;
        return found.Where(known.Add);
    }

    private void Add(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            _definitions.AddRange(Read(file, () => Reader.ReadFile(file)));
        }
    }

    private IReadOnlyList<JobDefinition> Read(string source, Func<IReadOnlyList<JobDefinition>> read)
    {
        if (Stopping || !TryReadFile(source, read, out IReadOnlyList<JobDefinition> definitions))
        {
            _isUnreadable = true;
            return [];
        }

        WarnAboutUnknownFields(source, definitions.SelectMany(static definition => definition.UnknownFields));
        return definitions;
    }

    private void ReadText(object input)
    {
        var given = PipedText.Of(input);
        if (given.File is { } path)
        {
            // Get-Content adds the path of the file to each line.
            ReadFiles(paths: null, [path]);
        }
        else if (_lines.IsOpen || given.Text.IndexOf('\n') >= 0 || YamlInput.IsYaml(given.Text))
        {
            _lines.Add(given);
            ReadTexts();
        }
        else if (JsonInputReader.IsComplete(given.Text))
        {
            ReadText(given.Text);
        }
        else if (given.Text.TrimStart() is ['{' or '[', ..])
        {
            _lines.Add(given);
        }
        else
        {
            ReadFiles([given.Text], literalPaths: null);
        }
    }

    private void EndText()
    {
        _lines.End();
        ReadTexts();
    }

    private void ReadTexts()
    {
        while (_lines.Take() is { } text)
        {
            ReadText(text.Text);
        }
    }

    private void ReadText(string text) =>
        _definitions.AddRange(Read("the text", () => Reader.ReadText(text, file: null)));

    private JobDefinition? ToDefinition(object value)
    {
        switch (value)
        {
            case JobDefinition definition:
                return definition;
            case Job { Settings: { } settings, JobId: var id } job:
                return IsFromThisWorkspace(job, $"{job}", job) ? JobDefinition.Of(settings, id) : null;
            case BaseJob { JobId: var id }:
                WriteError(ErrorRecords.Create(
                    "IncompleteJob",
                    ErrorCategory.InvalidArgument,
                    $"Job {id} is from a list and has no tasks, so it cannot be imported.",
                    "Get the complete job first: Get-DbxJob | Get-DbxJob | Import-DbxJob.",
                    id));
                return null;
            case IDictionary or JobsModel or PSObject:
                JobDefinition? read = null;
                TryCheck(() => read = ReadSettings(value), value);
                return read;
            default:
                WriteError(ErrorRecords.Create(
                    "NotADefinition",
                    ErrorCategory.InvalidArgument,
                    $"A {value.GetType().Name} is not the definition of a job.",
                    "Use a file, a folder, text in JSON or YAML, a job, its settings, or a hashtable.",
                    value));
                return null;
        }
    }

    private JobDefinition ReadSettings(object value)
    {
        var options = new InputOptions { AllowUnknownField = AllowUnknownField };
        long? id = null;
        if (value is IDictionary entries && entries.Contains("job_id"))
        {
            id = LanguagePrimitives.ConvertTo<long>(entries["job_id"]);
            if (!entries.Contains("settings"))
            {
                var others = new Hashtable(entries);
                others.Remove("job_id");
                value = others;
            }
        }

        var settings = (JobSettings)ModelInputReader.Read(typeof(JobSettings), value, path: "", options);
        options.WriteWarnings(this);
        return JobDefinition.Of(settings, id);
    }

    // Null without -IfUnchangedSince.
    private List<JobDefinition>? ReadKnown()
    {
        if (IfUnchangedSince is null)
        {
            return null;
        }

        var known = new List<JobDefinition>();
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (object? one in IfUnchangedSince.Select(static one => one.Unwrap()))
        {
            switch (one)
            {
                case DateTime or DateTimeOffset:
                    WriteError(ErrorRecords.Create(
                        "TimeOfChangeUnknown",
                        ErrorCategory.InvalidArgument,
                        "The Jobs API does not record when a job was changed, so -IfUnchangedSince cannot be a time.",
                        "Specify the jobs as they were: files from Export-DbxJob, or jobs from Get-DbxJob.",
                        one));
                    _isUnreadable = true;
                    break;
                case string path:
                    AddKnown(FindDefinitionFiles([path], literalPaths: null, files));
                    break;
                case FileSystemInfo file:
                    AddKnown(FindDefinitionFiles(paths: null, [file.FullName], files));
                    break;
                case { } definition when ToDefinition(definition) is { } read:
                    known.Add(read);
                    break;
                default:
                    _isUnreadable = true;
                    break;
            }
        }

        return known;

        void AddKnown(IEnumerable<string> found)
        {
            foreach (string file in found)
            {
                known.AddRange(Read(file, () => Reader.ReadFile(file)));
            }
        }
    }

    private bool HasDefinitions()
    {
        if (_definitions.Count > 0)
        {
            return true;
        }

        if (ParameterSetName == ObjectSet && !_hasInput)
        {
            WriteNoInput("definitions", "nothing was imported");
        }
        else
        {
            WriteError(ErrorRecords.Create(
                "NoDefinitions",
                ErrorCategory.ObjectNotFound,
                "The files have no definitions of jobs.",
                "Specify files with definitions of jobs, such as those that Export-DbxJob writes.",
                target: null));
        }

        return false;
    }
}
