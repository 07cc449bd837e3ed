using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;

namespace Soak;

/// <summary>A sort of run, and how it must end.</summary>
internal sealed record RunKind(string Result, IReadOnlyList<(string Key, TaskScript Script)> Tasks)
{
    /// <summary>Short ones and long ones, good ends and bad ones.</summary>
    public static IReadOnlyList<RunKind> All { get; } =
    [
        new("SUCCESS", [("quick", Script(20))]),
        new("SUCCESS", [("minute", Script(60))]),
        new("SUCCESS", [("ten_minutes", Script(600))]),
        new("SUCCESS", [("half_an_hour", Script(1800))]),
        new("SUCCESS", [("first", Script(45)), ("second", Script(90)), ("third", Script(30))]),
        new("FAILED", [("failing", Script(75, "FAILED", "Table not found."))]),
        new("FAILED",
        [
            ("before", Script(30)),
            ("broken", Script(50, "FAILED", "Out of memory.")),
            ("after", Script(30)),
        ]),
        new("TIMEDOUT", [("too_slow", Script(120, "TIMEDOUT"))]),
        new("CANCELED", [("stopped", Script(100, "CANCELED"))]),
        new("FAILED", [("platform", Script(40, "INTERNAL_ERROR", "The node went away."))]),
    ];

    public SubmitRun ToRequest(string name, string idempotencyToken) => new()
    {
        RunName = name,
        IdempotencyToken = idempotencyToken,
        Tasks =
        [
            .. Tasks.Select((task, i) => new SubmitTask
            {
                TaskKey = task.Key,
                DependsOn = i == 0 ? null : [new() { TaskKey = Tasks[i - 1].Key }],
                NotebookTask = new() { NotebookPath = $"/Soak/{task.Key}" },
            }),
        ],
    };

    private static TaskScript Script(int seconds, string result = "SUCCESS", string? error = null) => new()
    {
        Duration = TimeSpan.FromSeconds(seconds),
        Result = result,
        Error = error,
    };
}
