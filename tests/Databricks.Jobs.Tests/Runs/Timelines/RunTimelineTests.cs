using Databricks.Jobs.Models;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Tests.Runs.Timelines;

public sealed class RunTimelineTests
{
    [Fact]
    public void The_periods_of_an_attempt_are_contiguous_and_add_up_to_its_time()
    {
        TaskAttempt attempt = new TimelineRun()
            .Task("a", 5, 100, queue: 10, setup: 20, cleanup: 15).Ends(100).Tasks[0].Last;

        Assert.Equal(["Queue 00:00:10", "Setup 00:00:20", "Execution 00:00:50", "Cleanup 00:00:15"], Texts(attempt));
        Assert.Equal(TimelineRun.At(5), attempt.Segments[0].Start);
        Assert.Equal(TimelineRun.At(100), attempt.Segments[3].End);
        Assert.All(
            attempt.Segments.Zip(attempt.Segments.Skip(1)),
            pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.Equal(TimeSpan.FromSeconds(95), attempt.Duration);
    }

    [Fact]
    public void A_queue_that_does_not_fit_between_start_and_end_came_before_the_start()
    {
        // The service documents the duration of a task as setup + execution + cleanup: 20 + 50 + 0 = 70 = 100 - 30.
        RunTimeline timeline = Create("""
            {"start_time":1000,"end_time":101000,"tasks":[{"task_key":"a","start_time":31000,"end_time":101000,
             "queue_duration":25000,"setup_duration":20000,"execution_duration":50000,"cleanup_duration":0,
             "status":{"state":"TERMINATED","termination_details":{"code":"SUCCESS"}}}],
             "status":{"state":"TERMINATED","termination_details":{"code":"SUCCESS"}}}
            """);

        TaskAttempt attempt = timeline.Tasks[0].Last;
        Assert.Equal(["Queue 00:00:25", "Setup 00:00:20", "Execution 00:00:50"], Texts(attempt));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(6000), attempt.Start);
    }

    [Fact]
    public void Time_that_no_duration_accounts_for_is_execution()
    {
        RunTimeline timeline = Create("""
            {"start_time":1000,"end_time":9000,"tasks":[{"task_key":"a","start_time":1000,"end_time":9000,
             "setup_duration":0,"execution_duration":0,"cleanup_duration":0,
             "state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}],
             "state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}
            """);

        Assert.Equal(["Execution 00:00:08"], Texts(timeline.Tasks[0].Last));
        Assert.Equal(TimeSpan.FromSeconds(8), timeline.Duration);
    }

    [Theory]
    [InlineData("QUEUED", "Queue 00:01:00")]
    [InlineData("PENDING", "Setup 00:01:00")]
    [InlineData("RUNNING", "Execution 00:01:00")]
    [InlineData("TERMINATING", "Execution 00:01:00")]
    public void An_active_attempt_lasts_until_now_in_its_phase(string state, string expected)
    {
        RunTimeline timeline = new TimelineRun().Active("a", 10, state).Now(70);

        TaskAttempt attempt = timeline.Tasks[0].Last;
        Assert.Equal([expected], Texts(attempt));
        Assert.True(attempt.IsActive && timeline.IsActive);
        Assert.Equal(TimelineRun.At(70), attempt.End);
        Assert.Equal(TimelineRun.At(70), timeline.End);
    }

    [Theory]
    [InlineData("BLOCKED")]
    [InlineData("WAITING")]
    [InlineData("WAITING_FOR_RETRY")]
    public void A_task_that_waits_has_not_started_even_if_the_service_reports_a_start(string state)
    {
        TaskTimeline task = new TimelineRun().Active("a", 0, state).Now(70).Tasks[0];

        Assert.Equal(state, task.State);
        Assert.Null(task.Start);
        Assert.Null(task.End);
        Assert.Empty(task.Last.Segments);
        Assert.False(task.IsActive);
    }

    [Fact]
    public void An_active_run_whose_end_is_the_epoch_lasts_until_now()
    {
        // As a server has it that writes 0 for a time that has not come.
        Run run = new TimelineRun().Task("a", 0, 10).Active("b", 10, "RUNNING", ["a"]).Now(70).Run;
        run.EndTime = run.Tasks![1].EndTime = DateTimeOffset.UnixEpoch;

        var timeline = RunTimeline.Create(run, TimelineRun.At(70));

        Assert.Equal(TimeSpan.FromSeconds(70), timeline.Duration);
        Assert.Equal(TimeSpan.FromSeconds(60), timeline.Tasks[1].Last!.Duration);
    }

    [Fact]
    public void A_clock_that_is_behind_does_not_end_an_active_task_before_its_start()
    {
        RunTimeline timeline = new TimelineRun().Task("a", 0, 10).Active("b", 10, "RUNNING", ["a"]).Now(-3600);

        Assert.Equal(TimelineRun.At(10), timeline.End);
        Assert.Equal(TimeSpan.FromSeconds(10), timeline.Duration);
    }

    [Fact]
    public void The_four_times_of_a_run_add_up_to_its_duration()
    {
        // 0-10 nothing: queue; a 10-100: setup 10-40, execution 40-90, cleanup 90-100; b 50-120 with setup 50-95:
        // 50-90 a executes, 90-95 b is set up (before a's cleanup), 95-120 b executes; 120-125 nothing: queue.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 10, 100, setup: 30, cleanup: 10).Task("b", 50, 120, setup: 45).Ends(125);

        Assert.Equal(
            ["Queue 00:00:10", "Setup 00:00:30", "Execution 00:00:50", "Setup 00:00:05", "Execution 00:00:25",
                "Queue 00:00:05"],
            timeline.Segments.Select(segment => segment.ToString()));
        Assert.Equal(
            [15, 35, 75, 0, 125],
            new[] { timeline.Queue, timeline.Setup, timeline.Execution, timeline.Cleanup, timeline.Duration }
                .Select(time => time.TotalSeconds));
    }

