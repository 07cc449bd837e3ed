using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;
using ApiTask = Databricks.Jobs.Models.Task;

[assembly: ValueUnwrapper(typeof(Databricks.Jobs.Tests.Serialization.BindingTests.WrappedValues))]

namespace Databricks.Jobs.Tests.Serialization;

public sealed class BindingTests
{
    [Fact]
    public void A_single_item_is_a_list_of_one()
    {
        var settings = new JobSettings(new Hashtable
        {
            ["tasks"] = new Hashtable { ["TaskKey"] = "a", ["depends_on"] = new Hashtable { ["task_key"] = "b" } },
        });

        Assert.Equal("""{"tasks":[{"task_key":"a","depends_on":[{"task_key":"b"}]}]}""", settings.ToJson());
        Assert.Equal(["x"], new RunNow(new Hashtable { ["JarParams"] = "x" }).JarParams!);
        Assert.Equal([1], new RepairHistoryItem(new Hashtable { ["task_run_ids"] = 1 }).TaskRunIds!);
    }

    [Fact]
    public void A_string_map_accepts_simple_values()
    {
        var run = new RunNow(new Hashtable
        {
            ["JobParameters"] = new OrderedDictionary
            {
                ["count"] = 3, ["ratio"] = 1.5, ["flag"] = true, ["Name.With.Dots"] = "x", ["id"] = Guid.Empty,
            },
        });

        Assert.Equal(
            """{"job_parameters":{"count":"3","ratio":"1.5","flag":"true","Name.With.Dots":"x","id":"00000000-0000-0000-0000-000000000000"}}""",
            run.ToJson());
    }

    [Fact]
    public void Typed_objects_can_be_mixed_with_hashtables()
    {
        var typed = new ApiTask { TaskKey = "typed" };
        var settings = new JobSettings(new Hashtable
        {
            ["Tasks"] = new object[] { typed, new Hashtable { ["task_key"] = "table" } },
            ["GitSource"] = new GitSource { GitUrl = "u" },
        });

        Assert.Same(typed, settings.Tasks![0]);
        Assert.Equal("table", settings.Tasks[1].TaskKey);
        Assert.Equal("u", settings.GitSource!.GitUrl);
    }

    [Theory]
    [InlineData("GIT_HUB")]
    [InlineData("gitHub")]
    [InlineData("github")]
    [InlineData(GitProvider.GIT_HUB)]
    public void Both_spellings_of_a_value_are_accepted_and_become_the_APIs(object word)
    {
        Assert.Equal("gitHub", new GitSource(new Hashtable { ["GitProvider"] = word }).GitProvider);
    }

    [Fact]
    public void A_wrong_key_is_named_with_its_path_and_the_nearest_name()
    {
        var table = new Hashtable
        {
            ["Tasks"] = new object[]
            {
                new Hashtable { ["TaskKey"] = "a" },
                new Hashtable { ["NotebookTask"] = new Hashtable { ["notebok_path"] = "/x" } },
            },
        };

        ModelBindingException exception = Assert.Throws<ModelBindingException>(() => new JobSettings(table));

        Assert.Equal("tasks[1].notebook_task.notebok_path", exception.Path);
        Assert.Equal(
            "tasks[1].notebook_task.notebok_path: no such field; did you mean notebook_path?", exception.Message);
    }

    [Fact]
    public void An_unknown_value_is_named_with_the_allowed_ones()
    {
        ModelBindingException exception = Assert.Throws<ModelBindingException>(() =>
            new ApiTask(new Hashtable { ["run_if"] = "ALL_SUCESS" }));

        Assert.Equal(
            "run_if: 'ALL_SUCESS' is not a known RunIf; did you mean ALL_SUCCESS? Allowed: ALL_DONE, ALL_FAILED, "
                + "ALL_SUCCESS, AT_LEAST_ONE_FAILED, AT_LEAST_ONE_SUCCESS, NONE_FAILED.",
            exception.Message);
    }

    [Fact]
    public void A_key_under_both_spellings_is_an_error()
    {
        ModelBindingException exception = Assert.Throws<ModelBindingException>(() =>
            new RunNow(new OrderedDictionary { ["job_id"] = 1, ["JobId"] = 2 }));

        Assert.Equal("job_id", exception.Path);
    }

