using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>The definition that rules check, with what several of them need.</summary>
/// <param name="settings">The definition.</param>
/// <param name="now">The time, for rules about schedules.</param>
internal sealed class JobCheck(JobSettings settings, DateTimeOffset now)
{
    private IReadOnlyList<ModelVisit>? _models;
    private FieldVisit[]? _fields;
    private TextVisit[]? _texts;
    private CheckedTask[]? _tasks;
    private ILookup<string, CheckedTask>? _tasksByOuterPath;
    private TaskGraph? _graph;

    public JobSettings Settings { get; } = settings;

    public DateTimeOffset Now { get; } = now;

    /// <summary>Whether fields and values that this version does not know are accepted: the service may know
    /// them.</summary>
    public bool AllowsUnknown { get; init; }

    public IReadOnlyList<ModelVisit> Models => _models ??= ModelVisit.All(Settings);

    /// <summary>All fields that have a value or need one.</summary>
    public IReadOnlyList<FieldVisit> Fields => _fields ??= [.. Models.SelectMany(static model => model.Fields())];

    /// <summary>All texts.</summary>
    public IReadOnlyList<TextVisit> Texts => _texts ??=
        [.. Fields.SelectMany(static visit => visit.Texts()).Where(static text => text.Text is not null)];

    /// <summary>All tasks, also those inside for-each tasks.</summary>
    public IReadOnlyList<CheckedTask> Tasks => _tasks ??= [.. CheckedTask.All(Settings.Tasks ?? [])];

    /// <summary>The tasks of the job, without those inside for-each tasks.</summary>
    public IEnumerable<CheckedTask> OuterTasks => Tasks.Where(static task => task.Loop is null);

    public TaskGraph Graph => _graph ??= new TaskGraph(OuterTasks);

    /// <summary>The innermost task that contains a path; null for a setting of the job.</summary>
    public CheckedTask? TaskAt(string path)
    {
        int end = path.IndexOf(']');
        if (!path.StartsWith("tasks[", StringComparison.Ordinal) || end < 0)
        {
            return null;
        }

        _tasksByOuterPath ??= Tasks.ToLookup(static task => task.OuterPath, StringComparer.Ordinal);
        return _tasksByOuterPath[path.Substring(0, end + 1)]
            .LastOrDefault(task => path.StartsWith(task.Path + ".", StringComparison.Ordinal));
    }

    /// <summary>The models of a type.</summary>
    public IEnumerable<(T Model, ModelVisit Visit)> ModelsOf<T>()
        where T : JobsModel =>
        Models.Where(static visit => visit.Model is T).Select(static visit => ((T)visit.Model, visit));
}
