using System.Collections;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;
using Databricks.Jobs.Tests.Models;

namespace Databricks.Jobs.Tests.Definitions;

/// <summary>The definitions in tests/Corpus, which other suites import and export: they use every field that a
/// definition can have.</summary>
public sealed class CorpusTests
{
    private static readonly string s_folder = Path.Combine(RepositoryFiles.Root, "tests", "Corpus");

    // Only the service sets these, or it does not return them.
    private static readonly HashSet<string> s_notInFiles =
    [
        "JobSettings.format", "JobDeployment.version_id", "GitSource.git_snapshot", "GitSnapshot.used_commit",
        "JobSource.dirty_state", "ClusterSpec.apply_policy_default_values",
    ];

    public static TheoryData<string> Names =>
        new(Directory.EnumerateFiles(s_folder, "*.json").Select(file => Path.GetFileName(file)!).Order());

    [Fact]
    public void Uses_every_field_of_the_schema()
    {
        var used = new HashSet<string>();
        string[] files = Directory.GetFiles(s_folder, "*.json");
        Assert.InRange(files.Length, 60, int.MaxValue);
        foreach (string file in files)
        {
            AddUsed(Read(file), used);
        }

        Assert.Empty(Reachable(new JobSettings().Shape, []).Except(used).Except(s_notInFiles));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_written_as_it_is(string name) => Assert.Equal(
        File.ReadAllText(Path.Combine(s_folder, name)).ReplaceLineEndings("\n"),
        JobDefinitionWriter.ToJson(Read(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Differs_only_from_the_others(string name)
    {
        JobSettings settings = Read(name);
        Assert.Empty(JobComparer.Compare(settings, settings.Copy()));
        Assert.NotEmpty(JobComparer.Compare(settings, new JobSettings()));
    }

    private static JobSettings Read(string name) =>
        new JobDefinitionReader().ReadFile(Path.Combine(s_folder, name)).Single().Settings;

    private static void AddUsed(JobsModel model, HashSet<string> used)
    {
        Assert.False(model.HasAdditionalProperties, $"{model.Shape.Name} has fields that are not in the schema.");
        foreach (FieldShape field in model.Shape.All.Where(field => field.Get(model) is not null))
        {
            used.Add($"{model.Shape.Name}.{field.Name}");
            object value = field.Get(model)!;
            IEnumerable parts = value is JobsModel inner ? new[] { inner }
                : value is IDictionary entries ? entries.Values
                : value as IList ?? Array.Empty<object>();
            foreach (JobsModel part in parts.OfType<JobsModel>())
            {
                AddUsed(part, used);
            }
        }
    }

    private static IEnumerable<string> Reachable(ModelShape shape, HashSet<ModelShape> known)
    {
        if (!known.Add(shape))
        {
            yield break;
        }

        foreach (FieldShape field in shape.All)
        {
            yield return $"{shape.Name}.{field.Name}";
            Type type = field.GetType();
            if (type.IsGenericType && Activator.CreateInstance(type.GenericTypeArguments[0]) is JobsModel inner)
            {
                foreach (string path in Reachable(inner.Shape, known))
                {
                    yield return path;
                }
            }
        }
    }
}
