using System.Management.Automation;
using System.Text;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Scripts;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Writing the files.</content>
public sealed partial class ExportDbxJobCommand
{
    private static readonly Dictionary<string, JobFileFormat> s_formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = JobFileFormat.Json,
        [".yml"] = JobFileFormat.Yaml,
        [".yaml"] = JobFileFormat.Yaml,
        [".ps1"] = JobFileFormat.PowerShell,
    };

    // Windows PowerShell reads a script without a byte order mark in the encoding of the system, in which parts of
    // other characters are quotes.
    private static readonly UTF8Encoding s_scriptEncoding = new(encoderShouldEmitUTF8Identifier: true);
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    private Target? _target;
    private bool _isTargetFound;

    // Found once; null after an error.
    private bool TryFindTarget()
    {
        if (!_isTargetFound)
        {
            _isTargetFound = true;
            _target = TryChoosePath(out string? path) ? FindTarget(path) : null;
        }

        return _target is not null;
    }

    // With jobs from the pipeline, the first argument is the path, as in other commands.
    private bool TryChoosePath(out string? path)
    {
        path = Path;
        if (ParameterSetName == ListSet || (InputObject is null) != (JobId is null))
        {
            return true;
        }

        if (InputObject is not null && Path is null && JobId is [var first])
        {
            path = first.ToString();
            return true;
        }

        WriteError(ErrorRecords.Create(
            "JobsToExport",
            ErrorCategory.InvalidArgument,
            InputObject is null ? "No jobs are specified." : "Jobs are specified as arguments and from the pipeline.",
            "Specify the jobs, such as Export-DbxJob nightly ./jobs, or Export-DbxJob '*' ./jobs for all jobs.",
            JobId));
        return false;
    }

    private Target? FindTarget(string? given)
    {
        if (!TryGetFolder(given, out string path))
        {
            return null;
        }

        string? extension = s_formats.Keys
            .FirstOrDefault(one => path.EndsWith(one, StringComparison.OrdinalIgnoreCase));
        bool isFile = extension is not null && !Directory.Exists(path);
        JobFileFormat ofExtension = extension is null ? JobFileFormat.Json : s_formats[extension];
        if (isFile && Format is { } format && format != ofExtension)
        {
            WriteFormatMismatch(path, format);
            return null;
        }

        return new Target(path, isFile, isFile ? ofExtension : Format ?? JobFileFormat.Json);
    }

    private void WriteEach(Target folder)
    {
        string extension = s_formats.First(one => one.Value == folder.Format).Key;
        IReadOnlyList<string> names = JobKeys.FileNames([.. _jobs.Select(NameAndId)]);
        for (int i = 0; i < names.Count; i++)
        {
            (long id, JobSettings definition) = _jobs[i];
            Write(
                System.IO.Path.Combine(folder.Path, names[i] + extension),
                $"Export {Phrase.Numbered(definition.Name, "job", id)}",
                folder.Format,
                [_jobs[i]],
                isList: false);
        }
    }

    // A file without the jobs that could not be read would look complete.
    private void WriteOne(Target file)
    {
        if (_hasFailed)
        {
            WriteError(ErrorRecords.Create(
                "JobsMissing",
                ErrorCategory.OperationStopped,
                $"The file '{file.Path}' was not written, because not all jobs could be read.",
                "Correct the other errors, or export to a folder, which gets a file for each job that could be read.",
                file.Path));
        }
        else if (_jobs.Count > 0)
        {
            string action = _jobs.Count == 1
                ? $"Export {Phrase.Numbered(_jobs[0].Definition.Name, "job", _jobs[0].Id)}"
                : $"Export {_jobs.Count} jobs";
            Write(file.Path, action, file.Format, _jobs, isList: _jobs.Count > 1);
        }
    }

    private void Write(
        string path,
        string action,
        JobFileFormat format,
        IReadOnlyList<(long Id, JobSettings Definition)> jobs,
        bool isList) =>
        WriteFile(path, action, Force, () => WholeFile.Write(path, Encode(format, jobs, isList), Force));

    private byte[] Encode(
        JobFileFormat format,
        IReadOnlyList<(long Id, JobSettings Definition)> exported,
        bool isList)
    {
        JobSettings[] jobs = [.. exported.Select(job => job.Definition)];
        var options = new JobDefinitionWriterOptions { Full = Full };
        if (format == JobFileFormat.PowerShell)
        {
            string script = JobScript.Of(jobs.Select(job => (
                JobDefinitionWriter.ToTree(job, options),
                UnknownFields.AreIn(job, JobSettingsReader.AccessControlList))));
            return [.. s_scriptEncoding.GetPreamble(), .. s_scriptEncoding.GetBytes(script)];
        }

        if (format == JobFileFormat.Yaml)
        {
            IReadOnlyList<string> keys = JobKeys.BundleKeys([.. exported.Select(NameAndId)]);
            return s_encoding.GetBytes(JobDefinitionWriter.ToYaml(
                jobs.Select((job, i) => new KeyValuePair<string, JobSettings>(keys[i], job)),
                YamlAssembly.Writer,
                options));
        }

        string json = isList
            ? JobDefinitionWriter.ToJson(jobs, options)
            : JobDefinitionWriter.ToJson(jobs[0], options);
        return s_encoding.GetBytes(json);
    }

    private static (string? Name, long? Id) NameAndId((long Id, JobSettings Definition) job) =>
        (job.Definition.Name, job.Id);

    private sealed record Target(string Path, bool IsFile, JobFileFormat Format);
}
