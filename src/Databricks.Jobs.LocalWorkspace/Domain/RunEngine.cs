using System.Globalization;
using Databricks.Jobs.LocalWorkspace.Scripting;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>
/// Runs task graphs by events. Everything ends in an event of its own, even if it takes no time, so that no change
/// happens during another one.
/// </summary>
internal sealed partial class RunEngine(
    EventQueue events,
    IdSource ids,
    ScriptRegistry scripts,
    LocalWorkspaceOptions options,
    Func<long, StoredJob?> findJob)
{
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(60);

    /// <summary>How deeply jobs can start jobs, so that a job that starts itself comes to an end.</summary>
    private const int MaxNesting = 10;

    private readonly List<JobRun> _runs = [];
    private readonly Dictionary<long, JobRun> _byId = [];
    private readonly Dictionary<long, TaskAttempt> _attempts = [];

    /// <summary>All runs, oldest first.</summary>
    public IReadOnlyList<JobRun> Runs => _runs;

    public JobRun? FindRun(long id) => _byId.TryGetValue(id, out JobRun? run) ? run : null;

    public TaskAttempt? FindAttempt(long id) => _attempts.TryGetValue(id, out TaskAttempt? attempt) ? attempt : null;

    public JobRun Start(RunRequest request)
    {
        StoredJob? job = request.Job;
        var run = new JobRun
        {
            RunId = ids.Next(),
            Job = job,
            JobId = job?.Id ?? ids.Next(),
            Name = request.Settings.Name ?? "Untitled",
            Settings = request.Settings,
            Creator = request.Creator,
            Trigger = request.Trigger,
            StartTime = events.Now,
            Parent = request.Parent,
            Queues = request.Queues,
            Parameters = ParametersOf(request.Settings, request.JobParameters),
            Overriding = request.Overriding,
        };
        run.Rounds.Add(new RunRound(run.RunId, events.Now)
        {
            PerformanceTarget = request.PerformanceTarget ?? request.Settings.PerformanceTarget,
        });
        AddNodes(run, request.Only);
        _runs.Add(run);
        _byId.Add(run.RunId, run);
        job?.Runs.Add(run);
        Admit(run);
        return run;
    }

    public static List<JobParameter> ParametersOf(JobSettings settings, Dictionary<string, string>? over)
    {
        var all = new SortedDictionary<string, JobParameter>(StringComparer.Ordinal);
        foreach (JobParameterDefinition definition in settings.Parameters ?? [])
        {
            all[definition.Name!] = new JobParameter
            {
                Name = definition.Name,
                Default = definition.Default,
                Value = definition.Default,
            };
        }

        foreach (KeyValuePair<string, string> pair in over ?? [])
        {
            if (!all.TryGetValue(pair.Key, out JobParameter? parameter))
            {
                all[pair.Key] = parameter = new() { Name = pair.Key };
            }

            parameter.Value = pair.Value;
        }

        return [.. all.Values];
    }

    private void AddNodes(JobRun run, HashSet<string>? only)
    {
        foreach (Models.Task task in run.Settings.Tasks ?? [])
        {
            var node = new TaskNode(run, ModelCloner.Clone<RunTask>(task));
            run.Nodes.Add(node);
            run.ByKey[node.Key] = node;
            TaskAttempt attempt = AddAttempt(node, run.Rounds[0]);
            if (task.Disabled == true || only?.Contains(node.Key) == false) Close(attempt, Termination.Disabled);
        }
    }

    private TaskAttempt AddAttempt(TaskNode node, RunRound round)
    {
        var attempt = new TaskAttempt(node, ids.Next(), ModelCloner.Clone<RunTask>(node.Definition)) { Round = round };
        node.Attempts.Add(attempt);
        round.Attempts.Add(attempt);
        _attempts.Add(attempt.RunId, attempt);
        return attempt;
    }

    private void Admit(JobRun run)
    {
        if (run.Job is not { } job || job.HasRoom)
        {
            Begin(run);
        }
        else if (run.Queues && job.Settings.MaxConcurrentRuns != 0)
        {
            job.Waiting.Enqueue(run);
        }
        else
        {
            foreach (TaskNode node in run.Nodes) Close(node.Current, Termination.TooManyRuns);
            run.Dequeued = events.Now;
            job.ActiveRuns++;
            Finish(run, Termination.TooManyRuns);
        }
    }

    private void Begin(JobRun run)
    {
        if (run.Job is not null) run.Job.ActiveRuns++;
        run.Dequeued = events.Now;
        run.Phase = Phase.Pending;
        LimitTime(run);
        events.ScheduleAfter(TimeSpan.Zero, () => Settle(run));
    }

    private void LimitTime(JobRun run)
    {
        if (run.Settings.TimeoutSeconds is not > 0) return;
        RunRound round = run.Rounds[run.Rounds.Count - 1];
        events.ScheduleAfter(TimeSpan.FromSeconds(run.Settings.TimeoutSeconds.Value), () =>
        {
            if (round.End is null && run.Phase is Phase.Pending or Phase.Running) Stop(run, Termination.TimedOut);
        });
    }

    /// <summary>Starts or skips every task that no longer waits, and ends the run if no task is left.</summary>
    private void Settle(JobRun run)
    {
        if (run.Phase is Phase.Ended or Phase.Queued) return;
        bool changed;
        do
        {
            changed = false;
            foreach (TaskNode node in run.Nodes)
            {
                if (node.Current.Phase != Phase.Blocked || !IsFree(run, node)) continue;
                changed = true;
                Decide(node);
            }
        }
        while (changed);

        if (run.Nodes.TrueForAll(node => node.IsDone)) Finish(run, run.Stopping ?? RunResult.Of(run));
    }

    private static bool IsFree(JobRun run, TaskNode node) => run.Stopping is not null
        ? !run.Nodes.Exists(other => other.Current.IsInProgress || other.Current.Phase == Phase.Terminating)
        : node.Dependencies.TrueForAll(dependency =>
            !run.ByKey.TryGetValue(dependency.TaskKey!, out TaskNode? upstream) || upstream.IsDone);

    private void Decide(TaskNode node)
    {
        Termination? termination = node.Run.Stopping is not null ? Termination.Canceled : RunIfRule.Decide(node);
        if (termination is null) Begin(node.Current);
        else Close(node.Current, termination);
    }

    private void Finish(JobRun run, Termination termination)
    {
        run.Phase = Phase.Ended;
        run.Termination = termination;
        run.EndTime = events.Now;
        run.Stopping = null;
        RunRound round = run.Rounds[run.Rounds.Count - 1];
        round.End = events.Now;
        round.Termination = termination;
        events.ScheduleAfter(s_retention, () => Forget(run, round));
        if (run.Parent is { } parent) events.ScheduleAfter(TimeSpan.Zero, () => ChildEnded(parent, run));
        if (run.Job is not { } job) return;
        job.ActiveRuns--;
        events.ScheduleAfter(TimeSpan.Zero, () => AdmitNext(job));
    }

    private void AdmitNext(StoredJob job)
    {
        while (job.Waiting.Count > 0 && job.HasRoom)
        {
            JobRun next = job.Waiting.Dequeue();
            if (next.Phase == Phase.Queued) Begin(next);
        }
    }

    private void Forget(JobRun run, RunRound round)
    {
        // A repair in the meantime restarts the retention period.
        if (run.IsActive || run.Rounds[run.Rounds.Count - 1] != round) return;
        Remove(run);
    }

    public void Remove(JobRun run)
    {
        _runs.Remove(run);
        _byId.Remove(run.RunId);
        run.Job?.Runs.Remove(run);
        foreach (TaskAttempt attempt in run.Attempts)
        {
            _attempts.Remove(attempt.RunId);
            foreach (TaskAttempt iteration in attempt.Iterations.SelectMany(node => node.Attempts))
            {
                _attempts.Remove(iteration.RunId);
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
