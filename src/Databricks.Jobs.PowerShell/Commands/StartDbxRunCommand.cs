using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Starts a one-time run of tasks that do not belong to a job.</summary>
[Cmdlet(VerbsLifecycle.Start, "DbxRun", SupportsShouldProcess = true, HelpUri = Help.Base + "Start-DbxRun.md")]
[Alias("Submit-DbxRun")]
[OutputType(typeof(Run))]
public sealed class StartDbxRunCommand : RunStartCommandBase, IInputOptionsSource
{
    private readonly List<SubmitTask> _piped = [];
    private readonly JsonLines _lines = new(nameof(Settings), typeof(SubmitRun));
    private bool _hasRecords;
    private DefinitionPlaces? _places;
    private SubmitRun? _sent;
    private string[]? _literalPathOfCommandLine;

    /// <summary>All settings in one object.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        HelpMessage = "All settings in one object: a hashtable, a typed object, a custom object, or text in JSON "
            + "or YAML.")]
    [ModelTransformation(typeof(SubmitRun), nameof(Settings))]
    [ValidateNotNull]
    public SubmitRun? Settings { get; set; }

    /// <summary>A task from the pipeline.</summary>
    [Parameter(
        ValueFromPipeline = true,
        DontShow = true,
        HelpMessage = "Tasks from the pipeline, as New-DbxTask returns them. All tasks become one run.")]
    [PipedTaskTransformation]
    public Models.Task? InputTask { get; set; }

    /// <summary>The paths of files with the settings.</summary>
    [Parameter(
        HelpMessage = "The paths of JSON or YAML files, each with the settings of a run; wildcards are allowed. Other "
            + "parameters override the settings in the files.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The paths of files with the settings, without wildcards.</summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The paths of JSON or YAML files, each with the settings of a run, exactly as they are, such as "
            + "the files that Get-ChildItem returns.")]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The name of the run.</summary>
    [Parameter(HelpMessage = "The name of the run. The default is Untitled.")]
    [Alias("run_name")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The tasks.</summary>
    [Parameter(HelpMessage = "The tasks: hashtables or typed objects, each with a task_key and one kind of task.")]
    [ModelTransformation(typeof(SubmitTask), nameof(Task), Many = true)]
    public SubmitTask[]? Task { get; set; }

    /// <summary>The Git repository.</summary>
    [Parameter(
        HelpMessage = "The Git repository that contains the code of the tasks: git_url, git_provider and one "
            + "of git_branch, git_tag and git_commit.")]
    [ModelTransformation(typeof(GitSource), nameof(GitSource))]
    public GitSource? GitSource { get; set; }

    /// <summary>The permissions of others on the run.</summary>
    [Parameter(HelpMessage = "The permissions of others on the run.")]
    [ModelTransformation(typeof(JobAccessControlRequest), nameof(AccessControlList), Many = true)]
    public JobAccessControlRequest[]? AccessControlList { get; set; }

    /// <summary>The tags.</summary>
    [Parameter(HelpMessage = "The tags of the run: a hashtable with up to 25 tags.")]
    [NotNullTransformation]
    [ArgumentCompleter(typeof(TagCompleter))]
    public IDictionary? Tag { get; set; }

    /// <summary>The environments of serverless tasks.</summary>
    [Parameter(HelpMessage = "The environments of serverless tasks, each with an environment_key and a spec.")]
    [ModelTransformation(typeof(JobEnvironment), nameof(Environment), Many = true)]
    public JobEnvironment[]? Environment { get; set; }

    /// <summary>The identity that the run runs as.</summary>
    [Parameter(
        HelpMessage = "The identity that the run runs as: the name of a user, the application ID of a service "
            + "principal, or a hashtable with user_name, service_principal_name or group_name. The default is you.")]
    [ModelTransformation(typeof(JobRunAs), nameof(RunAs))]
    public JobRunAs? RunAs { get; set; }

    /// <summary>Whether the run is queued when it cannot start immediately.</summary>
    [Parameter(
        HelpMessage = "Queues the run when it cannot start immediately. -Queue:$false skips it instead.")]
    [NotNullTransformation]
    public SwitchParameter Queue { get; set; }

    /// <summary>The email addresses to notify.</summary>
    [Parameter(
        HelpMessage = "The email addresses to notify when the run fails, or a hashtable with on_start, "
            + "on_success and on_failure, each with a list of addresses.")]
    [ModelTransformation(typeof(JobEmailNotifications), nameof(EmailNotification))]
    public JobEmailNotifications? EmailNotification { get; set; }

    /// <summary>The webhooks to call.</summary>
    [Parameter(
        HelpMessage = "The webhooks to call when the run starts, succeeds or fails, by ID, up to 3 for each event.")]
    [ModelTransformation(typeof(WebhookNotifications), nameof(WebhookNotification))]
    public WebhookNotifications? WebhookNotification { get; set; }

    /// <summary>The health rules.</summary>
    [Parameter(
        HelpMessage = "The rules that define how long the run may take, or how far it may lag behind, before a "
            + "warning is sent.")]
    [ModelTransformation(typeof(JobsHealthRules), nameof(Health))]
    public JobsHealthRules? Health { get; set; }

    /// <summary>The maximum duration of the run, in seconds.</summary>
    [Parameter(
        HelpMessage = "The maximum duration of the run, in seconds. 0 means no limit. -TimeoutSeconds limits "
            + "only the wait.")]
    [ValidateRange(0, int.MaxValue)]
    public int? RunTimeoutSeconds { get; set; }

    /// <summary>The token that identifies the start request.</summary>
    [Parameter(HelpMessage = "A string of up to 64 characters that identifies this start request.")]
    [ValidateLength(1, 64)]
    public string? IdempotencyToken { get; set; }

    /// <summary>Whether to send fields that are not known.</summary>
    [Parameter(HelpMessage = "Sends fields that this version does not know, with a warning for each.")]
    public SwitchParameter AllowUnknownField { get; set; }

    InputOptions IInputOptionsSource.CreateInputOptions() => new() { AllowUnknownField = AllowUnknownField };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Parameters from the pipeline are not bound yet.
        _literalPathOfCommandLine = LiteralPath;
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _hasRecords = true;
        bool isPart = _lines.Take(this, Settings, value => Settings = value);
        StartTexts();
        if (isPart || !this.TryBindInput())
        {
            return;
        }

        if (InputTask is { } task)
        {
            _piped.Add(task.ToSubmitTask());
        }
        else
        {
            Start();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _lines.Flush(this);
        StartTexts();
        if (_piped.Count > 0)
        {
            Start();
        }
        else if (!_hasRecords)
        {
            WriteNoInput("tasks or settings", "no run was started");
        }

        base.EndProcessing();
    }

    private void Start()
    {
        // A string from Get-Content has the path of its file as a property.
        string[]? literalPath = Settings is null ? LiteralPath : _literalPathOfCommandLine;
        if (Path is null && literalPath is null)
        {
            Start(Settings);
        }
        else if (TryChooseSource(Settings is not null, Path ?? literalPath))
        {
            foreach (string file in FindFiles(Path, literalPath))
            {
                StartText(() => TextFile.Read(file), file);
            }
        }
    }

    private void StartTexts()
    {
        while (_lines.TakeYaml(this) is { } text)
        {
            if (this.TryBindInput())
            {
                StartText(() => text.Text, text.File);
            }
        }
    }

    private void StartText(Func<string> read, string? file)
    {
        string source = file ?? nameof(Settings);
        JobDefinitionReaderOptions options = CreateReaderOptions();
        options.AllowUnknownFields = AllowUnknownField;
        var reader = new JobDefinitionReader(options);
        var given = new SubmitRun();
        IReadOnlyList<string> unknownFields = [];
        if (TryReadFile(source, () => reader.ReadModel(read(), file, given, out unknownFields), out _places))
        {
            WarnAboutUnknownFields(source, unknownFields);
            Start(given);
            _places = null;
        }
    }

    /// <inheritdoc/>
    private protected override JobsException Explain(JobsException exception) =>
        _places?.Explain(exception, _sent) ?? exception;

    private void Start(SubmitRun? given)
    {
        SubmitRun? request = null;
        string? name = Name ?? given?.RunName;
        if (!TryCheck(() => request = ApplyOverrides(given ?? new SubmitRun()), name)
            || !ShouldProcess(name ?? "Untitled", "Start run"))
        {
            return;
        }

        // Before the request is sent: with the token, a caller that gets no response can find the run.
        WriteVerbose($"Starting the run {name ?? "Untitled"} with the idempotency token {request!.IdempotencyToken}.");
        if (TryStart(
            token => Client.SubmitAsync(request, token),
            static run => run.RunId,
            name,
            out SubmitRunResponse response))
        {
            var started = new StartedRun(response.RunId!.Value)
            {
                Name = name,
                IdempotencyToken = request.IdempotencyToken,
            };
            WriteStarted(started);
        }
    }

    private SubmitRun ApplyOverrides(SubmitRun given)
    {
        // A copy, because the user's object must not change.
        SubmitRun run = given.Copy();
        run.RunName = Name ?? run.RunName;
        run.Tasks = Task is null && _piped.Count == 0 ? run.Tasks : [.. Task ?? [], .. _piped];
        run.GitSource = GitSource ?? run.GitSource;
        run.AccessControlList = AccessControlList?.ToList() ?? run.AccessControlList;
        run.Tags = Tag?.ToStringMap(nameof(Tag)) ?? run.Tags;
        run.Environments = Environment?.ToList() ?? run.Environments;
        run.RunAs = RunAs ?? run.RunAs;
        run.Queue = ValueOf(Queue, nameof(Queue)) is { } queue ? new QueueSettings { Enabled = queue } : run.Queue;
        run.EmailNotifications = EmailNotification ?? run.EmailNotifications;
        run.WebhookNotifications = WebhookNotification ?? run.WebhookNotifications;
        run.Health = Health ?? run.Health;
        run.TimeoutSeconds = RunTimeoutSeconds ?? run.TimeoutSeconds;
        run.PerformanceTarget = PerformanceTarget ?? run.PerformanceTarget;
        run.IdempotencyToken = IdempotencyToken ?? run.IdempotencyToken ?? Guid.NewGuid().ToString();
        _sent = run;
        JobValidator.Validate(run);
        return run;
    }
}
