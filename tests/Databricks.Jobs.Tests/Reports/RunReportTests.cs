using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Databricks.Jobs.Models;
using Databricks.Jobs.Reports;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Tests.Reports;

public sealed class RunReportTests
{
    private const string Hostile =
        "<script>alert(1)</script>\"'&\n##vso[task.complete]\n::error::x\n##[group]\u001b[31m\u202e\u2066\0"
        + "| [a](javascript:b) ![i](http://h/) `c` ``` @team #1 www.example.com https://example.com\n```\n</details>";

    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_thousand_tasks_with_the_longest_keys_and_full_outputs_stay_below_2_MB()
    {
        RunReport report = Thousand(output: new string('<', 20_000));

        Assert.InRange(Encoding.UTF8.GetByteCount(report.ToHtml()), 500_000, 2_000_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(report.ToMarkdown()), 10_000, 1_000_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(report.ToSvg()), 100_000, 2_000_000);
    }

    [Fact]
    public void Each_task_is_in_the_page_once()
    {
        string html = Thousand(output: "x").ToHtml();

        Assert.Equal(1000, Regex.Count(html, "<details class=\"task\""));
        Assert.Equal(1000, Regex.Count(html, "<li class=\"(crit|plain)\">"));
        Assert.Equal(1000, Regex.Matches(html, "id=\"(task-[0-9]+)\"").Select(one => one.Value).Distinct().Count());
    }

