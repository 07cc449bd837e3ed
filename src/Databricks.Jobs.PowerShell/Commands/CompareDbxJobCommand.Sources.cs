using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Where the definitions come from.</content>
public sealed partial class CompareDbxJobCommand
{
    private JobsClient DifferenceClient =>
        _differenceClient ??= DifferenceWorkspace is { } other ? other.Client : Client;

    // The same job in the other workspace, or the job that a file or a run is about.
    private ComparedJob[] Counterpart(ComparedJob left)
    {
        if (left.Run is { } run)
        {
            if (run.JobId is not { } jobId || run.RunType == nameof(RunType.SUBMIT_RUN))
            {
                WriteError(ErrorRecords.Create(
                    "RunWithoutJob",
                    ErrorCategory.InvalidArgument,
                    $"Run {run.RunId} is a one-time run, which has no job.",
                    "Specify what to compare it with in -DifferenceObject.",
                    run.RunId));
                return [];
            }

            return Get(jobId, DifferenceClient);
        }

        if (left.Settings.Name is { } name && (!left.IsStored || DifferenceWorkspace is not null))
        {
            return Find(new JobIdentity(name), () => DifferenceClient);
        }

        WriteError(ErrorRecords.Create(
            "CompareTwo",
            ErrorCategory.InvalidArgument,
            "There is only one definition to compare.",
            "Specify another one, such as Compare-DbxJob nightly nightly-copy, or another workspace with "
                + "-DifferenceWorkspace.",
            left.Settings.Name));
        return [];
    }

    // Of several definitions in a file, the one of the job that it is compared with.
    private ComparedJob[] Matching(ComparedJob left, object difference)
    {
        ComparedJob[] found = Resolve(difference, () => DifferenceClient);
        if (found.Length <= 1)
        {
            return found;
        }

        ComparedJob[] same = [.. found.Where(one => one.Settings.Name == left.Settings.Name)];
        if (same.Length != 1)
        {
            WriteError(ErrorRecords.Create(
                "DefinitionNotFound",
                ErrorCategory.ObjectNotFound,
                $"{same.Length} of the {found.Length} definitions in '{difference}' have the name "
                    + $"'{left.Settings.Name}'.",
                "Use a file in which exactly one definition has the name of the job.",
                difference));
        }

        return same.Length == 1 ? same : [];
    }

