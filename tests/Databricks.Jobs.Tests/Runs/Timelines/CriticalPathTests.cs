using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Tests.Runs.Timelines;

/// <summary>Graphs whose critical path was worked out by hand. The times are seconds since the start of the run.
/// </summary>
public sealed class CriticalPathTests
{
    private const string Failed = "RUN_EXECUTION_ERROR";

    [Fact]
    public void Graph_1_a_chain_is_the_path()
    {
        // a 0-10, b 10-30, c 31-40: each starts when the one before ends (c a second later).
        RunTimeline timeline = new TimelineRun()
            .Task("c", 31, 40, ["b"]).Task("a", 0, 10).Task("b", 10, 30, ["a"]).Ends(40);

        Assert.Equal(["a", "b", "c"], timeline.CriticalPath);
        Assert.All(timeline.Tasks, task => Assert.True(task.IsOnCriticalPath));
    }

    [Fact]
    public void Graph_2_of_two_branches_the_one_that_ended_last_is_on_the_path()
    {
        // d starts at 50, because c ends at 50; b ended at 20 and could have taken 30 s longer.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 10).Task("b", 10, 20, ["a"]).Task("c", 10, 50, ["a"]).Task("d", 50, 60, ["b", "c"]).Ends(60);

        Assert.Equal(["a", "c", "d"], timeline.CriticalPath);
        Assert.False(timeline.Tasks.Single(task => task.TaskKey == "b").IsOnCriticalPath);
    }

    [Fact]
    public void Graph_3_of_tasks_without_dependencies_the_last_one_is_the_path()
    {
        // Nothing made b wait: it ended last only because it took longest.
        RunTimeline timeline = new TimelineRun().Task("a", 0, 30).Task("b", 0, 45).Task("c", 0, 44).Ends(46);

        Assert.Equal(["b"], timeline.CriticalPath);
    }

    [Fact]
    public void Graph_4_a_short_task_after_a_long_gap_can_be_on_the_path()
    {
        // c ends last at 100. It depends on a (ended 5) and waited 90 s in the queue. b ran longest, but ended at 80.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 5).Task("b", 0, 80).Task("c", 5, 100, ["a"], queue: 90).Ends(100);

        Assert.Equal(["a", "c"], timeline.CriticalPath);
    }

    [Fact]
    public void Graph_5_a_retry_follows_the_attempt_before_it()
    {
        // b: 10-20 failed, 50-60 succeeded. Its retry at 50 started after its first attempt (ended 20), not after a
        // (ended 10); c at 60 started after the retry.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 10).Task("b", 10, 20, ["a"], Failed).Task("b", 50, 60, ["a"], attempt: 1)
            .Task("c", 60, 70, ["b"]).Ends(70);

        Assert.Equal(["a", "b", "c"], timeline.CriticalPath);
        Assert.All(timeline.Tasks.SelectMany(task => task.Attempts), attempt => Assert.True(attempt.IsOnCriticalPath));
    }

    [Fact]
    public void Graph_6_a_repair_after_a_faster_dependency_follows_that_dependency()
    {
        // Original: a 0-10, x 0-40, b 40-50 (after x) failed. Repair at 500: a 500-530, b 530-560 after a, x not rerun.
        // b#1 at 530 started after a#1 (ended 530); a#1 at 500 after a#0 (ended 10); a#0 started the run.
        // Neither x nor b#0 are on the path: they ended before a#1 did.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 10).Task("x", 0, 40).Task("b", 40, 50, ["a", "x"], Failed)
            .Task("a", 500, 530, attempt: 1).Task("b", 530, 560, ["a", "x"], attempt: 1)
            .Round(null, 0, 50, 0, 1, 2).Round(9, 500, 560, 3, 4).Ends(560);

        Assert.Equal(["a", "b"], timeline.CriticalPath);
        TaskTimeline b = timeline.Tasks.Single(task => task.TaskKey == "b");
        Assert.Equal([false, true], b.Attempts.Select(attempt => attempt.IsOnCriticalPath));
        Assert.Equal([null, 9L], b.Attempts.Select(attempt => attempt.RepairId));
    }