    [Fact]
    public void Markup_of_a_run_is_text_in_html()
    {
        string html = Of(Hostile).ToHtml();

        Assert.DoesNotMatch("<(script|img|iframe|form|base|object)", html);
        Assert.DoesNotMatch("##(vso)?\\[|::error|[\u001b\u202e\u2066\0]", html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;", html, StringComparison.Ordinal);
        Assert.Contains("\\u202e", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_of_a_run_is_text_in_svg_which_is_well_formed()
    {
        string svg = Of(Hostile).ToSvg();

        new XmlDocument().LoadXml(svg);
        Assert.DoesNotMatch("##(vso)?\\[|::error|<script|[\u001b\u202e\u2066\0]", svg);
    }

    [Fact]
    public void Markup_of_a_run_is_text_in_markdown()
    {
        string markdown = Of(Hostile).ToMarkdown();
        // A fence is longer than any in the text, so code ends where it is meant to.
        string outside = Regex.Replace(markdown, "(?ms)^(`{3,})[a-z]*\n.*?^\\1\n", "");

        Assert.DoesNotMatch("##(vso)?\\[|::error|[\u001b\u202e\u2066\0]", markdown);
        Assert.DoesNotMatch(@"<(?!details>|summary>|/details>|/summary>|https?:)", outside);
        Assert.DoesNotMatch(@"(?<!\\)\]\((?!<http)|(?<!\\)!\[|(?<!\\)`|@team|www\.|(?<!<)https?://", outside);
        string[] parts = outside.Split("### Parameters");
        Assert.All(RowsOf(parts[0]), row => Assert.Equal(6, Regex.Count(row, @"(?<!\\)\|")));
        Assert.All(RowsOf(parts[1]), row => Assert.Equal(3, Regex.Count(row, @"(?<!\\)\|")));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("https://user:password@example.com/jobs/1/runs/2")]
    [InlineData("//example.com")]
    [InlineData("file:///etc/passwd")]
    public void Only_addresses_of_web_pages_are_links(string address)
    {
        Run run = RunOf("name");
        run.RunPageUrl = address;
        run.Tasks![0].RunPageUrl = address;
        RunReport report = Report(run);

        Assert.DoesNotContain(address, report.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain(address, report.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_redacted_also_where_a_text_is_cut()
    {
        string token = "dapi" + new string('0', 32);
        string log = string.Concat(Enumerable.Range(0, 4000).Select(_ => token + " and more\n"));
        Run run = RunOf("name");
        run.JobParameters = [new JobParameter { Name = "db_password", Value = "tiger" }];
        RunReport report = Report(run, new TaskOutput
        {
            TaskKey = "a",
            RunId = 11,
            Logs = log,
            Error = $"bad {token}",
            Result = "FAILED",
        });

        foreach (string text in new[] { report.ToHtml(), report.ToMarkdown() })
        {
            Assert.DoesNotContain("dapi0", text, StringComparison.Ordinal);
            Assert.DoesNotMatch("0{8}", text);
            Assert.DoesNotContain("tiger", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_long_text_keeps_its_beginning_and_its_end()
    {
        string text = "first" + new string('x', 1_000_000) + "last";
        string html = Report(RunOf("name"), new TaskOutput { TaskKey = "a", RunId = 11, Logs = text }).ToHtml();

        Assert.Contains(">firstx", html, StringComparison.Ordinal);
        Assert.Contains("xlast<", html, StringComparison.Ordinal);
        Assert.Contains("968,010 characters are not shown", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_long_time_before_a_repair_has_little_room()
    {
        Run run = RunOf("name");
        run.EndTime = s_start.AddHours(24).AddMinutes(10);
        run.Tasks =
        [
            TaskOf("a", 0, 0, 600, "FAILED"),
            TaskOf("a", 1, 24 * 3600, (24 * 3600) + 600, "SUCCESS"),
        ];
        // 600 s, a break with the room of 6 % of 1,200 s, and 600 s.
        var axis = new TimeAxis(Report(run).Timeline);

        Assert.Equal(600 / 1272.0, axis.PositionOf(s_start.AddSeconds(600)), 6);
        Assert.Equal(672 / 1272.0, axis.PositionOf(s_start.AddHours(24)), 6);
        Assert.Equal(1, axis.PositionOf(run.EndTime.Value), 6);
        Assert.Equal(TimeSpan.FromMinutes((24 * 60) - 10), Assert.Single(axis.Breaks).Duration);
    }

    [Fact]
    public void Text_in_the_culture_of_the_user_does_not_change_a_report()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string expected = Thousand("x").ToHtml();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            Assert.Equal(expected, Thousand("x").ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<string> RowsOf(string markdown) =>
        markdown.Split('\n').Where(line => line.StartsWith('|'));

    private static RunReport Of(string text)
    {
        Run run = RunOf(text);
        run.JobParameters = [new JobParameter { Name = text, Value = text, Default = "x" }];
        run.CreatorUserName = text;
        run.Tasks![0].State = new RunState { LifeCycleState = "TERMINATED", ResultState = text, StateMessage = text };
        return Report(run, new TaskOutput
        {
            TaskKey = text,
            RunId = 11,
            Result = text,
            Error = text,
            ErrorTrace = text,
            Logs = text,
            NotebookResult = text,
        });
    }

    private static RunReport Thousand(string output)
    {
        Run run = RunOf("thousand");
        run.Tasks =
        [
            .. Enumerable.Range(0, 1000).Select(i =>
            {
                RunTask task = TaskOf(KeyOf(i), 0, i, i + 10, i % 10 == 0 ? "FAILED" : "SUCCESS");
                task.RunId = 1000 + i;
                task.NotebookTask = new NotebookTask { NotebookPath = "/Workspace/jobs/" + KeyOf(i) };
                task.DependsOn = i < 10
                    ? []
                    : [DependencyOn(i - 10), DependencyOn(i * 7 % (i - 9))];
                return task;
            }),
        ];
        return RunReport.Of(
            run,
            [
                .. Enumerable.Range(0, 1000).Select(i => new TaskOutput
                {
                    TaskKey = KeyOf(i),
                    RunId = 1000 + i,
                    NotebookResult = output,
                    Error = output,
                    ErrorTrace = output,
                }),
            ],
            s_start.AddHours(1));
    }

    private static TaskDependency DependencyOn(int i) => new() { TaskKey = KeyOf(i) };

    private static string KeyOf(int i) => $"task_{i:0000}_".PadRight(100, 'k');

    private static RunReport Report(Run run, params TaskOutput[] outputs) =>
        RunReport.Of(run, outputs, s_start.AddHours(48));

    private static Run RunOf(string name) => new()
    {
        RunId = 7,
        JobId = 5,
        RunName = name,
        StartTime = s_start,
        EndTime = s_start.AddMinutes(10),
        RunPageUrl = "https://example.com/?o=1#job/5/run/7",
        State = new RunState { LifeCycleState = "TERMINATED", ResultState = "FAILED", StateMessage = name },
        Tasks = [TaskOf(name == "name" ? "a" : name, 0, 0, 600, "FAILED")],
    };

    private static RunTask TaskOf(string key, int attempt, double start, double end, string result) => new()
    {
        TaskKey = key,
        RunId = 11 + attempt,
        AttemptNumber = attempt,
        RunPageUrl = $"https://example.com/?o=1#job/5/run/{11 + attempt}",
        StartTime = s_start.AddSeconds(start),
        EndTime = s_start.AddSeconds(end),
        ExecutionDuration = TimeSpan.FromSeconds(end - start),
        State = new RunState { LifeCycleState = "TERMINATED", ResultState = result },
    };
}