    private ComparedJob[] Resolve(object input, Func<JobsClient> client)
    {
        object value = input.Unwrap() ?? input;
        if (WorkspaceOrigin.Of(value) is { } origin)
        {
            client = () => origin.Client;
        }

        switch (value)
        {
            case Run { RunId: { } runId }:
                return GetRun(runId, client);
            case BaseRun { RunId: { } runId }:
                return GetRun(runId, client);
            // A job that New-DbxJob returns has the settings that were sent.
            case Job { CreatedTime: null, Settings: { } sent } job:
                return [WithPermissions(new ComparedJob(sent, IsStored: false), job.JobId, client)];
            case Job { Settings: { } settings } job:
                return [WithPermissions(new ComparedJob(settings, IsStored: true), job.JobId, client)];
            case BaseJob { JobId: { } jobId }:
                return Get(jobId, client);
            case JobIdentity identity:
                return Find(identity, client);
            case FileInfo file:
                return [.. FindFiles(null, [file.FullName]).SelectMany(ReadFile)];
            case string text when text.TrimStart().StartsWith("{", StringComparison.Ordinal):
                return ReadSettings(text);
            case string text when text.IndexOf('\n') >= 0:
                return ReadDefinitions(reader => reader.ReadText(text, file: null), "the text");
            case string path when IsFile(path):
                return ReadFiles(path);
            case string text:
                return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long id)
                    ? Get(id, client)
                    : Find(new JobIdentity(text), client);
            case IDictionary or JobsModel:
                return ReadSettings(value);
            case int or long or short or uint or ushort or byte:
                return Get(Convert.ToInt64(value, CultureInfo.InvariantCulture), client);
            default:
                WriteError(ErrorRecords.Create(
                    "NotAJob",
                    ErrorCategory.InvalidArgument,
                    $"A {value.GetType().Name} cannot be compared.",
                    $"Specify {WhatFits}.",
                    input));
                return [];
        }
    }

    private ComparedJob[] Find(JobIdentity identity, Func<JobsClient> client)
    {
        JobsClient? found = null;
        return IsExact(identity)
            && TryCheck(() => found = client(), identity.Target)
            && TryExecute(token => FindJobAsync(found!, identity, token), identity.Target, out JobReference job)
                ? Get(job.Id, found!)
                : [];
    }

    private ComparedJob[] Get(long jobId, Func<JobsClient> client)
    {
        JobsClient? found = null;
        return TryCheck(() => found = client(), jobId) ? Get(jobId, found!) : [];
    }

    private ComparedJob[] Get(long jobId, JobsClient client) =>
        TryExecute(token => client.GetAsync(jobId, cancellationToken: token), jobId, out Job job)
            ? [WithPermissions(new ComparedJob(job.Settings ?? new JobSettings(), IsStored: true), jobId, () => client)]
            : [];

    private ComparedJob[] GetRun(long runId, Func<JobsClient> client)
    {
        JobsClient? found = null;
        return TryCheck(() => found = client(), runId)
            && TryExecute(token => found!.GetRunAsync(runId, cancellationToken: token), runId, out Run run)
                ? [new ComparedJob(RunDefinition.SettingsOf(run), IsStored: true, run)]
                : [];
    }

    private ComparedJob[] ReadSettings(object value)
    {
        JobSettings? settings = null;
        return TryCheck(
            () => settings = (JobSettings)ModelInputReader.Read(typeof(JobSettings), value, "Settings"), value)
            ? [new ComparedJob(settings!, IsStored: false)]
            : [];
    }

    // A path can have wildcards, and can be a folder.
    private ComparedJob[] ReadFiles(string path) => [.. FindFiles([path], null).SelectMany(ReadFile)];

    private ComparedJob[] ReadFile(string file) => ReadDefinitions(reader => reader.ReadFile(file), file);

    // A file can have several definitions.
    private ComparedJob[] ReadDefinitions(
        Func<JobDefinitionReader, IReadOnlyList<JobDefinition>> read,
        string source)
    {
        JobDefinitionReaderOptions options = CreateReaderOptions(Target, Variable, FilesRoot);
        options.AllowUnknownFields = true;
        options.UserNameSource = FindUserName;
        var reader = new JobDefinitionReader(options);
        return TryReadFile(source, () => read(reader), out IReadOnlyList<JobDefinition> definitions)
            ? [.. definitions.Select(one => new ComparedJob(PermissionFields.SettingsOf(one), IsStored: false))]
            : [];
    }

    // A string is a path if it looks like one or if the file or folder exists.
    private bool IsFile(string text) =>
        DefinitionFolder.HasEnding(text)
        || IsFolder(text)
        || (text.IndexOfAny(['/', '\\']) >= 0 && File.Exists(ProviderPathOf(text)));

    private bool IsFolder(string text) =>
        (text is "." or ".." || text.IndexOfAny(['/', '\\']) >= 0)
        && ProviderPathOf(text) is { } path
        && Directory.Exists(path);

    // Null for names of jobs that look like the path of a drive that does not exist.
    private string? ProviderPathOf(string text)
    {
        try
        {
            return GetUnresolvedProviderPathFromPSPath(text);
        }
        catch (Exception exception) when (IsAboutFiles(exception))
        {
            return null;
        }
    }

    private ComparedJob WithPermissions(ComparedJob job, long? jobId, Func<JobsClient> client)
    {
        if (!IncludePermission || jobId is not { } id
            || !TryExecute(
                token => client().GetPermissionEntriesAsync(id, token),
                id,
                out IReadOnlyList<JobPermissionEntry> entries))
        {
            return job;
        }

        return job with { Settings = PermissionFields.Add(job.Settings, entries) };
    }
}