    [Fact]
    public void Graph_7_a_skipped_dependency_stands_for_its_own()
    {
        // a 0-30 failed; b was skipped at 30; c (run_if ALL_DONE) at 30 started after a through b.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 30, code: Failed).Skipped("b", 30, ["a"]).Task("c", 30, 40, ["b"]).Ends(40, Failed);

        Assert.Equal(["a", "c"], timeline.CriticalPath);
        Assert.Null(timeline.Tasks.Single(task => task.TaskKey == "b").Start);
    }

    [Fact]
    public void Graph_8_two_diamonds_are_followed_back_to_the_first_task()
    {
        // g 70-80 after f (70), not e (60); f 40-70 after d (40); d 30-40 after c (30), not b (25); c 10-30 after a.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 10).Task("b", 10, 25, ["a"]).Task("c", 10, 30, ["a"]).Task("d", 30, 40, ["b", "c"])
            .Task("e", 40, 60, ["d"]).Task("f", 40, 70, ["d"]).Task("g", 70, 80, ["e", "f"]).Ends(81);

        Assert.Equal(["a", "c", "d", "f", "g"], timeline.CriticalPath);
    }

    [Fact]
    public void Graph_9_of_active_tasks_the_one_that_has_run_longest_is_on_the_path()
    {
        // Now is 100: b (since 20) and c (since 30) are active and end the path now; b has run longer. d waits.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 20).Active("b", 20, "RUNNING", ["a"]).Active("c", 30, "RUNNING", ["a"])
            .Active("d", null, "BLOCKED", ["b", "c"]).Now(100);

        Assert.Equal(["a", "b"], timeline.CriticalPath);
    }

    [Fact]
    public void Graph_10_a_failure_that_blocks_the_rest_ends_the_path()
    {
        // load failed at 50 and ended the run; publish never ran. clean (10-45) ended earlier.
        RunTimeline timeline = new TimelineRun()
            .Task("extract", 0, 10).Task("clean", 10, 45, ["extract"]).Task("load", 12, 50, ["extract"], Failed)
            .Skipped("publish", 50, ["clean", "load"]).Ends(50, Failed);

        Assert.Equal(["extract", "load"], timeline.CriticalPath);
    }

    [Fact]
    public void The_path_and_its_gaps_last_from_the_first_start_to_the_last_end()
    {
        // a 2-10, gap 3, b 13-20, gap 0, c 20-30: 8 + 3 + 7 + 0 + 10 = 28 = 30 - 2.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 2, 10).Task("b", 13, 20, ["a"]).Task("c", 20, 30, ["b"]).Ends(30);

        Assert.Equal(["a", "b", "c"], timeline.CriticalPath);
        double length = 0;
        DateTimeOffset? before = null;
        foreach (TaskTimeline task in timeline.Tasks)
        {
            length += (task.Start - (before ?? task.Start))!.Value.TotalSeconds + task.Last.Duration.TotalSeconds;
            before = task.End;
        }

        Assert.Equal(28, length);
    }

    [Fact]
    public void Tasks_that_depend_on_each_other_or_on_nothing_known_end_the_search()
    {
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 0, ["b", "a", "gone"]).Task("b", 0, 0, ["a"]).Skipped("c", 0, ["d"]).Skipped("d", 0, ["c"])
            .Task("e", 0, 5, ["c"]).Ends(5);

        Assert.Equal(["e"], timeline.CriticalPath);
        Assert.Equal(5, timeline.Tasks.Count);
    }

    [Fact]
    public void A_chain_of_a_thousand_tasks_is_found()
    {
        var run = new TimelineRun();
        for (int i = 0; i < 1000; i++) run.Task($"t{i}", i, i + 1, i > 0 ? [$"t{i - 1}"] : null);

        Assert.Equal(1000, run.Ends(1000).CriticalPath.Count);
    }
}
