using System.Text;
using Databricks.Jobs.Definitions;
using static Databricks.Jobs.Tests.Definitions.Files.DefinitionReading;

namespace Databricks.Jobs.Tests.Definitions.Files;

/// <summary>Damaged files give one error with a place, and take a bounded amount of memory.</summary>
public sealed class BrokenFileTests
{
    private const string Yaml = """
        # a comment
        name: &name nightly
        tags: {team: *name, "a b": 'c'}
        tasks:
          - task_key: load
            notebook_task:
              notebook_path: /etl/load
              base_parameters: {date: "{{job.start_time.iso_date}}"}
          - task_key: report
            depends_on: [{task_key: load}]
            sql_task:
              warehouse_id: w
              query: {query_id: |
                text
                text}
        schedule: {quartz_cron_expression: 0 0 2 * * ?, timezone_id: UTC}
        """;

    private const string Marks = "{}[]:,&*!|>'\"%@`#-?\t\n\0\u0001\ud800\ufeff~";

    private const string Json = """
        {"name": "nightly", "tags": {"team": "a"}, "tasks": [ // comment
          {"task_key": "load", "max_retries": 1e1, "notebook_task": {"notebook_path": "/etl/load"}},
        ], "queue": {"enabled": true}}
        """;

    [Theory]
    [InlineData(Yaml, 1)]
    [InlineData(Json, 2)]
    public void A_damaged_text_is_read_or_is_one_error_with_a_place(string text, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 3000; i++)
        {
            string damaged = Damage(text, random);
            try
            {
                Read(damaged);
            }
            catch (JobDefinitionException fault)
            {
                int lines = damaged.Split('\n').Length;
                Assert.InRange(fault.Location.Line, 1, lines);
                Assert.True(fault.Location.Column >= 1, damaged);
                Assert.True(fault.Message.Length < 2000, fault.Message);
            }
        }
    }

    [Theory]
    [InlineData(Yaml)]
    [InlineData(Json)]
    public void A_text_that_is_cut_off_is_read_or_is_one_error(string text)
    {
        for (int length = 0; length < text.Length; length++)
        {
            try
            {
                Read(text[..length]);
            }
            catch (JobDefinitionException fault)
            {
                Assert.True(fault.Location.Line >= 1);
            }
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Encodings_marks_and_line_ends_do_not_change_positions(string encoding)
    {
        using var folder = new BundleFolder();
        string file = Path.Combine(folder.Path, "job.yml");
        foreach (bool hasMark in new[] { true, false })
        {
            byte[] mark = hasMark ? Encoding.GetEncoding(encoding).GetPreamble() : [];
            byte[] text = Encoding.GetEncoding(encoding).GetBytes("name: a\r\ntags:\r\n  ä: x\r\nnam: b\r\n");
            File.WriteAllBytes(file, [.. mark, .. text]);
            JobDefinitionException fault = Assert.Throws<JobDefinitionException>(
                () => new JobDefinitionReader(folder.Options).ReadFile(file));
            Assert.Equal(new SourceLocation(file, 4, 1), fault.Location);
        }
    }

    [Fact]
    public void An_alias_bomb_takes_little_memory()
    {
        string text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i =>
            $"a{i}: &a{i} [{string.Join(",", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fault(text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    private static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(damaged.Length);
            switch (random.Next(4))
            {
                case 0:
                    damaged.Remove(at, Math.Min(random.Next(1, 9), damaged.Length - at));
                    break;
                case 1:
                    damaged.Insert(at, Marks[random.Next(Marks.Length)]);
                    break;
                case 2:
                    damaged.Insert(at, text.AsSpan(random.Next(text.Length / 2), 12));
                    break;
                default:
                    damaged[at] = (char)random.Next(1, 256);
                    break;
            }
        }

        return damaged.ToString();
    }
}