    [Fact]
    public void A_hashtable_that_contains_itself_is_an_error()
    {
        var task = new Hashtable();
        task["for_each_task"] = new Hashtable { ["task"] = task };
        var bag = new Hashtable();
        bag["x"] = bag;

        Assert.EndsWith("contain itself.", Throws(() => new ApiTask(task)).Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "contain itself.",
            Throws(() => new ApiTask(new Hashtable { ["AdditionalProperties"] = bag })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_values_is_limited()
    {
        // 2^30 values.
        object shared = 1;
        for (int i = 0; i < 30; i++) shared = new[] { shared, shared };
        var unknown = new Hashtable { ["AdditionalProperties"] = new Hashtable { ["x"] = shared } };
        var tags = new Hashtable { ["tags"] = new Hashtable(Enumerable.Range(0, 300_000).ToDictionary(i => $"{i}")) };

        Assert.Contains("250,000 values", Throws(() => new ApiTask(unknown)).Message, StringComparison.Ordinal);
        Assert.Contains("250,000 values", Throws(() => new JobSettings(tags)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_depth_is_limited()
    {
        object deep = 1;
        for (int i = 0; i < 10_000; i++) deep = new[] { deep };
        var unknown = new Hashtable { ["AdditionalProperties"] = new Hashtable { ["x"] = deep } };

        Assert.Contains("more than 64 levels", Throws(() => new ApiTask(unknown)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12", 12L)]
    [InlineData("12.0", 12L)]
    [InlineData("1.2e1", 12L)]
    [InlineData("9007199254740993", 9007199254740993L)]
    [InlineData("9007199254740993.0", 9007199254740993L)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void A_JSON_number_is_an_exact_integer(string text, long number) =>
        Assert.Equal(number, new RunNow(new Hashtable { ["job_id"] = new JsonNumber(text) }).JobId);

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("1.5")]
    [InlineData("1e400")]
    public void A_JSON_number_that_is_not_an_integer_is_an_error(string text) => Assert.EndsWith(
        $"expected a whole number, found the number {text}.",
        Throws(() => new RunNow(new Hashtable { ["job_id"] = new JsonNumber(text) })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Big_integers_keep_their_digits()
    {
        var task = new ApiTask(new Hashtable
        {
            ["AdditionalProperties"] = new Hashtable { ["x"] = s_large },
        });

        Assert.Equal("""{"x":12345678901234567890123}""", task.ToJson());
    }

    [Fact]
    public void Inputs_of_a_loop_can_be_a_list()
    {
        var task = new ForEachTask(new Hashtable { ["inputs"] = new object[] { "a", new Hashtable { ["b"] = 1.5 } } });

        Assert.Equal("""["a",{"b":1.5}]""", task.Inputs);
    }

    [Theory]
    [InlineData(1_714_000_000_123L)]
    [InlineData("1714000000123")]
    [InlineData(1_714_000_000_123d)]
    [InlineData("2024-04-24T23:06:40.123Z")]
    [InlineData("2024-04-25T01:06:40.123+02:00")]
    public void A_time_can_be_a_number_or_a_string(object value)
    {
        Assert.Equal(
            1_714_000_000_123L,
            new Run(new Hashtable { ["StartTime"] = value }).StartTime!.Value.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void A_time_of_zero_is_none_as_in_json()
    {
        Assert.Null(new Run(new Hashtable { ["StartTime"] = 0 }).StartTime);
    }

    [Theory]
    [InlineData(5000)]
    [InlineData("5000")]
    [InlineData("00:00:05")]
    public void A_duration_can_be_a_number_of_milliseconds_or_a_string(object value)
    {
        Assert.Equal(TimeSpan.FromSeconds(5), new Run(new Hashtable { ["RunDuration"] = value }).RunDuration);
    }

    [Theory]
    [InlineData("start_time", long.MaxValue)]
    [InlineData("start_time", "yesterday")]
    [InlineData("run_duration", long.MaxValue)]
    [InlineData("run_duration", "soon")]
    [InlineData("job_id", 1.5)]
    [InlineData("job_id", double.NaN)]
    [InlineData("job_id", 1e30)]
    [InlineData("job_id", 9007199254740994d)]
    [InlineData("job_id", "1.5")]
    [InlineData("job_id", "")]
    [InlineData("job_id", true)]
    [InlineData("has_more", "maybe")]
    [InlineData("has_more", 1)]
    [InlineData("state", "RUNNING")]
    [InlineData("state", 1)]
    public void A_value_that_does_not_fit_is_an_error_with_the_path(string field, object value)
    {
        Assert.Equal(
            field,
            Assert.Throws<ModelBindingException>(() => new Run(new Hashtable { [field] = value })).Path);
    }

    [Fact]
    public void The_ends_of_the_calendar_are_an_error_in_every_time_zone()
    {
        Assert.Throws<ModelBindingException>(() => new Run(new Hashtable { ["StartTime"] = DateTime.MinValue }));
        Assert.Throws<ModelBindingException>(() => new Run(new Hashtable { ["StartTime"] = DateTime.MaxValue }));
    }

    [Fact]
    public void Numbers_of_every_kind_are_whole_numbers_where_they_are_whole()
    {
        object[] sevens = [(byte)7, (short)7, 7, 7L, 7u, 7ul, 7f, 7d, 7m, 7.0m, "7"];

        Assert.All(sevens, seven => Assert.Equal(7, new RunNow(new Hashtable { ["JobId"] = seven }).JobId));
    }

    [Fact]
    public void A_field_that_is_not_known_yet_can_be_sent()
    {
        var run = new RunNow(new Hashtable
        {
            ["JobId"] = 1,
            ["AdditionalProperties"] =
                new OrderedDictionary { ["new_field"] = new object[] { 1.5m, "x", null!, true } },
        });

        Assert.Equal("""{"job_id":1,"new_field":[1.5,"x",null,true]}""", run.ToJson());
    }

    [Fact]
    public void A_known_field_among_the_unknown_ones_is_an_error()
    {
        var table = new Hashtable { ["AdditionalProperties"] = new Hashtable { ["job_id"] = 1 } };

        Assert.Equal("AdditionalProperties.job_id", Assert.Throws<ModelBindingException>(() => new RunNow(table)).Path);
    }

    [Fact]
    public void Null_and_a_key_that_is_not_a_string_are_errors()
    {
        Assert.Throws<ArgumentNullException>(() => new Job((IDictionary)null!));
        Assert.Throws<ModelBindingException>(() => new Job(new Hashtable { [1] = 2 }));
    }

    [Fact]
    public void Wrapped_values_are_unwrapped_at_every_depth()
    {
        var settings = new JobSettings(new Hashtable
        {
            ["Name"] = new Wrapped("n"),
            ["Tasks"] = new Wrapped(new object[]
            {
                new Wrapped(new Hashtable { ["TaskKey"] = new Wrapped("a"), ["max_retries"] = new Wrapped(3) }),
                new Wrapped(new ApiTask { TaskKey = "b" }),
            }),
            ["Tags"] = new Wrapped(new Hashtable { ["k"] = new Wrapped(1) }),
            ["AdditionalProperties"] = new Hashtable { ["x"] = new Wrapped(new[] { new Wrapped(1) }) },
        });

        Assert.Equal(
            """{"name":"n","tags":{"k":"1"},"tasks":[{"task_key":"a","max_retries":3},{"task_key":"b"}],"x":[1]}""",
            settings.ToJson());
    }

    private static readonly BigInteger s_large =
        BigInteger.Parse("12345678901234567890123", CultureInfo.InvariantCulture);

    private static ModelBindingException Throws(Func<object> bind) =>
        Assert.Throws<ModelBindingException>(() => bind());

    private sealed record Wrapped(object Value);

    /// <summary>What this assembly's attribute names, as an assembly for a shell does.</summary>
    internal static class WrappedValues
    {
        public static object? Unwrap(object? value) => value is Wrapped wrapped ? wrapped.Value : value;
    }
}
