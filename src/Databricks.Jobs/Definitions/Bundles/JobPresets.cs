using System.Globalization;
using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>What a bundle and the mode of its target say about all of its jobs.</summary>
internal sealed class JobPresets
{
    private const int DevelopmentConcurrentRuns = 4;
    private const string Paused = "PAUSED";

    private static readonly string[] s_starts = ["schedule", "continuous", "trigger"];
    private static readonly string[] s_compute =
        ["new_cluster", "existing_cluster_id", "environment_key", "job_cluster_key"];

    private readonly string _namePrefix;
    private readonly MapNode _tags;
    private readonly DefinitionNode? _maxConcurrentRuns;
    private readonly DefinitionNode? _pauseStatus;
    private readonly DefinitionNode? _clusterId;
    private readonly MapNode? _runAs;

    /// <param name="bundle">The bundle, without references in its presets.</param>
    /// <param name="context">The user, for the mode development.</param>
    public JobPresets(MapNode bundle, BundleContext context)
    {
        MapNode presets = bundle.FindMap("presets") ?? new MapNode([], bundle.Location);
        MapNode? settings = bundle.FindMap("bundle");
        ScalarNode? mode = settings?.FindScalar("mode");
        bool isDevelopment = mode?.Text == "development";
        if (mode is not null && !isDevelopment && mode.Text != "production")
        {
            throw mode.Fault($"mode: '{mode.Text}' is not a mode of a target; it is development or production.");
        }

        _namePrefix = presets.FindScalar("name_prefix")?.Text
            ?? (isDevelopment ? $"[dev {context.ShortName(mode!)}] " : "");
        _tags = presets.FindMap("tags") ?? new MapNode([], presets.Location);
        if (isDevelopment && _tags.Entry("dev") is null)
        {
            _tags = _tags.With("dev", ScalarNode.OfText(context.ShortName(mode!), mode!.Location));
        }

        _maxConcurrentRuns = presets.FindScalar("jobs_max_concurrent_runs")
            ?? (isDevelopment ? Number(DevelopmentConcurrentRuns, mode!.Location) : null);
        _pauseStatus = presets.FindScalar("trigger_pause_status")
            ?? (isDevelopment ? ScalarNode.OfText(Paused, mode!.Location) : null);
        _clusterId = settings?.FindScalar("cluster_id") ?? settings?.FindScalar("compute_id");
        _runAs = bundle.FindMap("run_as");
    }

    /// <summary>Applies the presets to the settings of a job. What the job sets itself takes precedence.</summary>
    public MapNode Apply(MapNode job)
    {
        if (_namePrefix.Length > 0)
        {
            ScalarNode? name = job.FindScalar("name");
            job = job.With("name", ScalarNode.OfText(_namePrefix + name?.Text, name?.Location ?? job.Location));
        }

        if (_tags.Entries.Count > 0)
        {
            job = job.With("tags", NodeMerge.Merge(_tags, job.FindMap("tags") ?? new MapNode([], job.Location)));
        }

        if (_maxConcurrentRuns is not null && job.FindScalar("max_concurrent_runs") is null or { Text: "0" })
        {
            job = job.With("max_concurrent_runs", _maxConcurrentRuns);
        }

        foreach (string start in s_starts)
        {
            if (_pauseStatus is not null && job.Find(start) is MapNode map && map.Find("pause_status") is null)
            {
                job = job.With(start, map.With("pause_status", _pauseStatus));
            }
        }

        job = _runAs is not null && job.Find("run_as") is null ? job.With("run_as", _runAs) : job;
        return _clusterId is null ? job : job.WithItems("tasks", OverrideCompute);
    }

    private DefinitionNode OverrideCompute(DefinitionNode task)
    {
        if (task is not MapNode map)
        {
            return task;
        }

        if (map.Find("for_each_task") is MapNode loop && loop.Find("task") is { } inner)
        {
            return map.With("for_each_task", loop.With("task", OverrideCompute(inner)));
        }

        return s_compute.Any(key => map.Find(key) is not null)
            ? map.Without(s_compute).With("existing_cluster_id", _clusterId!)
            : map;
    }

    private static ScalarNode Number(int number, SourceLocation location) =>
        new(number.ToString(CultureInfo.InvariantCulture), isPlain: true, ScalarKind.Int, location);
}
