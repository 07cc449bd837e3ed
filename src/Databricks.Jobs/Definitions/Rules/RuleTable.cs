namespace Databricks.Jobs.Definitions.Rules;

/// <summary>The table of rules, in the order in which their findings are reported.</summary>
internal static class RuleTable
{
    /// <summary>The rule for what cannot be read, which the reader finds.</summary>
    public static readonly JobRule InvalidDefinition = Error(
        "InvalidDefinition",
        "A definition that cannot be read: a mistake in the JSON or YAML, a value of a wrong type, or a reference in a "
            + "bundle to something that does not exist.",
        static _ => []);

    public static readonly JobRule[] All =
    [
        InvalidDefinition,
        Error("UnknownField", "A field that does not exist.", UnknownRules.Fields),
        Error("UnknownValue", "A value that is not one of the allowed values.", UnknownRules.Values),
        Error("MissingField", "A required field that is missing.", static check => SchemaRules.Missing(check.Fields)),
        Error("LimitExceeded", "A value that is too long, too large or has characters that are not allowed.",
            static check => SchemaRules.Limits(check.Fields)),
        Error("ExclusiveFields", "Fields that cannot be combined.", ExclusiveFields.Check),
        Error("CronExpression", "A cron expression that is not valid.", ScheduleRules.Crons),
        Error("TimeZone", "A time zone that does not exist.", ScheduleRules.Zones),
        Error("DuplicateKey", "A key or name that occurs twice in a list.", KeyRules.Duplicates),
        Error("TaskKind", "A task that does nothing or several things.",
            static check => Each(check, TaskGraphRules.Kind)),
        Error("SeveralClusters", "A task with several clusters.",
            static check => Each(check, TaskGraphRules.Compute)),
        Error("ForEachTask", "A for-each task with settings that belong to the task inside it, or vice versa.",
            TaskGraphRules.Loops),
        Complete("UnknownTask", "A dependency on a task that does not exist.",
            static check => TaskGraphRules.Dependencies(Views(check))),
        Complete("ConditionOutcome", "A dependency on the outcome of a task that has none, or on another outcome than "
            + "true and false.", TaskGraphRules.Outcomes),
        Complete("DependencyCycle", "Tasks that wait for each other.",
            static check => TaskGraphRules.Cycle(Views(check))),
        Complete("UnknownCluster", "A reference to a job cluster that does not exist.", KeyRules.Clusters),
        Complete("UnknownEnvironment", "A reference to an environment that does not exist.", KeyRules.Environments),
        Error("ClusterSize", "A cluster whose size contradicts itself.", ClusterRules.Check),
        Error("LibraryKind", "A library that is nothing or several things.", LibraryRules.Kinds),

        Warning("NoTasks", "A job without tasks.", AdviceRules.NoTasks),
        Warning("NeverRuns", "A job or task that can never run.", NeverRuns.Check),
        Warning("ScheduleNeverStarts", "A schedule that never starts the job.", ScheduleRules.NeverStarts),
        Warning("DaylightSaving", "A schedule at a time that daylight saving time skips or repeats.",
            ScheduleRules.DaylightSaving),
        Warning("UnusedLibrary", "Libraries of a task that cannot install them.", LibraryRules.Unused),
        Warning("MissingLibrary", "A task whose code is in none of its libraries.", LibraryRules.Missing),
        Warning("UnknownReference", "A dynamic value reference that does not exist.", ReferenceRules.Unknown),
        Warning("UnknownParameter", "A reference to a parameter that the job does not have.",
            ReferenceRules.Parameters),
        Warning("UnknownTaskResult", "A reference to a task that does not exist, ends later, or has no such result.",
            ReferenceRules.Tasks),
        Warning("InputOutsideLoop", "A reference to the element of a loop outside of one.", ReferenceRules.Inputs),
        Warning("OlderReference", "A reference in a form that was replaced.", ReferenceRules.Older),
        Warning("DeprecatedField", "A field that was replaced.", DeprecatedRules.Check),
        Warning("PlainSecret", "A secret in plain sight.", SecretRules.Check),

        Advice("NoTimeout", "A job whose runs can hang forever.", AdviceRules.NoTimeout),
        Advice("NoFailureNotification", "A job that notifies nobody when it fails.",
            AdviceRules.NoFailureNotification),
        Advice("SchedulePaused", "A schedule or trigger that is paused.", ScheduleRules.Paused),
    ];

    private static JobRule Error(
        string id,
        string description,
        Func<JobCheck, IEnumerable<DefinitionProblem>> find) =>
        new(id, FindingSeverity.Error, description, find);

    // An error that only the complete definition shows.
    private static JobRule Complete(
        string id,
        string description,
        Func<JobCheck, IEnumerable<DefinitionProblem>> find) =>
        new(id, FindingSeverity.Error, description, find) { NeedsAll = true };

    private static JobRule Warning(
        string id,
        string description,
        Func<JobCheck, IEnumerable<DefinitionProblem>> find) =>
        new(id, FindingSeverity.Warning, description, find) { NeedsAll = true };

    private static JobRule Advice(
        string id,
        string description,
        Func<JobCheck, IEnumerable<DefinitionProblem>> find) =>
        new(id, FindingSeverity.Information, description, find) { NeedsAll = true };

    private static IEnumerable<DefinitionProblem> Each(
        JobCheck check,
        Func<TaskView, string, IEnumerable<DefinitionProblem>> find) =>
        check.Tasks.SelectMany(task => find(task.View, task.Path));

    private static TaskView[] Views(JobCheck check) => [.. check.OuterTasks.Select(static task => task.View)];
}