    [Fact]
    public void The_duration_of_a_repaired_run_leaves_out_the_time_before_the_repair()
    {
        // 0-50 and 500-560: run_duration is "the job run and all of its repairs", 110 s.
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 50, code: "RUN_EXECUTION_ERROR").Task("a", 502, 560, attempt: 1)
            .Round(null, 0, 50, 0).Round(9, 500, 560, 1).Ends(560);

        Assert.Equal(TimeSpan.FromSeconds(110), timeline.Duration);
        Assert.Equal(TimeSpan.FromSeconds(2), timeline.Queue);
        Assert.Equal(TimelineRun.At(0), timeline.Start);
        Assert.Equal(TimelineRun.At(560), timeline.End);
    }

    [Fact]
    public void The_times_of_a_repair_in_progress_last_until_now()
    {
        RunTimeline timeline = new TimelineRun()
            .Task("a", 0, 50, code: "RUN_EXECUTION_ERROR").Active("a", 500, "RUNNING", attempt: 1)
            .Round(null, 0, 50, 0).Round(9, 500, null, 1).Now(530);

        Assert.Equal(TimeSpan.FromSeconds(80), timeline.Duration);
        Assert.Equal(9, timeline.Tasks[0].Last.RepairId);
    }

    [Fact]
    public void The_original_run_is_no_repair_even_with_an_ID()
    {
        RunTimeline timeline = new TimelineRun().Task("a", 0, 5).Round(null, 0, 5, 0).Ends(5);
        timeline.Run.RepairHistory![0].Id = 0;

        Assert.Null(RunTimeline.Create(timeline.Run, timeline.End).Tasks[0].Last.RepairId);
    }

    [Fact]
    public void A_run_without_tasks_has_the_times_that_it_reports_itself()
    {
        RunTimeline timeline = Create("""
            {"start_time":1000,"end_time":61000,"setup_duration":20000,"execution_duration":35000,
             "cleanup_duration":5000,"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}
            """);

        Assert.Empty(timeline.Tasks);
        Assert.Equal(
            ["Setup 00:00:20", "Execution 00:00:35", "Cleanup 00:00:05"],
            timeline.Segments.Select(segment => segment.ToString()));
    }

    [Fact]
    public void Tasks_are_in_the_order_of_the_graph_and_then_of_their_starts()
    {
        // d waits for c, which starts late; x never ran.
        RunTimeline timeline = new TimelineRun()
            .Skipped("x", 40, ["c"]).Task("d", 20, 30, ["c"]).Task("c", 20, 20).Task("b", 5, 9).Task("a", 0, 9)
            .Active("e", null, "BLOCKED").Ends(40);

        Assert.Equal(["a", "b", "c", "d", "x", "e"], timeline.Tasks.Select(task => task.TaskKey));
    }

    [Fact]
    public void Attempts_are_grouped_by_task_and_counts_of_iterations_come_from_the_last_one()
    {
        RunTimeline timeline = Create("""
            {"tasks":[
             {"task_key":"loop","attempt_number":1,"run_id":12,"start_time":5000,"status":{"state":"RUNNING"},
              "for_each_task":{"inputs":"[]","task":{},"stats":{"task_run_stats":
              {"total_iterations":9,"completed_iterations":4,"failed_iterations":1}}}},
             {"task_key":"loop","attempt_number":0,"run_id":11,"start_time":1000,"end_time":2000,
              "status":{"state":"TERMINATED","termination_details":{"code":"RUN_EXECUTION_ERROR"}}}],
             "start_time":1000,"status":{"state":"RUNNING"}}
            """);

        TaskTimeline loop = Assert.Single(timeline.Tasks);
        Assert.Equal([11L, 12L], loop.Attempts.Select(attempt => attempt.RunId));
        Assert.Equal(["FAILED", "RUNNING"], loop.Attempts.Select(attempt => attempt.State));
        Assert.Equal(4, loop.Iterations!.CompletedIterations);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"tasks":[{},{"task_key":"a"}]}""")]
    [InlineData("""
        {"start_time":5000,"end_time":1000,"queue_duration":922337203685476,"run_duration":-5,
         "tasks":[{"task_key":"a","start_time":253402300799999,"setup_duration":922337203685476,
         "queue_duration":-1,"depends_on":[{"task_key":"a"}],"state":{"life_cycle_state":"TERMINATED"}}],
         "repair_history":[{},{"start_time":9000,"end_time":1},{"start_time":1,"task_run_ids":[1,1]}],
         "state":{"life_cycle_state":"TERMINATED"}}
        """)]
    public void Values_that_make_no_sense_have_a_timeline_too(string json)
    {
        RunTimeline timeline = Create(json);

        Assert.True(timeline.End >= timeline.Start);
        Assert.All(timeline.Segments, segment => Assert.True(segment.End > segment.Start));
        Assert.All(
            timeline.Tasks.SelectMany(task => task.Attempts),
            attempt => Assert.True(attempt.Segments.Count <= 4 && attempt.Duration >= TimeSpan.Zero));
    }

    private static RunTimeline Create(string json) =>
        RunTimeline.Create(Run.FromJson(json), DateTimeOffset.FromUnixTimeMilliseconds(10_000));

    private static IEnumerable<string> Texts(TaskAttempt attempt) =>
        attempt.Segments.Select(segment => segment.ToString());
}
