using Databricks.Jobs.Definitions;
using static Databricks.Jobs.Tests.Definitions.Files.DefinitionReading;

namespace Databricks.Jobs.Tests.Definitions.Files;

/// <summary>The core schema of YAML 1.2, where the field determines the type.</summary>
public sealed class YamlValueTests
{
    [Theory]
    [InlineData("no")]
    [InlineData("on")]
    [InlineData("1_000")]
    [InlineData("1e3")]
    [InlineData("012")]
    [InlineData("12:30")]
    [InlineData("0x1F")]
    [InlineData("1.10")]
    [InlineData("True")]
    [InlineData("2024-01-01")]
    [InlineData(".inf")]
    [InlineData("-")]
    public void A_word_keeps_its_text_where_text_is_wanted(string word)
    {
        if (word != "-") Assert.Equal(word, Assert.Single(Read("tags: {a: " + word + "}")).Settings.Tags!["a"]);
        Assert.Equal(word, Assert.Single(Read("description: '" + word + "'")).Settings.Description);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("012", 12)]
    [InlineData("0x1F", 31)]
    [InlineData("0o17", 15)]
    [InlineData("1e3", 1000)]
    [InlineData("'3'", 3)]
    public void A_number_is_read_where_one_is_wanted(string word, long number) =>
        Assert.Equal(number, Assert.Single(Read("max_concurrent_runs: " + word)).Settings.MaxConcurrentRuns);

    [Theory]
    [InlineData("1_000")]
    [InlineData("12:30")]
    [InlineData("1.5")]
    [InlineData("true")]
    public void What_is_not_a_number_is_an_error_where_one_is_wanted(string word) =>
        Assert.Contains("whole number", Fault("max_concurrent_runs: " + word).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    [InlineData("yes", true)]
    [InlineData("off", false)]
    public void True_and_false_are_read_where_they_are_wanted(string word, bool value) =>
        Assert.Equal(value, Assert.Single(Read($"queue: {{enabled: {word}}}")).Settings.Queue!.Enabled);

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    public void Null_is_absent(string word) => Assert.Equal("""{"name":"a"}""", ReadJson($"name: a\ntags: {word}"));

    [Fact]
    public void Unknown_fields_keep_their_types() => Assert.Equal(
        """{"new_field":{"a":true,"b":12,"c":1e3,"d":"no","e":"x","f":null,"g":["1"]}}""",
        Assert.Single(Read(
            "new_field: {a: True, b: 012, c: 1e3, d: no, e: x, f: ~, g: ['1']}",
            new JobDefinitionReaderOptions { AllowUnknownFields = true })).Settings.ToJson());

    [Theory]
    [InlineData("<<: *one", "1", "n")]
    [InlineData("<<: *one, num_workers: 5", "5", "n")]
    [InlineData("num_workers: 5, <<: *one", "5", "n")]
    [InlineData("<<: [*two, *one]", "2", "n")]
    [InlineData("<<: [*one, *two]", "1", "n")]
    public void Anchors_and_merge_keys_are_applied(string cluster, string workers, string node)
    {
        var clusters = Assert.Single(Read($$"""
            job_clusters:
              - job_cluster_key: a
                new_cluster: &one {num_workers: 1, node_type_id: n}
              - job_cluster_key: b
                new_cluster: &two {num_workers: 2}
              - job_cluster_key: c
                new_cluster: { {{cluster}} }
            """)).Settings.JobClusters!;
        Assert.Equal(workers, $"{clusters[2].NewCluster!.NumWorkers}");
        Assert.Equal(node, clusters[2].NewCluster!.NodeTypeId);
    }

    [Theory]
    [InlineData("job_clusters: [{new_cluster: {<<: 1}}]", "merges objects")]
    [InlineData("job_clusters: [{new_cluster: {<<: {}, <<: {}}}]", "twice")]
    public void A_merge_key_that_merges_nothing_is_an_error(string text, string words) =>
        Assert.Contains(words, Fault(text).Message, StringComparison.Ordinal);

    [Fact]
    public void Aliases_cannot_expand_without_a_limit()
    {
        string text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i =>
            $"a{i}: &a{i} [{string.Join(",", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        JobDefinitionException fault = Fault(text);
        Assert.Contains("expand to more than", fault.Message, StringComparison.Ordinal);
        Assert.Equal(6, fault.Location.Line);
    }

    [Fact]
    public void Nesting_has_a_limit() => Assert.Contains(
        "levels", Fault("a: " + new string('[', 100_000)).Message, StringComparison.Ordinal);
}
