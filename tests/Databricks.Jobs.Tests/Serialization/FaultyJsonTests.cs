using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Models;

namespace Databricks.Jobs.Tests.Serialization;

public sealed class FaultyJsonTests
{
    [Theory]
    [InlineData("""{"runs":[{},{},{},{"tasks":[{"run_id":"x"}]}]}""", "runs[3].tasks[0].run_id")]
    [InlineData("""{"runs":[{},{},{},{"tasks":[{"run_id":1""", "runs[3].tasks[0].run_id")]
    [InlineData("""{"runs":[{"run_id":1},{"run_id":2""", "runs[1].run_id")]
    [InlineData("""{"runs":[{"run_id":1},7]}""", "runs[1]")]
    [InlineData("""{"runs":[{"tasks":[{"notebook_task":{"base_parameters":{"a.b":1}}}]}]}""",
        "runs[0].tasks[0].notebook_task.base_parameters['a.b']")]
    [InlineData("""{"runs":[{"tasks":[{"notebook_task":{"base_parameters":{"\u0041":1}}}]}]}""",
        "runs[0].tasks[0].notebook_task.base_parameters.A")]
    [InlineData("""{"runs":[{"new":{"deep":[1,2,tru]}}]}""", "runs[0].new.deep[1]")]
    [InlineData("""{"runs":[{"new":"\ud800"}]}""", "runs[0].new")]
    [InlineData("""{"runs":[{"run_name":"\ud800"}]}""", "runs[0].run_name")]
    [InlineData("""{"runs":[{"state":{}}""", "runs[0]")]
    [InlineData("""{"runs":[]}}""", "")]
    public void The_path_leads_to_the_fault(string json, string path)
    {
        ModelJsonException exception = Assert.Throws<ModelJsonException>(() => ListRunsResponse.FromJson(json));

        Assert.Equal(path, exception.Path);
        Assert.StartsWith(
            path.Length == 0 ? "ListRunsResponse: " : path + ": ",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("null")]
    public void A_text_without_an_object_says_so(string json)
    {
        Assert.StartsWith(
            "Job: ",
            Assert.Throws<ModelJsonException>(() => Job.FromJson(json)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"x":1,"x":2}}""", "a.x")]
    [InlineData("""{"a":[{"x":1},{"y":{"x":1,"\u0078":2}}]}""", "a[1].y.x")]
    [InlineData("""{"a":1,"a":2}""", "a")]
    [InlineData("""{"settings":{"tags":{"k":"1","k":"2"}}}""", "settings.tags.k")]
    public void A_duplicate_is_also_found_in_unknown_properties_and_in_maps(string json, string path)
    {
        Assert.Equal(path, Assert.Throws<ModelJsonException>(() => Job.FromJson(json)).Path);
        Assert.NotNull(ServiceResponse.Read<Job>(json));
    }

    [Fact]
    public void Every_truncated_text_is_an_error()
    {
        byte[] json = FilledModels.Create("Run").ToUtf8Json().AsSpan(0, 6000).ToArray();
        for (int length = 0; length < json.Length; length++)
        {
            byte[] cut = json[..length];
            Assert.Throws<ModelJsonException>(() => ServiceResponse.Read<Run>(cut));
        }
    }

    [Theory]
    [InlineData("{\"name\":\"")]
    [InlineData("{\"new\":\"")]
    [InlineData("{\"new\":{\"x\":[\"")]
    [InlineData("{\"tags\":{\"")]
    [InlineData("{\"")]
    public void Bytes_that_are_not_utf_8_are_an_error(string start)
    {
        string end = new(
            [.. start.Reverse().Where(letter => letter is '{' or '[').Select(letter => letter == '{' ? '}' : ']')]);
        string value = start.EndsWith(":{\"", StringComparison.Ordinal) || start.Length == 2 ? "\":\"\"" : "\"";
        byte[] json = [.. Encoding.UTF8.GetBytes(start), 0xC3, 0x28, .. Encoding.UTF8.GetBytes(value + end)];

        ModelJsonException exception = Assert.Throws<ModelJsonException>(() => ServiceResponse.Read<JobSettings>(json));

        Assert.Contains("not valid Unicode", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_given_text_is_an_error()
    {
        ModelJsonException exception = Assert.Throws<ModelJsonException>(() =>
            JobSettings.FromJson("{\"name\":\"a\ud800b\"}"));

        Assert.Equal("name", exception.Path);
        Assert.Contains("not valid Unicode", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("{\"for_each_task\":{\"task\":", "}}")]
    public void Nesting_without_end_is_an_error(string open, string close)
    {
        string deep = string.Concat(
            Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));

        Assert.Throws<ModelJsonException>(() => Databricks.Jobs.Models.Task.FromJson(deep));
        Assert.Throws<ModelJsonException>(() => Databricks.Jobs.Models.Task.FromJson($$"""{"new":{{deep}}}"""));
        Assert.Throws<ModelJsonException>(() => Databricks.Jobs.Models.Task.FromJson($$"""{"new":{{deep[..5000]}}"""));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999999999")]
    [InlineData("99999999999999999999999999999999999999999999")]
    [InlineData("9223372036854775808")]
    [InlineData("\"9223372036854775808\"")]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("1e-5")]
    public void A_number_that_is_out_of_range_is_an_error(string number)
    {
        Assert.Equal(
            "job_id",
            Assert.Throws<ModelJsonException>(() => RunNow.FromJson($$"""{"job_id":{{number}}}""")).Path);
        Assert.Throws<ModelJsonException>(() => Run.FromJson($$"""{"start_time":{{number}}}"""));
        Assert.Throws<ModelJsonException>(() => Run.FromJson($$"""{"run_duration":{{number}}}"""));
    }
}
